"""The queue: calls enter it, learn where they stand in it, and are found in it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from routing.forecast import expected_wait_s, mean_handling_s
from routing.moves import changed, move, write_down
from routing.presence import able_agents
from routing.tables import RingRow, TicketRow
from routing.tickets import (
    LIVE,
    AgentState,
    NewTicket,
    Outlook,
    QueueNow,
    StoryStep,
    Ticket,
    TicketKind,
    TicketState,
)
from routing.transitions import Event

RECENT_TALKS = 50


class UnknownTicket(LookupError):
    """No ticket has this id."""

    code = "unknown_ticket"


def enqueue(session: Session, new: NewTicket, *, now: datetime) -> Ticket:
    """Put a call into the queue. A call that waits already keeps its place, whatever is repeated.

    What the caller told the menu meanwhile is taken over, and who had left a number is on the line again, in
    the old place. One that comes out of a talk (the agent's phone was lost) starts anew.
    """
    row = live_row(session, new.call_sid)
    if row is not None and row.state == TicketState.CONNECTED:
        move(session, Event.END_TALK, row.id, now=now, talked_until=now)
        row = None
    if row is None:
        return _add(session, new, now)
    _back_on_the_line(session, row.id, new)
    return ticket(session, row.id)


def ticket(session: Session, ticket_id: int) -> Ticket:
    """The ticket as it stands. Raises `UnknownTicket`."""
    row = session.get(TicketRow, ticket_id, populate_existing=True)
    if row is None:
        raise UnknownTicket(ticket_id)
    return to_ticket(row)


def ticket_of(session: Session, call_sid: str) -> Ticket | None:
    """The newest ticket of a call; None when it never left the menu."""
    row = session.scalar(_of_call(call_sid).order_by(TicketRow.id.desc()).limit(1))
    return to_ticket(row) if row is not None else None


def outlook(session: Session, ticket_id: int, *, now: datetime) -> Outlook:
    """Where the ticket stands among those who need the same skill, and how long it may take."""
    here = ticket(session, ticket_id)
    ahead = session.scalar(
        select(func.count())
        .select_from(TicketRow)
        .where(TicketRow.state == TicketState.WAITING, TicketRow.skill == here.skill, _before(here, now))
    )
    position = (ahead or 0) + 1
    missed = set(session.scalars(select(RingRow.agent_id).where(RingRow.ticket_id == ticket_id, MISSED)))
    able = able_agents(session, here.skill, here.language)
    states = [state for agent_id, state in able.items() if agent_id not in missed]
    free = states.count(AgentState.IDLE)
    wait_s = expected_wait_s(position, len(states), free, mean_handling_s(recent_talks_s(session)))
    return Outlook(position, wait_s)


def queue_now(session: Session) -> QueueNow:
    """How many wait on the line, since when, and how many are to be called back."""
    rows = session.execute(
        select(
            TicketRow.kind, func.count(), func.min(TicketRow.enqueued_at, type_=TicketRow.enqueued_at.type)
        )
        .where(TicketRow.state.in_((TicketState.WAITING, TicketState.RINGING)))
        .group_by(TicketRow.kind)
    )
    by_kind = {kind: (count, since) for kind, count, since in rows}
    waiting, oldest = by_kind.get(TicketKind.WAITING, (0, None))
    call_backs, _ = by_kind.get(TicketKind.CALL_BACK, (0, None))
    return QueueNow(waiting, oldest, call_backs)


def recent_talks_s(session: Session) -> list[float]:
    """The lengths of the last talks, in seconds."""
    rows = session.execute(
        select(TicketRow.connected_at, TicketRow.talked_until)
        .where(TicketRow.connected_at.is_not(None), TicketRow.talked_until.is_not(None))
        .order_by(TicketRow.talked_until.desc())
        .limit(RECENT_TALKS)
    )
    return [(until - since).total_seconds() for since, until in rows if since and until]


MISSED: ColumnElement[bool] = RingRow.outcome == Event.MISS
"""The rings that an agent did not take: that agent is not rung again for the ticket."""


def to_ticket(row: TicketRow) -> Ticket:
    """The frozen value of a row."""
    return Ticket(
        **{name: getattr(row, name) for name in _PLAIN},
        story=tuple(StoryStep(**step) for step in row.story),
        kind=TicketKind(row.kind),
        state=TicketState(row.state),
    )


_PLAIN = set(Ticket.__dataclass_fields__) - {"story", "kind", "state"}


def live_row(session: Session, call_sid: str) -> TicketRow | None:
    """The ticket of a call that is still going on, locked: what is decided by its state stays true."""
    return session.scalar(_of_call(call_sid).where(TicketRow.state.in_(LIVE)).with_for_update())


def _of_call(call_sid: str) -> Select[TicketRow]:
    return select(TicketRow).where(TicketRow.call_sid == call_sid).execution_options(populate_existing=True)


def _add(session: Session, new: NewTicket, now: datetime) -> Ticket:
    row = TicketRow(**_values(new), enqueued_at=now)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        # The carrier sent the same webhook twice at once, and the other one was faster.
        return to_ticket(cast("TicketRow", live_row(session, new.call_sid)))
    write_down(session, row.id, "enqueue", now=now, agent_id=None, detail=new.reason)
    return to_ticket(row)


def _values(new: NewTicket) -> dict[str, Any]:
    told = {"wish": dict(new.wish) if new.wish else None, "story": [asdict(step) for step in new.story]}
    plain = set(NewTicket.__dataclass_fields__) - set(told)
    return told | {name: getattr(new, name) for name in plain}


def _back_on_the_line(session: Session, ticket_id: int, new: NewTicket) -> None:
    on_the_line = {"kind": TicketKind.WAITING, "call_back_number": None, "not_before": None}
    changed(
        session,
        update(TicketRow)
        .where(TicketRow.id == ticket_id, TicketRow.state == TicketState.WAITING)
        .values(**_values(new), **on_the_line),
    )


def _before(here: Ticket, now: datetime) -> ColumnElement[bool]:
    """Ahead of `here` in the order of the queue, and not put off until later."""
    same = TicketRow.priority == here.priority
    return and_(
        or_(TicketRow.not_before.is_(None), TicketRow.not_before <= now),
        or_(
            TicketRow.priority > here.priority,
            and_(same, TicketRow.enqueued_at < here.enqueued_at),
            and_(same, TicketRow.enqueued_at == here.enqueued_at, TicketRow.id < here.id),
        ),
    )
