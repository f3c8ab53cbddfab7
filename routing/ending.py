"""How calls end: the caller hangs up, the talk is over, the wrap-up is done."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

import booking
from routing.call_back import hung_up
from routing.moves import move, run, write_down
from routing.queue import live_row
from routing.ringing import end_ring, hold_of
from routing.tables import AgentRow, TicketRow
from routing.talks.parting import caller_left
from routing.tickets import TicketKind, TicketState
from routing.transitions import Event

_TICKETS, _AGENTS = TicketRow.__table__, AgentRow.__table__
_MINE = select(_AGENTS.c.ticket_id).where(_AGENTS.c.staff_id == bindparam("agent")).scalar_subquery()
_NOTE = (
    update(TicketRow)
    .where(_TICKETS.c.id == bindparam("ticket"), _TICKETS.c.id == _MINE)
    .values(note=bindparam("text"))
)


def caller_gone(session: Session, call_sid: str, *, now: datetime, served: bool = False) -> None:
    """The citizen's call has ended, in whatever state it was. May be told twice, late, or for nothing.

    One who left a number and hung up keeps the place: their call back is still to come. `served`: the menu
    did what they came for; one who was in it meanwhile has then not given up.
    """
    caller_left(session, call_sid, now=now)
    row = live_row(session, call_sid)
    if row is None:
        return
    if row.state == TicketState.CONNECTED:
        talk_over(session, row.id, now=now)
        return
    in_menu, to_be_called = {"kind": TicketKind.IN_MENU}, {"kind": TicketKind.CALL_BACK}
    if served and move(session, Event.SERVED_BY_MENU, row.id, only=in_menu, now=now, closed_at=now):
        return
    if move(session, Event.ABANDON, row.id, but=to_be_called, now=now, closed_at=now):
        end_ring(session, row.id, Event.ABANDON, now=now)
    elif row.kind == TicketKind.CALL_BACK:
        hung_up(session, row.id)


def talk_over(session: Session, ticket_id: int, *, now: datetime) -> bool:
    """The talk has ended; the agent wraps up. False when there was none (any more)."""
    return move(session, Event.END_TALK, ticket_id, now=now, talked_until=now)


def save_note(session: Session, ticket_id: int, note: str, *, agent_id: int) -> bool:
    """Keep what the agent wrote; False when this agent does not have the ticket (any more)."""
    return run(session, _NOTE, {"ticket": ticket_id, "agent": agent_id, "text": note}).rowcount == 1


def finish(
    session: Session,
    ticket_id: int,
    *,
    settled_as: str | None,
    settled: bool | None,
    now: datetime,
) -> bool:
    """The wrap-up is done: the agent is idle again, and a place that was not booked is free again.

    `settled_as`: one of the line's reason codes. `settled`: was it settled at this contact?
    """
    done = move(
        session,
        Event.FINISH,
        ticket_id,
        now=now,
        detail=settled_as or "",
        settled_as=settled_as,
        settled=settled,
        closed_at=now,
    )
    if done and (hold_id := hold_of(session, ticket_id)) is not None:
        booking.release(session, hold_id, now=now)
    return done


def remember(
    session: Session, ticket_id: int, event: str, *, agent_id: int, now: datetime, detail: str
) -> None:
    """Write down what an agent did for the caller ("booked", "moved", "cancelled")."""
    write_down(session, ticket_id, event, now=now, agent_id=agent_id, detail=detail)


def open_wrap_up(session: Session, agent_id: int) -> int | None:
    """The id of the ticket that this agent has still to wrap up."""
    return session.scalar(
        select(AgentRow.ticket_id)
        .join(TicketRow, TicketRow.id == AgentRow.ticket_id)
        .where(AgentRow.staff_id == agent_id, TicketRow.state == TicketState.WRAP_UP)
    )
