"""The windows that citizens chose for their call back, once they have passed without one."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.call_back import Window
from routing.moves import changed, write_down
from routing.queue import to_ticket
from routing.tables import TicketRow
from routing.tickets import CALL_BACK_RINGS, Ticket, TicketKind, TicketState

TOLD_AGAIN_AFTER = timedelta(minutes=2)
"""Far longer than any attempt at sending a text takes."""
MISSED = "window_missed"


def missed_windows(session: Session, *, now: datetime) -> list[Ticket]:
    """Call backs that wait, and may not be rung any more today."""
    rows = session.scalars(
        select(TicketRow)
        .where(TicketRow.state == TicketState.WAITING, TicketRow.kind == TicketKind.CALL_BACK)
        .where(TicketRow.not_after <= now + CALL_BACK_RINGS)
        .order_by(TicketRow.id)
        .execution_options(populate_existing=True)
    )
    return [to_ticket(row) for row in rows]


def move_window(
    session: Session, ticket: Ticket, window: Window | None, *, now: datetime, told: bool = False
) -> bool:
    """Into another window, in the old place; None: at any time. False when somebody else was faster.

    `told`: nobody is to be told of it by text.
    """
    opens, closes = window or (None, None)
    this = (
        TicketRow.id == ticket.id,
        TicketRow.state == TicketState.WAITING,
        TicketRow.kind == TicketKind.CALL_BACK,
        TicketRow.not_after == ticket.not_after,
    )
    missed = TicketRow.windows_missed + 1
    values = {"not_before": opens, "not_after": closes, "tell_at": None if told else now}
    moved = changed(session, update(TicketRow).where(*this).values(windows_missed=missed, **values)) == 1
    if moved:
        write_down(session, ticket.id, MISSED, now=now, agent_id=None)
    return moved


def claim_windows_to_tell(session: Session, *, now: datetime) -> list[Ticket]:
    """Citizens to be told of their new window, for this worker alone; again later, unless it is noted."""
    due = (
        TicketRow.tell_at <= now,
        TicketRow.state == TicketState.WAITING,
        TicketRow.kind == TicketKind.CALL_BACK,
    )
    again = update(TicketRow).where(*due).values(tell_at=now + TOLD_AGAIN_AFTER).returning(TicketRow.id)
    mine = session.scalars(again.execution_options(synchronize_session=False)).all()
    rows = session.scalars(
        select(TicketRow).where(TicketRow.id.in_(mine)).execution_options(populate_existing=True)
    )
    return [to_ticket(row) for row in rows]


def window_told(session: Session, ticket_id: int) -> None:
    """The carrier has the text, or will never take it."""
    changed(session, update(TicketRow).where(TicketRow.id == ticket_id).values(tell_at=None))
