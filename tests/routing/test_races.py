"""Several workers and late webhooks at once: one wins, the others are told."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing import assign, caller_gone, enqueue, not_picked_up, picked_up, set_wants, ticket
from routing.candidates import FEW
from routing.rules import Rules
from routing.tables import AgentRow, RingRow, TicketRow
from routing.tickets import AgentState, TicketState, Wants
from tests.routing.conftest import NOW, new_agent, new_call

pytestmark = pytest.mark.race
Answer = TypeVar("Answer")
Sessions = sessionmaker[DatabaseSession]
SECOND = timedelta(seconds=1)


def all_at_once(*deeds: Callable[[], Answer]) -> list[Answer]:
    """Do all deeds in threads that start together; their answers in the given order."""
    gate = Barrier(len(deeds))

    def begin(deed: Callable[[], Answer]) -> Answer:
        gate.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(begin, deeds))


def in_own_transaction(
    Session: Sessions,
    deed: Callable[[DatabaseSession], Answer],
) -> Callable[[], Answer]:
    def run() -> Answer:
        with Session.begin() as session:
            return deed(session)

    return run


def test_workers_ring_each_ticket_and_each_agent_once(Session: Sessions) -> None:
    """Four workers, ten agents, fifteen callers: ten rings, no ticket twice, no agent twice."""
    with Session.begin() as session:
        for n in range(10):
            new_agent(session, f"agent{n}")
        for n in range(15):
            enqueue(session, new_call(f"CA{n}"), now=NOW)
    worker = in_own_transaction(Session, lambda session: assign(session, now=NOW))
    rings = [ring for ringing in all_at_once(*[worker] * 4) for ring in ringing]
    rings += worker()
    assert len(rings) == len({r.ticket_id for r in rings}) == len({r.agent_id for r in rings}) == 10
    with Session.begin() as session:
        assert session.scalar(select(func.count()).select_from(RingRow)) == 10
        states = list(session.scalars(select(TicketRow.state)))
        assert (states.count("ringing"), states.count("waiting")) == (10, 5)


def test_a_repeated_webhook_at_the_same_moment_makes_one_ticket(Session: Sessions) -> None:
    """The carrier asks twice at once: both get the same ticket."""
    ask = in_own_transaction(Session, lambda session: enqueue(session, new_call("CA1"), now=NOW).id)
    assert len(set(all_at_once(*[ask] * 6))) == 1


@pytest.mark.parametrize("round_", range(5))
def test_answer_and_hang_up_and_silence_at_the_same_moment(
    Session: Sessions,
    round_: int,
) -> None:
    """Whoever is first decides; ticket and agent tell the same story afterwards."""
    with Session.begin() as session:
        agent = new_agent(session)
        made = enqueue(session, new_call("CA1"), now=NOW)
        assign(session, now=NOW)

    def missed(session: DatabaseSession) -> bool:
        return not_picked_up(session, made.id, 1, reason="no-answer", now=NOW)

    up, _, silent = all_at_once(
        in_own_transaction(Session, lambda s: picked_up(s, made.id, 1, now=NOW)),
        in_own_transaction(Session, lambda s: caller_gone(s, "CA1", now=NOW)),
        in_own_transaction(Session, missed),
    )
    assert not (up and silent)
    with Session.begin() as session:
        state = ticket(session, made.id).state
        row = session.get_one(AgentRow, agent)
        # The caller is gone in any case; what differs is whether there was a talk to wrap up.
        assert state is (TicketState.WRAP_UP if up else TicketState.ABANDONED)
        assert row.state == (AgentState.WRAP_UP if up else AgentState.IDLE)
        assert row.wants == (Wants.AWAY if silent else Wants.AVAILABLE)


def test_of_many_who_wait_the_heads_are_enough(Session: Sessions) -> None:
    """However many stand in the rows, those are rung whose turn it is: in each row, and for the own agent."""
    with Session.begin() as session:
        for n in range(FEW + 20):
            topic = ("kfz", "fuehrerschein")[n % 2]
            caller = f"+49451{n:05}"
            enqueue(session, new_call(f"CA{n}", skill=topic, caller=caller), now=NOW + n * SECOND)
        late = NOW + timedelta(hours=1)
        own = new_agent(session, "own")
        session.execute(update(TicketRow).where(TicketRow.call_sid == "CA40").values(own_agent_id=own))
        new_agent(session, "bo", skills=("fuehrerschein",))
        rules = {"termine": Rules(own_lead_s=39)}
        assert sorted(r.call_sid for r in assign(session, now=late, rules=rules)) == ["CA0", "CA1"]
        assert not_picked_up(session, 1, 1, reason="no-answer", now=late)
        set_wants(session, own, Wants.AVAILABLE, now=late)
        later = {"termine": Rules(own_lead_s=60)}
        assert [r.call_sid for r in assign(session, now=late + SECOND, rules=later)] == ["CA40"]
