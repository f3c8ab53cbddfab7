"""One look at what an agent's desk has to show: one statement, since at every change a desk asks anew."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, exists, select
from sqlalchemy.orm import Session

from booking.sql import run
from routing.desk_tables import DraftRow, MessageRow
from routing.presence import Presence, to_presence
from routing.queue import to_ticket
from routing.spoken_names import SpokenNameRow
from routing.tables import AgentRow, RingRow, TicketRow
from routing.talks.tables import TalkRow
from routing.tapes.tables import TapeRow
from routing.tickets import Ticket


@dataclass(frozen=True, slots=True)
class Glance:
    """How an agent stands, and the ticket that they have, as both were at one moment.

    `why` they were chosen for it. `typed`, `room`, `unread`: whether there is something typed and not yet
    sent, a room of the talk, a message not read, so that what is not there need not be looked for. So does
    `taped`: there is a recording of the talk. `named`: the caller has spoken their name, and it can be heard.
    """

    here: Presence
    ticket: Ticket | None
    why: str
    typed: bool
    room: bool
    unread: bool
    taped: bool
    named: bool


def glance(session: Session, agent_id: int, *, now: datetime) -> Glance | None:
    """What to show to this agent; None for staff who take no calls."""
    row = run(session, _GLANCE, {"agent": agent_id, "now": now}).first()
    if row is None:
        return None
    return Glance(
        here=to_presence(row),
        ticket=to_ticket(row, "of_") if row.ticket_id is not None else None,
        why=row.why or "",
        typed=row.typed,
        room=row.room,
        unread=row.unread,
        taped=row.taped,
        named=row.named,
    )


_A, _T, _R = AgentRow.__table__, TicketRow.__table__, RingRow.__table__
_DRAFTS, _TALKS, _MESSAGES = DraftRow.__table__.c, TalkRow.__table__.c, MessageRow.__table__.c
_TAPES, _NAMES = TapeRow.__table__.c, SpokenNameRow.__table__.c
# Who is only asked sees the room of those who ask.
_TALKS_OF = case((and_(_T.c.consulting, _T.c.follows_id.is_not(None)), _T.c.follows_id), else_=_T.c.id)
_GLANCE = (
    select(
        *_A.c,
        *(_T.c[name].label(f"of_{name}") for name in Ticket.__dataclass_fields__),
        _R.c.why,
        exists().where(_DRAFTS.ticket_id == _T.c.id, _DRAFTS.agent_id == _A.c.staff_id).label("typed"),
        exists().where(_TALKS.ticket_id == _TALKS_OF, _TALKS.closed_at.is_(None)).label("room"),
        exists().where(_MESSAGES.to_id == _A.c.staff_id, _MESSAGES.read_at.is_(None)).label("unread"),
        exists().where(_TAPES.ticket_id == _T.c.id).label("taped"),
        exists()
        .where(
            _NAMES.call_sid == _T.c.call_sid, _NAMES.sid.is_not(None), _NAMES.keep_until > bindparam("now")
        )
        .label("named"),
    )
    .select_from(_A)
    .outerjoin(_T, _T.c.id == _A.c.ticket_id)
    .outerjoin(_R, and_(_R.c.ticket_id == _T.c.id, _R.c.attempt == _T.c.attempt))
    .where(_A.c.staff_id == bindparam("agent"))
)
