"""What happened to each entry of the waiting list. Rows are written and never changed.

An entry may have no appointment whose history could tell it; where it has one, both tell who came and left.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from booking.sql import run
from booking.tables import WaitingEventRow


class Waited(StrEnum):
    ENTERED = "entered"
    OFFERED = "offered"  # `details` name the hold, here and in the next three
    TAKEN = "taken"
    DECLINED = "declined"
    LAPSED = "lapsed"  # the time to answer was over
    LEFT = "left"  # asked for it, or was struck off
    ENDED = "ended"  # by itself: nothing left to improve, or too many offers passed


@dataclass(frozen=True, slots=True)
class WaitingEvent:
    """`via` is the call or text that it came from; `details` hold no personal data."""

    at: datetime
    what: Waited
    by: str
    via: str | None
    details: dict[str, Any]


def note(
    session: Session,
    entries: Iterable[int],
    what: Waited,
    *,
    by: str,
    at: datetime,
    via: str | None = None,
    **details: Any,
) -> None:
    """Write the same event for each of `entries`."""
    event = {"at": at, "what": what, "by": by, "via": via, "details": details}
    rows = [{"entry_id": one, **event} for one in entries]
    if rows:
        run(session, insert(WaitingEventRow), rows)


def waiting_history_of(session: Session, entry_id: int) -> list[WaitingEvent]:
    """All that happened to one entry, oldest first."""
    chosen = select(*WaitingEventRow.__table__.columns).where(WaitingEventRow.entry_id == entry_id)
    rows = run(session, chosen.order_by(WaitingEventRow.id))
    return [WaitingEvent(row.at, Waited(row.what), row.by, row.via, row.details) for row in rows]
