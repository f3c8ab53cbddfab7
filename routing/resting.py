"""A ticket rests while its caller is asked something before anybody is rung: their word, or their name.

It keeps its place, and what the question takes is no wait: the line speaks with the caller, as in the menu.
"""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from routing.moves import changed
from routing.tables import TicketRow
from routing.tickets import Ticket, TicketState

TIME_TO_ANSWER = timedelta(seconds=45)
"""For the question and its answer. Should nothing be heard of it, the call waits on, and has waited."""


def rest(session: Session, ticket: Ticket, *, now: datetime) -> bool:
    """Nobody is rung for this ticket while its caller is asked. False where it does not wait (any more)."""
    waits = (TicketRow.id == ticket.id, TicketRow.state == TicketState.WAITING)
    asked = update(TicketRow).where(*waits).values(not_before=now + TIME_TO_ANSWER)
    return changed(session, asked) == 1


def go_on(session: Session, ticket: Ticket, *, now: datetime) -> None:
    """The question is over: from now on the call may be given to somebody. May be told twice, or late."""
    if ticket.not_before is None or ticket.attempt:  # it has been rung since, so it does not rest any more
        return
    took = min(now - (ticket.not_before - TIME_TO_ANSWER), TIME_TO_ANSWER)
    rests = (TicketRow.id == ticket.id, TicketRow.state == TicketState.WAITING, TicketRow.attempt == 0)
    went_on = {"not_before": None, "enqueued_at": ticket.enqueued_at + took}
    changed(session, update(TicketRow).where(*rests, TicketRow.not_before.is_not(None)).values(went_on))
