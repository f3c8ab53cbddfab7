"""How calls end: the caller hangs up, the talk is over, the wrap-up is done."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import booking
from routing.moves import changed, move, write_down
from routing.queue import live_row
from routing.ringing import end_ring
from routing.tables import AgentRow, TicketRow
from routing.talks.parting import caller_left
from routing.tickets import TicketKind, TicketState
from routing.transitions import Event


def caller_gone(session: Session, call_sid: str, *, now: datetime, served: bool = False) -> None:
    """The citizen's call has ended, in whatever state it was. May be told twice, late, or for nothing.

    One who left a number and hung up keeps the place: their call back is still to come. `served`: the menu
    did what they came for; one who was in it meanwhile has then not given up.
    """
    caller_left(session, call_sid, now=now)
    row = live_row(session, call_sid)
    if row is None:
        return
    talk_over(session, row.id, now=now)
    in_menu = TicketRow.kind == TicketKind.IN_MENU
    if served and move(session, Event.SERVED_BY_MENU, row.id, in_menu, now=now, closed_at=now):
        return
    on_the_line = TicketRow.kind != TicketKind.CALL_BACK
    if move(session, Event.ABANDON, row.id, on_the_line, now=now, closed_at=now):
        end_ring(session, row.id, Event.ABANDON, now=now)


def talk_over(session: Session, ticket_id: int, *, now: datetime) -> bool:
    """The talk has ended; the agent wraps up. False when there was none (any more)."""
    return move(session, Event.END_TALK, ticket_id, now=now, talked_until=now)


def save_note(session: Session, ticket_id: int, note: str, *, agent_id: int) -> bool:
    """Keep what the agent wrote; False when this agent does not have the ticket (any more)."""
    mine = select(AgentRow.ticket_id).where(AgentRow.staff_id == agent_id).scalar_subquery()
    return (
        changed(
            session,
            update(TicketRow).where(TicketRow.id == ticket_id, TicketRow.id == mine).values(note=note),
        )
        == 1
    )


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
    hold_id = session.scalar(select(TicketRow.hold_id).where(TicketRow.id == ticket_id))
    if done and hold_id is not None:
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
