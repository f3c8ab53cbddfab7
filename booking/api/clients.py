"""Who may use the API: programs with a name and a key. The key is shown once, and never again."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from booking.api.limits import Of
from booking.api.tables import ApiClientRow, ApiLimitRow
from booking.sql import all_or_nothing, run

KEY_BYTES = 32  # drawn at random, so that a plain hash is enough: there is nothing to guess
NAME = re.compile(r"[a-z][a-z0-9-]{1,23}")
MINUTE_US = 60 * 1_000_000


class ClientRefused(Exception):
    """Why there can be no such client, in a sentence."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_minute` on average, and up to `burst` at once."""

    per_minute: int
    burst: int


REQUESTS = Rate(per_minute=300, burst=100)
# Codes that fail their check digit are typing errors and not counted, so an honest client needs few. With
# 10,000 open appointments on 40 days, one guess in 4,000 is right: ten an hour take weeks for one of them.
GUESSES_PER_HOUR = 10


def add_client(session: Session, name: str, *, now: datetime, requests: Rate = REQUESTS) -> str:
    """Add a client and return its key. Raises ClientRefused for a name that will not do or is taken."""
    if not NAME.fullmatch(name):
        raise ClientRefused("A client's name has 2 to 24 small letters, digits and dashes.")
    key = secrets.token_urlsafe(KEY_BYTES)
    try:
        with all_or_nothing(session):
            run(
                session,
                insert(ApiClientRow),
                [{"name": name, "key_hash": _hash(key), "created_at": now, "ended_at": None}],
            )
    except IntegrityError as error:
        raise ClientRefused(f"There is a client {name} already.") from error
    limits = [
        (Of.REQUESTS, MINUTE_US // requests.per_minute, requests.burst),
        (Of.GUESSES, 60 * MINUTE_US // GUESSES_PER_HOUR, GUESSES_PER_HOUR),
    ]
    rows = [
        {"client": name, "of": of, "every_us": every, "burst": burst, "full_at_us": 0}
        for of, every, burst in limits
    ]
    run(session, insert(ApiLimitRow), rows)
    return key


def end_client(session: Session, name: str, *, now: datetime) -> None:
    """Its key opens nothing from now on; what it booked stays. Raises ClientRefused for an unknown name."""
    change = update(ApiClientRow).values(ended_at=now)
    ended = run(session, change.where(ApiClientRow.name == name, ApiClientRow.ended_at.is_(None)))
    if ended.rowcount != 1:
        raise ClientRefused(f"There is no client {name}.")


def client_of(session: Session, key: str) -> str | None:
    """The name of the client whose key this is; None for a wrong or ended one."""
    known = select(ApiClientRow.name).where(
        ApiClientRow.key_hash == _hash(key), ApiClientRow.ended_at.is_(None)
    )
    return run(session, known).scalar()


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()
