"""The wall board: how the lines stand now, in four statements."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from booking import BERLIN
from routing.definitions import WITHIN_S
from routing.lines import Lines
from routing.sql_time import seconds_between
from routing.tables import AgentRow, AgentSkillRow, TicketRow
from routing.tickets import AgentState, TicketKind, TicketState, Wants

QUEUED = (TicketState.WAITING, TicketState.RINGING)


@dataclass(frozen=True, slots=True)
class LineNow:
    """One line. `oldest`: since when the first waits. Figures of today count from midnight in Berlin.

    `late`: the first has waited for longer than is promised; so the board changes when that happens.
    `states`: how many of its agents are in each state, as `Standing` says.
    """

    key: str
    title: str
    waiting: int
    oldest: datetime | None
    late: bool
    call_backs: int
    in_menu: int
    offered: int
    answered: int
    within: int
    abandoned: int
    states: Mapping[str, int]

    @property
    def service_level(self) -> float | None:
        """Answered within 30 s, of all that are decided; those who gave up count as failures."""
        decided = self.answered + self.abandoned
        return self.within / decided if decided else None

    def longest_s(self, now: datetime) -> float:
        return max(0.0, (now - self.oldest).total_seconds()) if self.oldest else 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How an agent stands: what they want, and what the machine knows of them."""

    agent_id: int
    wants: Wants
    state: AgentState

    @property
    def name(self) -> str:
        """In a call or ringing is what one is; who is idle, is what one wants to be."""
        return str(self.wants if self.state is AgentState.IDLE else self.state)


STATES = ("available", "ringing", "in_call", "wrap_up", "break", "away")
"""In the order of the board; who has gone home is not on it."""


def wall(session: Session, lines: Lines, *, now: datetime) -> list[LineNow]:
    """All lines in their order. Agents are counted at each line of which they know a topic."""
    queued = _queued(session)
    today = _today(session, now)
    standing, topics = _agents(session)
    return [
        LineNow(
            key=line.key,
            title=line.title,
            waiting=queued.get((line.key, TicketKind.WAITING), (0, None))[0],
            oldest=(oldest := queued.get((line.key, TicketKind.WAITING), (0, None))[1]),
            late=oldest is not None and (now - oldest).total_seconds() > WITHIN_S,
            in_menu=queued.get((line.key, TicketKind.IN_MENU), (0, None))[0],
            call_backs=queued.get((line.key, TicketKind.CALL_BACK), (0, None))[0],
            **today.get(line.key, _NOTHING),
            states=Counter(each.name for each in standing if topics[each.agent_id] & line.topics.keys()),
        )
        for line in lines.values()
    ]


_NOTHING: Mapping[str, int] = {"offered": 0, "answered": 0, "within": 0, "abandoned": 0}


def _queued(session: Session) -> dict[tuple[str, TicketKind], tuple[int, datetime | None]]:
    rows = session.execute(
        select(
            TicketRow.line,
            TicketRow.kind,
            func.count(),
            func.min(TicketRow.enqueued_at, type_=TicketRow.enqueued_at.type),
        )
        .where(TicketRow.state.in_(QUEUED), TicketRow.consulting.is_(False))
        .group_by(TicketRow.line, TicketRow.kind)
    )
    return {(line, TicketKind(kind)): (count, oldest) for line, kind, count, oldest in rows}


def _today(session: Session, now: datetime) -> dict[str, Mapping[str, int]]:
    midnight = now.astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
    answered = TicketRow.connected_at.is_not(None)
    in_time = seconds_between(TicketRow.enqueued_at, TicketRow.connected_at) <= WITHIN_S
    gave_up = (TicketRow.state == TicketState.ABANDONED) & TicketRow.connected_at.is_(None)
    rows = session.execute(
        select(
            TicketRow.line,
            func.count(),
            *(func.sum(case((each, 1), else_=0)) for each in (answered, in_time, gave_up)),
        )
        .where(TicketRow.enqueued_at >= midnight, TicketRow.follows_id.is_(None))
        .group_by(TicketRow.line)
    )
    return {line: dict(zip(_NOTHING, (int(n) for n in counts), strict=True)) for line, *counts in rows}


def _agents(session: Session) -> tuple[list[Standing], Mapping[int, set[str]]]:
    rows = session.execute(
        select(AgentRow.staff_id, AgentRow.wants, AgentRow.state).where(
            (AgentRow.wants != Wants.OFF) | (AgentRow.state != AgentState.IDLE)
        )
    )
    standing = [Standing(agent, Wants(wants), AgentState(state)) for agent, wants, state in rows]
    topics: dict[int, set[str]] = {each.agent_id: set() for each in standing}
    for agent, topic in session.execute(
        select(AgentSkillRow.agent_id, AgentSkillRow.skill).where(AgentSkillRow.agent_id.in_(topics))
    ):
        topics[agent].add(topic)
    return standing, topics
