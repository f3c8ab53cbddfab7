"""Whether a caller may be recorded: asked once in a call, before anybody is rung. Silence is no yes."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from booking.sql import insert_into
from routing.moves import changed
from routing.resting import go_on, rest
from routing.tapes.tables import ConsentRow
from routing.tickets import Ticket


def ask(session: Session, ticket: Ticket, *, now: datetime) -> bool:
    """Whether the caller of this ticket is to be asked now; nobody is rung for it until the answer is there.

    False: they were asked in this call, or somebody is being rung already.
    """
    new = insert_into(session, ConsentRow).values(call_sid=ticket.call_sid, line=ticket.line, asked_at=now)
    first = session.execute(new.on_conflict_do_nothing().returning(ConsentRow.call_sid)).first()
    if first is None:
        return False
    return rest(session, ticket, now=now)


def answer(session: Session, ticket: Ticket, agreed: bool, *, now: datetime) -> bool:
    """What the caller said; from now on the call may be given to somebody. The first answer counts, and is
    returned.
    """
    mine = (ConsentRow.call_sid == ticket.call_sid, ConsentRow.agreed.is_(None))
    changed(session, update(ConsentRow).where(*mine).values(agreed=agreed))
    go_on(session, ticket, now=now)
    return bool(session.scalar(select(ConsentRow.agreed).where(ConsentRow.call_sid == ticket.call_sid)))


def refuse(session: Session, call_sid: str) -> None:
    """The caller took their word back: nothing of this call is recorded from now on, whoever they talk to."""
    changed(session, update(ConsentRow).where(ConsentRow.call_sid == call_sid).values(agreed=False))
