"""Call backs: a number that was left keeps its place, is tried, and ends or becomes a call like any other."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy.orm import Session

from routing import (
    Ticket,
    TicketKind,
    TicketState,
    Wants,
    assign,
    call_back_failed,
    caller_gone,
    citizen_reached,
    leave_for_call_back,
    not_picked_up,
    ring,
    ticket,
)
from routing.call_back import CALL_BACK_PAUSE, CALL_BACK_TRIES, TIME_TO_HANG_UP
from routing.tickets import AgentState
from tests.routing.conftest import NOW, new_agent, state_of

Waits = Callable[..., Ticket]
SECOND = timedelta(seconds=1)


def test_a_number_left_keeps_the_place(session: Session, waits: Waits) -> None:
    """The caller hangs up, and is called back when it is their turn."""
    made = waits("CA1")
    waits("CA2", now=NOW + SECOND)
    assert leave_for_call_back(session, made.id, "+491701234567", now=NOW + SECOND)
    caller_gone(session, "CA1", now=NOW + 2 * SECOND)
    new_agent(session)
    (started,) = assign(session, now=NOW + 3 * SECOND)
    assert (started.ticket_id, started.kind) == (made.id, TicketKind.CALL_BACK)
    assert started.number == "+491701234567"
    caller_gone(session, "CA1", now=NOW + 4 * SECOND)
    assert ring(session, made.id, 1) == started


def test_a_number_left_while_a_phone_rings_lets_the_agent_go(session: Session, waits: Waits) -> None:
    """The agent is not blamed and may be rung for the call back."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    assert leave_for_call_back(session, made.id, "+491701234567", now=NOW)
    assert ring(session, made.id, 1) is None
    assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.IDLE, None)
    caller_gone(session, "CA1", now=NOW)
    assert assign(session, now=NOW)[0].agent_id == agent


def test_nobody_is_rung_who_still_hears_the_goodbye(session: Session, waits: Waits) -> None:
    """Their telephone would be busy. When they have hung up it is their turn; or soon, should nobody tell."""
    new_agent(session)
    told, untold = waits("CA1"), waits("CA2", now=NOW + SECOND)
    for each in (told, untold):
        leave_for_call_back(session, each.id, f"+4917012345{each.id:02}", now=NOW + SECOND)
    assert assign(session, now=NOW + SECOND) == []
    caller_gone(session, "CA1", now=NOW + 2 * SECOND)
    assert [r.ticket_id for r in assign(session, now=NOW + 2 * SECOND)] == [told.id]
    new_agent(session, "bo")
    assert assign(session, now=NOW + TIME_TO_HANG_UP) == []
    assert [r.ticket_id for r in assign(session, now=NOW + SECOND + TIME_TO_HANG_UP)] == [untold.id]


def test_a_citizen_not_reached_is_tried_three_times(session: Session, waits: Waits) -> None:
    """Ten minutes lie between tries; the third is the last; the agent is free after each."""
    agent = new_agent(session)
    made = waits()
    leave_for_call_back(session, made.id, "+491701234567", now=NOW)
    caller_gone(session, "CA1", now=NOW)
    at = NOW
    for attempt in range(1, CALL_BACK_TRIES + 1):
        assert [r.attempt for r in assign(session, now=at)] == [attempt]
        assert call_back_failed(session, made.id, attempt, now=at)
        assert not call_back_failed(session, made.id, attempt, now=at)
        assert state_of(session, agent) == (Wants.AVAILABLE, AgentState.IDLE, None)
        at += CALL_BACK_PAUSE
        assert assign(session, now=at - SECOND) == []
    assert ticket(session, made.id).state is TicketState.ABANDONED


def test_a_citizen_reached_waits_on_the_line(session: Session, waits: Waits) -> None:
    """Should the agent then not pick up, the citizen is in the queue and not dialled again."""
    new_agent(session)
    made = waits()
    leave_for_call_back(session, made.id, "+491701234567", now=NOW)
    caller_gone(session, "CA1", now=NOW)
    assign(session, now=NOW)
    assert citizen_reached(session, made.id, 1, "CA_back", now=NOW)
    assert not citizen_reached(session, made.id, 1, "CA_back", now=NOW)
    not_picked_up(session, made.id, 1, reason="no-answer", now=NOW)
    new_agent(session, "bo")
    (again,) = assign(session, now=NOW)
    assert (again.kind, again.call_sid) == (TicketKind.WAITING, "CA_back")
    caller_gone(session, "CA_back", now=NOW)
    assert ticket(session, made.id).state is TicketState.ABANDONED
