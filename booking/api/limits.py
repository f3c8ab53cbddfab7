"""How often a client may ask. The database counts, so that all processes count together.

Taking a token is one conditional UPDATE, the same on SQLite and PostgreSQL: who changes no row was too fast.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil
from typing import Any

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from booking.api.tables import ApiLimitRow
from booking.sql import run

MICROSECOND = timedelta(microseconds=1)
EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")


class Of(StrEnum):
    """What is counted, each in a bucket of its own."""

    REQUESTS = "requests"
    GUESSES = "guesses"  # codes that were asked for and not found


def take(session: Session, client: str, of: Of, *, now: datetime) -> int:
    """Take a token: 0 when there was one, else after how many whole seconds there will be one."""
    now_us = (now - EPOCH) // MICROSECOND
    full_at = _later_of(now_us) + ApiLimitRow.every_us
    change = (
        update(ApiLimitRow)
        .values(full_at_us=full_at)
        .where(_bucket(client, of), full_at <= now_us + ApiLimitRow.every_us * ApiLimitRow.burst)
    )
    if run(session, change).rowcount == 1:
        return 0
    return _wait_s(session, client, of, now_us)


def give_back(session: Session, client: str, of: Of) -> None:
    """Put a token back that was taken for nothing."""
    change = update(ApiLimitRow).values(full_at_us=ApiLimitRow.full_at_us - ApiLimitRow.every_us)
    run(session, change.where(_bucket(client, of)))


def _wait_s(session: Session, client: str, of: Of, now_us: int) -> int:
    row = run(session, select(*ApiLimitRow.__table__.columns).where(_bucket(client, of))).one()
    wait_us = row.full_at_us - row.every_us * (row.burst - 1) - now_us
    return max(1, ceil(int(wait_us) / 1_000_000))


def _later_of(now_us: int) -> Any:
    return case((ApiLimitRow.full_at_us > now_us, ApiLimitRow.full_at_us), else_=now_us)


def _bucket(client: str, of: Of) -> Any:
    return (ApiLimitRow.client == client) & (ApiLimitRow.of == of)
