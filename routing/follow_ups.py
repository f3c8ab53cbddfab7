"""What is still to be done after calls, and the citizens who are to be called back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.desk_tables import FollowUpRow
from routing.moves import changed
from routing.queue import to_ticket
from routing.tables import TicketRow
from routing.tickets import Ticket, TicketKind, TicketState


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an agent promised; `number` is the citizen's, None when withheld or forgotten."""

    ticket_id: int
    what: str
    due: date
    at: datetime
    number: str | None
    service: str | None
    note: str


def open_follow_ups(session: Session, agent_id: int) -> list[FollowUp]:
    """What this agent has still to do, the most urgent first."""
    rows = session.execute(
        select(FollowUpRow, TicketRow)
        .join(TicketRow, TicketRow.id == FollowUpRow.ticket_id)
        .where(FollowUpRow.agent_id == agent_id, FollowUpRow.done_at.is_(None))
        .order_by(FollowUpRow.due, FollowUpRow.ticket_id)
    )
    return [
        FollowUp(
            row.ticket_id,
            row.what,
            row.due,
            about.enqueued_at,
            about.call_back_number or about.caller,
            about.service,
            about.note,
        )
        for row, about in rows
    ]


def follow_up_done(session: Session, ticket_id: int, agent_id: int, *, now: datetime) -> bool:
    """It is done. False when it is not this agent's, or was done already."""
    mine = (
        FollowUpRow.ticket_id == ticket_id,
        FollowUpRow.agent_id == agent_id,
        FollowUpRow.done_at.is_(None),
    )
    return changed(session, update(FollowUpRow).where(*mine).values(done_at=now, done_by=agent_id)) == 1


def call_backs(session: Session) -> list[Ticket]:
    """Who is to be called back, in the order of the queue; those put off until later stand last."""
    rows = session.scalars(
        select(TicketRow)
        .where(TicketRow.kind == TicketKind.CALL_BACK)
        .where(TicketRow.state.in_((TicketState.WAITING, TicketState.RINGING)))
        .order_by(TicketRow.not_before.is_not(None), TicketRow.not_before, TicketRow.enqueued_at)
        .execution_options(populate_existing=True)
    )
    return [to_ticket(row) for row in rows]
