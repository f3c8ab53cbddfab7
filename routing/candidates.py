"""What `choose` is fed with: the free agents, and of those who wait no more than could get one of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Executable, and_, bindparam, exists, literal_column, or_, select, tuple_
from sqlalchemy.orm import Session

from booking.kept import kept
from routing.abilities import ABILITIES
from routing.line_up import LineUp
from routing.moves import run
from routing.tables import AgentRow, RingRow, TicketRow
from routing.tickets import (
    CALL_BACK_RINGS,
    Agent,
    AgentState,
    TicketKind,
    TicketState,
    Waiting,
    Wants,
)
from routing.transitions import Event

NOTHING: Mapping[str, int] = MappingProxyType({})

MISSED: ColumnElement[bool] = RingRow.outcome == Event.MISS
"""The rings that an agent did not take."""

FREE: ColumnElement[bool] = and_(AgentRow.wants == Wants.AVAILABLE, AgentRow.state == AgentState.IDLE)
# With the state as a literal: the index of those who wait is a partial one, and a parameter would hide it.
_WAITS: ColumnElement[bool] = TicketRow.state.in_([literal_column(f"'{TicketState.WAITING.value}'")])
_DUE: ColumnElement[bool] = and_(
    or_(TicketRow.not_before.is_(None), TicketRow.not_before <= bindparam("now")),
    or_(TicketRow.not_after.is_(None), TicketRow.not_after > bindparam("rung_out")),
    TicketRow.kind != TicketKind.IN_MENU,
)
_ROW = (TicketRow.line, TicketRow.skill, TicketRow.language)
_WAITING = select(
    TicketRow.id, *_ROW, TicketRow.counts_from, TicketRow.not_before, TicketRow.own_agent_id
).where(_WAITS, _DUE)
_HEADS = (
    _WAITING.where(
        tuple_(*_ROW) > tuple_(bindparam("line"), bindparam("skill"), bindparam("language")),
        ~exists().where(RingRow.ticket_id == TicketRow.id, MISSED),
    )
    .order_by(*_ROW, TicketRow.counts_from, TicketRow.id)
    .limit(bindparam("free"))
)
_OF_THE_FREE = _WAITING.where(
    TicketRow.own_agent_id.is_not(None), TicketRow.own_agent_id.in_(select(AgentRow.staff_id).where(FREE))
)
_THESE = _WAITING.where(TicketRow.id.in_(bindparam("ids", expanding=True)))
FEW = 300  # so many are read at once; only of more than that, the heads of the rows
_SOME, _ANYBODY = _WAITING.limit(FEW), _WAITING.limit(1)
_MISSED = (
    select(RingRow.ticket_id, RingRow.agent_id, RingRow.ended_at)
    .join(TicketRow, TicketRow.id == RingRow.ticket_id)
    .where(_WAITS, MISSED)
    .order_by(RingRow.attempt)
)
_AGENTS = select(
    AgentRow.staff_id, AgentRow.wants, AgentRow.state, AgentRow.wants_since, AgentRow.state_since
)
_FREE_ONES = _AGENTS.where(FREE)
_HERE = _AGENTS.where(AgentRow.wants == Wants.AVAILABLE)
_LEVELS = [
    (kind, select(table.agent_id, getattr(table, name), table.level))
    for kind, (table, name) in ABILITIES.items()
]


def anybody_waits(session: Session, *, now: datetime) -> bool:
    """Whether there is a ticket that could get an agent now."""
    return run(session, _ANYBODY, _at(now)).first() is not None


def line_up(session: Session, free: int, *, now: datetime) -> LineUp:
    """Who waits, as far as they could matter to so many `free` agents.

    Where many wait, of each row the first `free`: nobody behind them can be reached. Beside them all who were
    missed by somebody, since those may have to stand back, and all whose own agent is free.
    """
    missed = _missed(session)
    at = _at(now)
    rows = run(session, _SOME, at).all()
    if len(rows) == FEW:
        rows = [
            *_heads(session, free, now),
            *run(session, _OF_THE_FREE, at),
            *run(session, _THESE, {**at, "ids": list(missed)}),
        ]
    return LineUp({row.id: _waiting(row, missed) for row in rows}.values())


def _heads(session: Session, free: int, now: datetime) -> Iterator[Any]:
    """The first of each row: one look into the index for each, however many stand in them."""
    after = ("", "", "")
    while True:
        line, skill, language = after
        asked = {**_at(now), "free": free, "line": line, "skill": skill, "language": language}
        found = run(session, _HEADS, asked).all()
        if not found:
            return
        row = (found[0].line, found[0].skill, found[0].language)
        yield from (each for each in found if (each.line, each.skill, each.language) == row)
        after = row


def _at(now: datetime) -> dict[str, datetime]:
    """Who is called back now is to hear it ring to the end before their window closes."""
    return {"now": now, "rung_out": now + CALL_BACK_RINGS}


def _missed(session: Session) -> dict[int, dict[int, datetime]]:
    """By ticket, who missed it and when it ended: of those who still wait."""
    missed: dict[int, dict[int, datetime]] = defaultdict(dict)
    for ticket_id, agent_id, ended_at in run(session, _MISSED):
        if ended_at is not None:
            missed[ticket_id][agent_id] = ended_at
    return missed


def _waiting(row: Any, missed: dict[int, dict[int, datetime]]) -> Waiting:
    return Waiting(
        id=row.id,
        line=row.line,
        skill=row.skill,
        language=row.language,
        counts_from=row.counts_from,
        not_before=row.not_before,
        missed=missed.get(row.id, {}),
        own_agent=row.own_agent_id,
    )


def free_agents(session: Session) -> list[Agent]:
    """All who could take a call at once."""
    return _agents(session, _FREE_ONES)


def agents_here(session: Session) -> list[Agent]:
    """All who take calls now, be they free or in a call."""
    return _agents(session, _HERE)


def _agents(session: Session, which: Executable) -> list[Agent]:
    rows = run(session, which).all()
    if not rows:
        return []
    can = kept(session, _abilities)
    skills, languages, lines = can["skills"], can["languages"], can["lines"]
    return [
        Agent(
            id=id_,
            skills=skills.get(id_, NOTHING),
            languages=languages.get(id_, NOTHING),
            wants=Wants(wants),
            state=AgentState(state),
            idle_since=max(wants_since, state_since),
            lines=lines.get(id_, NOTHING),
        )
        for id_, wants, state, wants_since, state_since in rows  # by place, since there are hundreds
    ]


def _abilities(session: Session) -> dict[str, dict[int, dict[str, int]]]:
    """What all agents know, with the level: by kind, and by agent. They learn seldom, and this is much."""
    can: dict[str, dict[int, dict[str, int]]] = {}
    for kind, statement in _LEVELS:
        levels: dict[int, dict[str, int]] = defaultdict(dict)
        for agent_id, name, level in run(session, statement):
            levels[agent_id][name] = level
        can[kind] = dict(levels)
    return can
