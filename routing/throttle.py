"""Sign-in slows down: every failure beyond a few makes the next try wait longer, per login and per address.

Kept in the database, so that several processes count together and a restart forgets nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from routing.tables import SignInTryRow

FIRST_DELAYED = {"login": 3, "address": 20}
"""The failure from which on there is a delay: a whole call centre may share one address, never one login."""
LONGEST_DELAY = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=12)


class SignInBlocked(Exception):
    """Too many failures; `wait_s` is how many seconds until the next try is looked at."""

    code = "sign_in_blocked"

    def __init__(self, wait_s: int) -> None:
        super().__init__(f"{self.code}: {wait_s} s")
        self.wait_s = wait_s


def keys_of(login: str, address: str | None) -> list[str]:
    """What failures are counted by."""
    keys = [f"login:{login.strip().casefold()[:120]}"]
    return [*keys, f"address:{address}"] if address else keys


def check(session: Session, keys: Sequence[str], *, now: datetime) -> None:
    """Lock the counters of `keys` until the transaction ends; raises `SignInBlocked` if one is blocked.

    The lock makes tries at the same login go one after the other: a hundred at once get no more guesses.
    """
    waits = [(_counter(session, key, now).blocked_until - now).total_seconds() for key in sorted(keys)]
    if max(waits) > 0:
        raise SignInBlocked(ceil(max(waits)))


def failed(session: Session, keys: Sequence[str], *, now: datetime) -> None:
    """Count a failure and set the delay that follows from it."""
    for key in keys:
        counter = _counter(session, key, now)
        if now - counter.last_at > FORGOTTEN_AFTER:
            counter.failures = 0
        counter.failures += 1
        counter.last_at = now
        counter.blocked_until = now + delay_after(
            counter.failures, first=FIRST_DELAYED[key.partition(":")[0]]
        )


def succeeded(session: Session, keys: Sequence[str]) -> None:
    """Forget the failures of `keys`."""
    session.execute(delete(SignInTryRow).where(SignInTryRow.key.in_(keys)))


def forget(session: Session, *, before: datetime) -> None:
    """Remove counters of failures (they name logins and addresses) that are older than `before`."""
    session.execute(
        delete(SignInTryRow).where(SignInTryRow.last_at < before, SignInTryRow.blocked_until < before)
    )


def delay_after(failures: int, *, first: int) -> timedelta:
    """Nothing before the failure number `first`, then 1 s, 2 s, 4 s, ... up to 15 minutes."""
    if failures < first:
        return timedelta(0)
    return min(timedelta(seconds=2 ** min(failures - first, 20)), LONGEST_DELAY)


def _counter(session: Session, key: str, now: datetime) -> SignInTryRow:
    row = session.get(SignInTryRow, key, with_for_update=True, populate_existing=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(SignInTryRow(key=key, failures=0, last_at=now, blocked_until=now))
            session.flush()
    except IntegrityError:
        pass  # another try at the same login was faster; its row is the one to wait for
    return session.get_one(SignInTryRow, key, with_for_update=True, populate_existing=True)
