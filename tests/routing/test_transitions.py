"""The table of transitions, and that the database agrees with it after anything that can happen."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

import routing
from booking.db import Base
from routing.tables import AgentRow, RingRow, TicketRow
from routing.tickets import AgentState, Missed, TicketState, Wants
from routing.transitions import TRANSITIONS, Event
from tests.routing.conftest import NOW, new_agent, new_call

TOGETHER = {
    TicketState.RINGING: AgentState.RINGING,
    TicketState.CONNECTED: AgentState.IN_CALL,
    TicketState.WRAP_UP: AgentState.WRAP_UP,
}
"""What the agent of a ticket in each state is doing; in all other states nobody has it."""


@pytest.mark.parametrize("event", Event)
def test_ticket_and_agent_agree_after_each_event(event: Event) -> None:
    """Wherever a transition leads, the agent who has the ticket stands where the ticket stands."""
    step = TRANSITIONS[event]
    assert step.agent_to is TOGETHER.get(step.ticket_to, AgentState.IDLE)
    having = {TOGETHER[state] for state in step.ticket_from if state in TOGETHER}
    assert set(step.agent_from) == (having or {AgentState.IDLE})


def test_every_open_ticket_can_end() -> None:
    """From each state some chain of events leads to done or abandoned."""
    ended = {TicketState.DONE, TicketState.ABANDONED}
    for _ in TicketState:
        ended |= {s for t in TRANSITIONS.values() if t.ticket_to in ended for s in t.ticket_from}
    assert ended == set(TicketState)


calls = st.sampled_from(["CA1", "CA2", "CA3"])
tickets = st.integers(1, 4)
agents = st.integers(1, 3)
attempts = st.integers(1, 3)
steps = st.one_of(
    st.tuples(st.just("enqueue"), calls),
    st.tuples(st.just("assign")),
    st.tuples(st.just("picked_up"), tickets, attempts),
    st.tuples(st.just("not_picked_up"), tickets, attempts, st.sampled_from(Missed)),
    st.tuples(st.just("put_back"), tickets),
    st.tuples(st.just("caller_gone"), calls),
    st.tuples(st.just("talk_over"), tickets),
    st.tuples(st.just("finish"), tickets),
    st.tuples(st.just("leave_for_call_back"), tickets),
    st.tuples(st.just("step_out"), tickets),
    st.tuples(st.just("call_back_failed"), tickets, attempts),
    st.tuples(st.just("citizen_reached"), tickets, attempts),
    st.tuples(st.just("set_wants"), agents, st.sampled_from(Wants)),
)


def do(session: Session, step: tuple, now) -> None:  # type: ignore[type-arg, no-untyped-def]
    match step:
        case ("enqueue", sid):
            routing.enqueue(session, new_call(sid), now=now)
        case ("assign",):
            routing.assign(session, now=now)
        case ("not_picked_up", ticket, attempt, reason):
            routing.not_picked_up(session, ticket, attempt, reason=reason, now=now)
        case ("finish", ticket):
            routing.finish(session, ticket, settled_as=None, settled=None, now=now)
        case ("leave_for_call_back", ticket):
            routing.leave_for_call_back(session, ticket, "+491701234567", now=now)
        case ("citizen_reached", ticket, attempt):
            routing.citizen_reached(session, ticket, attempt, f"CA_back_{ticket}", now=now)
        case (name, *arguments):
            getattr(routing, name)(session, *arguments, now=now)


def check(session: Session) -> None:
    """What must be true of the tables after anything."""
    at = {row.id: TicketState(row.state) for row in session.scalars(select(TicketRow))}
    held = {}
    for agent in session.scalars(select(AgentRow)):
        expected = TOGETHER.get(at[agent.ticket_id]) if agent.ticket_id else AgentState.IDLE
        assert agent.state == expected
        held[agent.ticket_id] = agent.staff_id
    assert {id_ for id_, state in at.items() if state in TOGETHER} == set(held) - {None}
    ringing = list(session.scalars(select(RingRow).where(RingRow.outcome.is_(None))))
    assert {r.ticket_id: r.agent_id for r in ringing} == {
        id_: held[id_] for id_, state in at.items() if state is TicketState.RINGING
    }
    assert len(ringing) == len({r.ticket_id for r in ringing})


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(steps, max_size=30))
def test_nobody_is_stuck_or_lost_whatever_comes_in_whatever_order(happens: list[tuple]) -> None:  # type: ignore[type-arg]
    """After any sequence of events, agents and tickets agree, and an open ring is that of a ringing phone."""
    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        for name in ("ada", "bo", "cy"):
            new_agent(session, name)
        for second, step in enumerate(happens):
            do(session, step, NOW + timedelta(minutes=second))
            session.expire_all()
            check(session)
    engine.dispose()
