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

FIRST_DELAYED = {"login": 3, "second": 3, "address": 20}
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


def begin_try(session: Session, keys: Sequence[str], *, now: datetime) -> None:
    """Count a try as failed until it has succeeded; raises `SignInBlocked` when one of `keys` is blocked.

    Counted before the password is looked at, row by row under a lock: a hundred tries at once get no more
    guesses than a hundred in a row.
    """
    counters = {key: _counter(session, key, now) for key in sorted(keys)}
    wait_s = max(_wait_s(key, counter, now) for key, counter in counters.items())
    if wait_s > 0:
        raise SignInBlocked(ceil(wait_s))
    for key, counter in counters.items():
        if now - counter.last_at > FORGOTTEN_AFTER:
            counter.failures = 0
        _set(key, counter, counter.failures + 1, now)


def succeeded(session: Session, keys: Sequence[str], *, now: datetime) -> None:
    """It was no failure: login or second factor start anew; of an address this one try is taken back."""
    for key in sorted(keys):
        counter = _counter(session, key, now)
        if not key.startswith("address:"):
            session.delete(counter)
        else:
            _set(key, counter, max(0, counter.failures - 1), now)


def _set(key: str, counter: SignInTryRow, failures: int, now: datetime) -> None:
    counter.failures = failures
    counter.last_at = now
    counter.blocked_until = now + delay_after(failures, first=FIRST_DELAYED[key.partition(":")[0]])


def _wait_s(key: str, counter: SignInTryRow, now: datetime) -> float:
    """Where nothing delays, another try at the same moment may have written a time just after `now`."""
    delayed = counter.failures >= FIRST_DELAYED[key.partition(":")[0]]
    return (counter.blocked_until - now).total_seconds() if delayed else 0.0


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
