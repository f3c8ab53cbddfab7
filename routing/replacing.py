"""One person waits once: who calls again, or leaves the number twice, has one ticket, in the better place."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.moves import changed, move
from routing.tables import TicketRow
from routing.tickets import TicketKind, TicketState
from routing.transitions import Event


def take_over_place(session: Session, ticket_id: int, number: str | None, *, now: datetime) -> None:
    """Earlier tickets that wait to call `number` back are closed, and `ticket_id` has the best of the places.

    One that is being dialled in this moment is left to itself.
    """
    if number is None:
        return
    to_be_called = TicketRow.kind == TicketKind.CALL_BACK
    earlier = session.execute(
        select(TicketRow.id, TicketRow.counts_from).where(
            TicketRow.call_back_number == number,
            TicketRow.id != ticket_id,
            TicketRow.state == TicketState.WAITING,
            to_be_called,
        )
    ).all()
    for id_, counts_from in earlier:
        if move(session, Event.REPLACE, id_, to_be_called, now=now, closed_at=now):
            better = TicketRow.counts_from > counts_from
            changed(
                session,
                update(TicketRow).where(TicketRow.id == ticket_id, better).values(counts_from=counts_from),
            )
