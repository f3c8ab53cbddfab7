"""One person waits once: who calls again, or leaves the number twice, has one ticket, in the better place."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from routing.moves import changed, move, run
from routing.tables import TicketRow
from routing.tickets import TicketKind, TicketState
from routing.transitions import Event

_TICKETS = TicketRow.__table__
_TO_BE_CALLED = (
    select(_TICKETS.c.id, _TICKETS.c.counts_from)
    .where(_TICKETS.c.call_back_number == bindparam("number"), _TICKETS.c.id != bindparam("ticket"))
    .where(_TICKETS.c.state == TicketState.WAITING, _TICKETS.c.kind == TicketKind.CALL_BACK)
)


def take_over_place(session: Session, ticket_id: int, number: str | None, *, now: datetime) -> bool:
    """Earlier tickets that wait to call `number` back are closed, and `ticket_id` has the best of the places.

    One that is being dialled in this moment is left to itself. Whether there was any.
    """
    if number is None:
        return False
    earlier = run(session, _TO_BE_CALLED, {"number": number, "ticket": ticket_id}).all()
    for id_, counts_from in earlier:
        to_be_called = {"kind": TicketKind.CALL_BACK}
        if move(session, Event.REPLACE, id_, only=to_be_called, now=now, closed_at=now):
            better = TicketRow.counts_from > counts_from
            changed(
                session,
                update(TicketRow).where(TicketRow.id == ticket_id, better).values(counts_from=counts_from),
            )
    return bool(earlier)
