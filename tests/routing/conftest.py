"""What the tests of routing share: a fixed moment, agents without slow passwords, calls that wait."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing import NewTicket, Ticket, Wants, enqueue, presence, set_wants
from routing.abilities import Abilities, read_levels, set_abilities
from routing.tables import AgentRow, StaffRow
from routing.tickets import AgentState

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def session(Session: sessionmaker[DatabaseSession]) -> Iterator[DatabaseSession]:  # noqa: N803
    """One transaction for a whole test."""
    with Session.begin() as session:
        yield session


def new_agent(
    session: DatabaseSession,
    name: str = "ada",
    *,
    skills: tuple[str, ...] = ("kfz",),
    languages: tuple[str, ...] = ("de",),
    contact: str = "client:agent",
    wants: Wants = Wants.AVAILABLE,
    now: datetime = NOW,
) -> int:
    """An agent who cannot sign in (no password is hashed: that is slow) but can be rung."""
    staff = StaffRow(login=name, name=name.title(), password_hash="-", roles=["agent"])
    session.add(staff)
    session.flush()
    session.add(AgentRow(staff_id=staff.id, contact=contact, wants_since=now, state_since=now))
    session.flush()
    set_abilities(session, staff.id, Abilities(read_levels(skills), read_levels(languages)))
    set_wants(session, staff.id, wants, now=now)
    return staff.id


def state_of(session: DatabaseSession, agent: int) -> tuple[Wants, AgentState, int | None]:
    """What the agent wants, what they do, and with which ticket."""
    now = presence(session, agent)
    assert now is not None
    return now.wants, now.state, now.ticket_id


def new_call(sid: str = "CA1", **told: object) -> NewTicket:
    """A call about a car, in German, from a number that may be shown."""
    values: dict[str, object] = {
        "line": "termine",
        "skill": "kfz",
        "language": "de",
        "caller": "+4945112345",
        "reason": "asked",
    }
    return NewTicket(call_sid=sid, **(values | told))  # type: ignore[arg-type]


@pytest.fixture
def waits(session: DatabaseSession) -> Callable[..., Ticket]:
    """`waits("CA1", skill=...)`: a call that waits."""
    return lambda sid="CA1", now=NOW, **told: enqueue(session, new_call(sid, **told), now=now)
