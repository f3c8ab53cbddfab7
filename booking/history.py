"""What happened to each appointment: who did what, when, from where. Rows are written and never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from booking.sql import run
from booking.tables import EventRow

SYSTEM = "system"
CALLER = "caller"
WAITING_LIST = "waiting:"  # begins the holder of a place that is held for somebody on the list


class What(StrEnum):
    HELD = "held"
    HANDED_OVER = "handed_over"
    RELEASED = "released"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"
    MOVED = "moved"
    SPENT = "spent"
    CANCELLED = "cancelled"
    ARRIVED = "arrived"
    DONE = "done"
    MISSED = "missed"
    UNDONE = "undone"  # a mis-click; `details` say what is undone and which state is back
    WAITS = "waits"  # is on the waiting list for something earlier
    WAITS_NO_MORE = "waits_no_more"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class Event:
    """`via` is the call or desk that it came from; `details` hold no personal data."""

    at: datetime
    what: What
    by: str
    via: str | None
    details: dict[str, Any]


def record(
    session: Session,
    appointments: Iterable[int],
    what: What,
    *,
    by: str,
    at: datetime,
    via: str | None = None,
    **details: Any,
) -> None:
    """Write the same event for each of `appointments`."""
    event = {"at": at, "what": what, "by": by, "via": via, "details": details}
    rows = [{"appointment_id": one, **event} for one in appointments]
    if rows:
        run(session, _NEW, rows if len(rows) > 1 else rows[0])


_NEW = insert(EventRow)


def history_of(session: Session, appointment_id: int) -> list[Event]:
    """All that happened to one appointment, oldest first."""
    chosen = select(EventRow.at, EventRow.what, EventRow.by, EventRow.via, EventRow.details)
    rows = run(session, chosen.where(EventRow.appointment_id == appointment_id).order_by(EventRow.id))
    return [Event(at, What(what), by, via, details) for at, what, by, via, details in rows]


def who(holder: str) -> str:
    """A hold's holder is a call, a client of the API, somebody of the staff, or the waiting list.

    A call stands for its caller; of a client its name counts, not the one hold's secret behind it.
    """
    if holder.startswith(WAITING_LIST):
        return SYSTEM
    if holder.startswith("client:"):
        return holder.rpartition(":")[0]
    return holder if holder.startswith(("agent:", "office:")) else CALLER
