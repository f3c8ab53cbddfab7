"""Who takes which call: one decision among 1,000 agents with 10,000 who wait; alone, and from the database.

The reference is the same rule without the rows: sort all who wait, and give the first one that the free agent
can take. `ours` and `reference` are ms; the ratio says how many times as long the reference takes.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

from sqlalchemy import insert, update
from sqlalchemy.orm import Session, sessionmaker

from booking.db import connect
from routing.assign import choose
from routing.line_up import LineUp
from routing.ringing import assign
from routing.rules import Level, Rules, Wider
from routing.tables import AgentLanguageRow, AgentRow, AgentSkillRow, StaffRow, TicketRow
from routing.tickets import Agent, AgentState, Waiting, Wants
from tests.bench.report import Row
from tests.databases import create_tables
from tests.postgresql import Server
from tests.routing.plain_choice import rank

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TOPICS, LANGUAGES = (
    ("citizen", "buergerservice", "kfz", "fuehrerschein"),
    ("de", "de", "de", "de", "en", "tr"),
)
RULES = {"termine": Rules(least=Level.WELL, wider=(Wider(45, least=1), Wider(90, topics={"kfz": "citizen"})))}
WAITING, AGENTS = 10_000, 1_000
ROUNDS = 30
AT_MOST_MS = 5.0


def rows() -> Iterator[Row]:
    waits, agents = callers(WAITING), staff(AGENTS)
    line_up = LineUp(waits)
    one_free = [idle(agent, agent.id == 500) for agent in agents]
    yield _compared(
        "one agent of 1,000 becomes free, 10,000 wait",
        lambda: choose(line_up, one_free, NOW, RULES),
        lambda: plain(waits, one_free),
        AT_MOST_MS,
    )
    newcomer = LineUp(waits[:1])
    for count in (250, 500, 1000, 2000):
        free = staff(count)
        yield _compared(
            f"a call comes, {count:,} agents are free",
            lambda free=free: choose(newcomer, free, NOW, RULES),  # type: ignore[misc]
            lambda free=free: plain(waits[:1], free),  # type: ignore[misc]
            AT_MOST_MS if count <= AGENTS else None,
        )
    for name, database in (("SQLite", sqlite), ("PostgreSQL", postgresql)):
        with database() as url:
            yield from _from_database(name, url, waits, agents)


def callers(count: int) -> list[Waiting]:
    dice = Random(1)
    return [
        Waiting(
            n,
            "termine",
            dice.choice(TOPICS),
            dice.choice(LANGUAGES),
            NOW - timedelta(seconds=dice.random() * 900),
        )
        for n in range(1, count + 1)
    ]


def staff(count: int) -> list[Agent]:
    dice = Random(2)
    return [
        Agent(
            n,
            {topic: dice.randint(1, 3) for topic in dice.sample(TOPICS, 2)},
            {"de": 3, dice.choice(LANGUAGES): 2},
            Wants.AVAILABLE,
            AgentState.IDLE,
            NOW - timedelta(seconds=dice.random() * 300),
        )
        for n in range(1, count + 1)
    ]


def idle(agent: Agent, yes: bool) -> Agent:
    state = AgentState.IDLE if yes else AgentState.IN_CALL
    return Agent(agent.id, agent.skills, agent.languages, agent.wants, state, agent.idle_since)


def plain(waits: Sequence[Waiting], agents: Sequence[Agent]) -> object:
    """The first in line whom a free agent can take, and the best of those."""
    for ticket in sorted(waits, key=lambda each: (each.counts_from, each.id)):
        ranks = [(found, a.id) for a in agents if (found := rank(ticket, a, NOW, RULES["termine"]))]
        if ranks:
            return min(ranks)
    return None


def _compared(
    name: str, ours: Callable[[], object], reference: Callable[[], object], at_most: float | None
) -> Row:
    mine, theirs = [], []
    for _ in range(ROUNDS):
        mine.append(_ms(ours))
        theirs.append(_ms(reference))
    ratio = median(theirs) / median(mine)
    return Row(name, median(mine), median(theirs), ratio, "ms", None, at_most)


def _ms(deed: Callable[[], object]) -> float:
    began = perf_counter()
    assert deed()
    return (perf_counter() - began) * 1000


def _from_database(name: str, url: str, waits: list[Waiting], agents: list[Agent]) -> Iterator[Row]:
    """A worker's round with one free agent: read, choose, write, commit; beside it one UPDATE by its key."""
    engine = connect(url)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:
        _fill(session, waits, agents)

    def free_one() -> None:
        with sessions.begin() as session:
            session.execute(
                update(AgentRow).where(AgentRow.staff_id == 500).values(state="idle", ticket_id=None)
            )

    def decide() -> object:
        with sessions.begin() as session:
            return assign(session, now=NOW, rules=RULES)

    def nothing() -> object:
        with sessions.begin() as session:
            return session.execute(update(AgentRow).where(AgentRow.staff_id == 500).values(version=1))

    mine, theirs = [], []
    for _ in range(ROUNDS):
        free_one()
        mine.append(_ms(decide))
        theirs.append(_ms(nothing))
    engine.dispose()
    ours, reference = median(mine), median(theirs)
    yield Row(f"the worker's round, {name}; beside one UPDATE", ours, reference, reference / ours, "ms", None)


def _fill(session: Session, waits: list[Waiting], agents: list[Agent]) -> None:
    ids = range(1, len(agents) + 1)
    session.execute(
        insert(StaffRow),
        [{"id": n, "login": f"a{n}", "name": "A", "password_hash": "-", "roles": ["agent"]} for n in ids],
    )
    session.execute(
        insert(TicketRow),
        [
            {
                "id": each.id,
                "call_sid": f"CA{each.id}",
                "line": each.line,
                "skill": each.skill,
                "language": each.language,
                "story": [],
                "enqueued_at": each.counts_from,
                "counts_from": each.counts_from,
                "state": "waiting" if each.id <= WAITING else "connected",
            }
            for each in (*waits, *(_talk(n) for n in ids))
        ],
    )
    session.execute(
        insert(AgentRow),
        [
            {
                "staff_id": n,
                "contact": f"client:a{n}",
                "wants": "available",
                "wants_since": NOW,
                "state": "in_call",
                "state_since": NOW,
                "ticket_id": WAITING + n,
            }
            for n in ids
        ],
    )
    for table, key, known in (
        (AgentSkillRow, "skill", [a.skills for a in agents]),
        (AgentLanguageRow, "language", [a.languages for a in agents]),
    ):
        session.execute(
            insert(table),
            [
                {"agent_id": n, key: name, "level": level}
                for n, levels in zip(ids, known, strict=True)
                for name, level in levels.items()
            ],
        )


def _talk(n: int) -> Waiting:
    return Waiting(WAITING + n, "termine", "citizen", "de", NOW)


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        create_tables(url)
        yield url


@contextmanager
def postgresql() -> Iterator[str]:
    server = Server(Path(tempfile.mkdtemp(prefix="durchwahl-")))
    try:
        url = server.url()
        create_tables(url)
        yield url
    finally:
        server.close()
