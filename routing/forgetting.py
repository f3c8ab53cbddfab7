"""Personal data of tickets go when they are due. What is counted stays: times, states, how it was settled."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from routing.desk_tables import DraftRow, FollowUpRow
from routing.messages import forget_messages
from routing.moves import changed
from routing.tables import TicketRow


def forget(session: Session, *, before: datetime) -> int:
    """Delete numbers, notes, stories and follow-ups of tickets that were closed before then; how many."""
    known = or_(
        TicketRow.caller.is_not(None),
        TicketRow.call_back_number.is_not(None),
        TicketRow.wish.is_not(None),
        TicketRow.note != "",
    )
    nothing: dict[str, object] = {
        "caller": None,
        "call_back_number": None,
        "wish": None,
        "note": "",
        "story": [],
    }
    closed = select(TicketRow.id).where(TicketRow.closed_at < before)
    session.execute(delete(FollowUpRow).where(FollowUpRow.ticket_id.in_(closed)))
    session.execute(delete(DraftRow).where(DraftRow.at < before))
    forget_messages(session, before=before)
    return changed(session, update(TicketRow).where(TicketRow.closed_at < before, known).values(**nothing))
