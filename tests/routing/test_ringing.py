"""Rings: who is rung, what an answer, a decline, silence and a caller who leaves do to both sides."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from routing import (
    Missed,
    Ring,
    Ticket,
    TicketKind,
    TicketState,
    Wants,
    assign,
    caller_gone,
    finish,
    not_picked_up,
    outlook,
    overdue,
    picked_up,
    presence,
    put_back,
    ring,
    ring_begun,
    save_note,
    set_wants,
    talk_over,
    ticket,
)
from routing.ringing import CARRIER_PAUSE
from routing.tables import TicketEventRow
from routing.tickets import RING_BEGINS_WITHIN, RING_GRACE, AgentState
from tests.routing.conftest import NOW, new_agent, state_of

Waits = Callable[..., Ticket]
SECOND = timedelta(seconds=1)


def test_a_free_agent_is_rung(session: Session, waits: Waits) -> None:
    """The ring says whom to ring, for which call, until when, and why this agent."""
    agent = new_agent(session, contact="client:agent_7")
    made = waits(now=NOW)
    (started,) = assign(session, now=NOW + 42 * SECOND, ring_s=20)
    assert started == Ring(
        ticket_id=made.id,
        attempt=1,
        call_sid="CA1",
        line="termine",
        agent_id=agent,
        contact="client:agent_7",
        kind=TicketKind.WAITING,
        number=None,
        give_up_at=NOW + 62 * SECOND,
        started_at=NOW + 42 * SECOND,
        why=f"Agent {agent}: kfz und Deutsch, am längsten frei, 42 s",
    )
    assert ring(session, made.id, 1) == started
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.RINGING, made.id)


def test_nobody_is_rung_twice_at_once(session: Session, waits: Waits) -> None:
    """While an agent's phone rings, the next in line waits on."""
    new_agent(session)
    waits("CA1")
    waits("CA2")
    assert [r.call_sid for r in assign(session, now=NOW)] == ["CA1"]
    assert assign(session, now=NOW) == []


def test_answer_talk_and_wrap_up(session: Session, waits: Waits) -> None:
    """From the answer to the end of wrap-up, ticket and agent go the same way."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    assert picked_up(session, made.id, 1, now=NOW + SECOND)
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.IN_CALL, made.id)
    assert save_note(session, made.id, "bringt eVB nach", agent_id=agent)
    assert talk_over(session, made.id, now=NOW + 60 * SECOND)
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.WRAP_UP, made.id)
    assert finish(session, made.id, settled_as="informed", settled=True, now=NOW + 70 * SECOND)
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.IDLE, None)
    done = ticket(session, made.id)
    assert (done.state, done.note) == (TicketState.DONE, "bringt eVB nach")
    assert (done.settled_as, done.settled, done.closed_at) == ("informed", True, NOW + 70 * SECOND)


def test_what_was_answered_once_is_not_answered_again(session: Session, waits: Waits) -> None:
    """A repeated webhook changes nothing and says so."""
    new_agent(session)
    made = waits()
    assign(session, now=NOW)
    assert picked_up(session, made.id, 1, now=NOW)
    assert not picked_up(session, made.id, 1, now=NOW + SECOND)
    assert not not_picked_up(session, made.id, 1, reason="no-answer", now=NOW + SECOND)
    assert ticket(session, made.id).connected_at == NOW


def test_no_answer_goes_to_the_next_agent(session: Session, waits: Waits) -> None:
    """The call keeps its place and rings another; who did not answer is away, and sees why."""
    late = new_agent(session, "ada")
    next_one = new_agent(session, "bo", now=NOW + SECOND)
    made = waits("CA1", now=NOW + SECOND)
    waits("CA2", now=NOW + 2 * SECOND)
    assign(session, now=NOW + 3 * SECOND)
    set_wants(session, next_one, Wants.BREAK, now=NOW + 4 * SECOND)
    assert not_picked_up(session, made.id, 1, reason=Missed.NO_ANSWER, now=NOW + 23 * SECOND)
    assert ticket(session, made.id).enqueued_at == NOW + SECOND
    assert state_of(session, late)[:2] == (Wants.AWAY, AgentState.IDLE)
    missed = presence(session, late)
    assert missed is not None
    assert missed.wants_why == Missed.NO_ANSWER


def test_the_same_agent_is_not_rung_again_at_once(session: Session, waits: Waits) -> None:
    """After a decline, that agent gets the next caller, and this caller gets another agent."""
    first = new_agent(session)
    made = waits("CA1")
    assign(session, now=NOW)
    not_picked_up(session, made.id, 1, reason="declined", now=NOW)
    set_wants(session, first, Wants.AVAILABLE, now=NOW)
    assert assign(session, now=NOW) == []
    assert outlook(session, made, now=NOW).expected_wait_s == 240
    waits("CA2", now=NOW + SECOND)
    assert [(r.call_sid, r.agent_id) for r in assign(session, now=NOW + SECOND)] == [("CA2", first)]
    second = new_agent(session, "bo")
    assert [(r.attempt, r.agent_id) for r in assign(session, now=NOW + SECOND)] == [(2, second)]


def test_a_lone_agent_who_missed_a_caller_gets_them_after_a_while(session: Session, waits: Waits) -> None:
    """With nobody else there, the caller is not forgotten; with somebody else, it is their turn first."""
    lone = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    not_picked_up(session, made.id, 1, reason="no-answer", now=NOW)
    set_wants(session, lone, Wants.AVAILABLE, now=NOW + SECOND)
    assert assign(session, now=NOW + 59 * SECOND) == []
    (again,) = assign(session, now=NOW + 60 * SECOND)
    assert (again.agent_id, again.attempt) == (lone, 2)
    assert "noch einmal" in again.why
    not_picked_up(session, made.id, 2, reason="no-answer", now=NOW + 80 * SECOND)
    set_wants(session, lone, Wants.AVAILABLE, now=NOW + 81 * SECOND)
    other = new_agent(session, "bo", now=NOW + 139 * SECOND)
    assert [r.agent_id for r in assign(session, now=NOW + 140 * SECOND)] == [other]


def test_the_own_agent_of_yesterday_comes_first(session: Session, waits: Waits) -> None:
    """Who calls again within a day gets the agent of the last talk, who has been free for less long."""
    new_agent(session, "bo")
    before = NOW - timedelta(hours=23)
    own = new_agent(session, now=before)
    first = waits("CA1", now=before)
    assign(session, now=before)
    picked_up(session, first.id, 1, now=before)
    caller_gone(session, "CA1", now=before)
    finish(session, first.id, settled_as=None, settled=None, now=NOW + SECOND)
    waits("CA2", now=NOW + SECOND)
    (again,) = assign(session, now=NOW + 2 * SECOND)
    assert again.agent_id == own
    assert "sprach zuletzt" in again.why


def test_a_break_outlives_a_missed_call(session: Session, waits: Waits) -> None:
    """An agent who asked for a break while the phone rang is on that break, not away."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    set_wants(session, agent, Wants.BREAK, now=NOW)
    not_picked_up(session, made.id, 1, reason="declined", now=NOW)
    assert state_of(session, agent) == (Wants.BREAK, AgentState.IDLE, None)


def test_a_caller_who_hangs_up_stops_the_ring(session: Session, waits: Waits) -> None:
    """The agent is free and available at once; an answer that comes too late is refused."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    caller_gone(session, "CA1", now=NOW + SECOND)
    caller_gone(session, "CA1", now=NOW + 2 * SECOND)
    assert ring(session, made.id, 1) is None
    assert not picked_up(session, made.id, 1, now=NOW + 3 * SECOND)
    gone = ticket(session, made.id)
    assert (gone.state, gone.closed_at) == (TicketState.ABANDONED, NOW + SECOND)
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.IDLE, None)


def test_a_caller_who_hangs_up_ends_the_talk(session: Session, waits: Waits) -> None:
    """The agent wraps up, however often the carrier says that the call is over."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    picked_up(session, made.id, 1, now=NOW)
    caller_gone(session, "CA1", now=NOW + 9 * SECOND)
    caller_gone(session, "CA1", now=NOW + 11 * SECOND)
    assert not talk_over(session, made.id, now=NOW + 12 * SECOND)
    assert state_of(session, agent)[1] is AgentState.WRAP_UP
    assert ticket(session, made.id).talked_until == NOW + 9 * SECOND


def test_a_call_that_never_waited_may_end(session: Session) -> None:
    """The carrier reports the end of every call, and most have no ticket."""
    caller_gone(session, "CA404", now=NOW)
    assert session.scalar(select(func.count()).select_from(TicketEventRow)) == 0


def test_an_answer_to_an_older_ring_is_too_late(session: Session, waits: Waits) -> None:
    """Once the call rings elsewhere, the first agent's answer is refused."""
    new_agent(session)
    made = waits()
    assign(session, now=NOW)
    not_picked_up(session, made.id, 1, reason="no-answer", now=NOW)
    new_agent(session, "bo")
    assign(session, now=NOW)
    assert not picked_up(session, made.id, 1, now=NOW)
    assert not not_picked_up(session, made.id, 1, reason="no-answer", now=NOW)
    assert picked_up(session, made.id, 2, now=NOW)


def test_a_ring_that_never_started_blames_nobody(session: Session, waits: Waits) -> None:
    """When the carrier refuses, the agent stays available and may be rung for that call a little later."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    assert put_back(session, made.id, now=NOW)
    assert not put_back(session, made.id, now=NOW)
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.IDLE, None)
    assert assign(session, now=NOW) == []
    assert [r.attempt for r in assign(session, now=NOW + CARRIER_PAUSE)] == [2]


def test_a_ring_without_news_is_overdue(session: Session, waits: Waits) -> None:
    """One that never began is asked after soon; one that rings, after the grace for late news."""
    new_agent(session)
    made = waits()
    (started,) = assign(session, now=NOW)
    assert overdue(session, now=NOW + RING_BEGINS_WITHIN) == []
    assert overdue(session, now=NOW + RING_BEGINS_WITHIN + SECOND) == [started]
    ring_begun(session, made.id, 1, now=NOW + SECOND)
    assert overdue(session, now=started.give_up_at + RING_GRACE) == []
    (late,) = overdue(session, now=started.give_up_at + RING_GRACE + SECOND)
    assert (late.ticket_id, late.begun_at) == (made.id, NOW + SECOND)


def test_a_note_belongs_to_who_has_the_call(session: Session, waits: Waits) -> None:
    """Another agent, or one who is done, cannot write into a ticket."""
    agent, other = new_agent(session), new_agent(session, "bo", wants=Wants.BREAK)
    made = waits()
    assign(session, now=NOW)
    assert not save_note(session, made.id, "von fremder Hand", agent_id=other)
    caller_gone(session, "CA1", now=NOW)
    assert not save_note(session, made.id, "zu spät", agent_id=agent)
    assert ticket(session, made.id).note == ""


def test_the_history_tells_what_happened(session: Session, waits: Waits) -> None:
    """Each step is written down with who had the call."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    not_picked_up(session, made.id, 1, reason="busy", now=NOW)
    caller_gone(session, "CA1", now=NOW)
    lines = session.execute(
        select(TicketEventRow.event, TicketEventRow.agent_id, TicketEventRow.detail).order_by(
            TicketEventRow.id
        )
    ).all()
    why = f"Agent {agent}: kfz und Deutsch, am längsten frei, 0 s"
    assert [tuple(line) for line in lines] == [
        ("enqueue", None, "asked"),
        ("ring", agent, why),
        ("miss", agent, "busy"),
        ("abandon", None, ""),
    ]
