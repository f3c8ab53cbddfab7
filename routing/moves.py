"""Carrying out a transition: conditional UPDATEs, first the ticket, then its agent.

Whoever changes a row decides the race; `False` means that somebody else was faster and nothing was changed.
The order (ticket before agent) is the same everywhere, so that no two transactions wait for each other.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Executable, Row, Update, bindparam, insert, or_, update
from sqlalchemy.orm import Session

from booking import sql
from booking.made_once import Ran
from routing.tables import AgentRow, TicketEventRow, TicketRow
from routing.tickets import AgentState, Wants
from routing.transitions import TRANSITIONS, Event

Values = Mapping[str, Any]
ANY: Values = MappingProxyType({})

_TICKETS, _AGENTS = TicketRow.__table__, AgentRow.__table__
_WRITE_DOWN = insert(TicketEventRow)


def run(session: Session, statement: Executable, values: Any = None) -> Ran:
    """Run what was made once, past the unit of work: to put a statement together takes longer than to run it.

    What the unit of work still holds is written first.
    """
    session.flush()
    return sql.run(session, statement, values)


def changed(session: Session, statement: Update) -> int:
    """How many rows an UPDATE changed. Rows loaded before are stale after it: readers ask anew."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount


def move_ticket(
    session: Session, event: Event, ticket_id: int, only: Values = ANY, but: Values = ANY, **values: Any
) -> bool:
    """Move the ticket alone, if it stands where `event` may happen, has what `only` says, and not what `but`
    does.
    """
    return _moved(session, event, ticket_id, only, but, values) is not None


def reserve_agent(session: Session, agent_id: int, ticket_id: int, *, now: datetime) -> bool:
    """From now on this ticket rings at the agent's phone; False when they are not free (any more)."""
    return run(session, _RESERVE, {"agent": agent_id, "ticket": ticket_id, "now": now}).rowcount == 1


def move(
    session: Session,
    event: Event,
    ticket_id: int,
    *,
    now: datetime,
    only: Values = ANY,
    but: Values = ANY,
    detail: str = "",
    **values: Any,
) -> bool:
    """Move a ticket and the agent who has it, if any, and write it down.

    Who handed this caller over, and wraps that up, sees what becomes of them.
    """
    moved = _moved(session, event, ticket_id, only, but, values)
    if moved is None:
        return False
    holder = run(session, _agent_moves(event), {"ticket": ticket_id, "now": now}).scalar()
    write_down(session, ticket_id, event, now=now, agent_id=holder, detail=detail)
    if moved.follows_id is not None:
        wake_holder(session, moved.follows_id)
    return True


def wake_agents(session: Session, *which: ColumnElement[bool]) -> None:
    """The desks of these agents show everything anew."""
    changed(session, _waking(*which))


def wake_holder(session: Session, ticket_id: int) -> None:
    """The desk of the agent who has this ticket, if anybody has, shows it anew."""
    run(session, _WAKE, {"ticket": ticket_id})


def write_down(
    session: Session, ticket_id: int, event: str, *, now: datetime, agent_id: int | None, detail: str = ""
) -> None:
    """Add a line to the ticket's history."""
    line = {"ticket_id": ticket_id, "at": now, "event": event, "agent_id": agent_id, "detail": detail[:240]}
    run(session, _WRITE_DOWN, line)


def _moved(
    session: Session, event: Event, ticket_id: int, only: Values, but: Values, values: Values
) -> Row[*tuple[Any, ...]] | None:
    statement = _ticket_moves(event, tuple(only), tuple(but), tuple(values))
    named = [("to", values), ("only", only), ("but", but)]
    given = {f"{kind}_{name}": value for kind, each in named for name, value in each.items()}
    return run(session, statement, {"ticket": ticket_id, **given}).first()


def _in(column: ColumnElement[str], states: Iterable[str]) -> ColumnElement[bool]:
    """As `in_`, whose list would be written anew each time."""
    return or_(*(column == state for state in states))


@cache
def _ticket_moves(event: Event, only: tuple[str, ...], but: tuple[str, ...], values: tuple[str, ...]) -> Any:
    step, column = TRANSITIONS[event], _TICKETS.c
    here = [column.id == bindparam("ticket"), _in(column.state, step.ticket_from)]
    here += [column[name] == bindparam(f"only_{name}") for name in only]
    here += [column[name] != bindparam(f"but_{name}") for name in but]
    to = {name: bindparam(f"to_{name}", type_=column[name].type) for name in values}
    again = {"attempt": column.attempt + 1} if event is Event.RING else {}
    moved = update(TicketRow).where(*here).values(state=step.ticket_to, **again, **to)
    return moved.returning(column.follows_id)


@cache
def _agent_moves(event: Event) -> Any:
    """Of the one who has the ticket. Going idle lets go of it: the two are one fact."""
    step, column = TRANSITIONS[event], _AGENTS.c
    free = {"ticket_id": None} if step.agent_to is AgentState.IDLE else {}
    return (
        update(AgentRow)
        .where(column.ticket_id == bindparam("ticket"), _in(column.state, step.agent_from))
        .values(state=step.agent_to, state_since=bindparam("now"), version=column.version + 1, **free)
        .returning(column.staff_id)
    )


def _waking(*which: ColumnElement[bool]) -> Update:
    return update(AgentRow).where(*which).values(version=_AGENTS.c.version + 1)


_WAKE = _waking(_AGENTS.c.ticket_id == bindparam("ticket"))
_RESERVE = (
    update(AgentRow)
    .where(_AGENTS.c.staff_id == bindparam("agent"), _AGENTS.c.wants == Wants.AVAILABLE)
    .where(_in(_AGENTS.c.state, TRANSITIONS[Event.RING].agent_from))
    .values(
        state=TRANSITIONS[Event.RING].agent_to,
        state_since=bindparam("now"),
        ticket_id=bindparam("ticket"),
        version=_AGENTS.c.version + 1,
    )
)
