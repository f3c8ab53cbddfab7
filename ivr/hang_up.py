"""What becomes of a call that is over: its places are free again, no agent's phone rings for it any more."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

import booking
import routing
from booking.sql import run
from ivr.dialog import Call
from ivr.tables import CallRow, TurnRow
from routing import spoken_names
from routing.tickets import holder_of

# https://www.twilio.com/docs/voice/api/call-resource#call-status-values
SERVED = ("booked", "moved", "cancelled", "informed")
"""The outcomes with which the menu has served a call by itself."""
FINAL = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})

_CALLS = CallRow.__table__
_END = (
    update(CallRow)
    .where(_CALLS.c.sid == bindparam("call"), _CALLS.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"))
    .returning(_CALLS.c.sid)
)
_BECAME = (
    update(CallRow)
    .where(_CALLS.c.sid == bindparam("call"), _CALLS.c.outcome.is_(None))
    .values(outcome=bindparam("what"))
)


def call_ended(session: Session, sid: str, *, now: datetime) -> str:
    """The call `sid` is over; says what became of it. May come late, twice, or for no call of ours."""
    ended = run(session, _END, {"call": sid, "now": now}).scalar()
    ticket = routing.ticket_of(session, sid)
    routing.caller_gone(session, sid, now=now, served=_served_by_menu(session, sid, ticket))
    booking.release_of(session, sid, now=now)
    spoken_names.let_go(session, sid, now=now)
    if ticket and ticket.kind != routing.TicketKind.CALL_BACK and ticket.connected_at is None:
        booking.release_of(session, holder_of(ticket.id), now=now)
    if ended is None:
        return "known"
    outcome = _outcome(session, sid, ticket)
    run(session, _BECAME, {"call": sid, "what": outcome})
    return outcome


def _served_by_menu(session: Session, sid: str, ticket: routing.Ticket | None) -> bool:
    """Whether this caller, who went back to the menu and kept the place, was served there."""
    if ticket is None or ticket.kind != routing.TicketKind.IN_MENU:
        return False
    outcome = session.scalar(select(CallRow.outcome).where(CallRow.sid == sid))
    return (outcome or _end_of_dialog(session, sid)) in SERVED


def _outcome(session: Session, sid: str, ticket: routing.Ticket | None) -> str:
    if ticket is not None and not _served_by_menu(session, sid, ticket):
        if ticket.connected_at is not None:
            return "answered"
        if ticket.kind == routing.TicketKind.CALL_BACK:
            return "call_back"
        # Who waits again after a talk has been answered, as the reports count it.
        return "abandoned" if ticket.follows_id is None else "answered"
    return _end_of_dialog(session, sid)


def _end_of_dialog(session: Session, sid: str) -> str:
    state = session.scalar(
        select(TurnRow.state).where(TurnRow.call_sid == sid).order_by(TurnRow.n.desc()).limit(1)
    )
    return "informed" if state is not None and Call.from_json(state).ended else "hung_up"
