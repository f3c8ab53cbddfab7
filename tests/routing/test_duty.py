"""Going on and off duty in any state."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from routing import Ticket, TicketState, Wants, assign, caller_gone, picked_up, presence, talk_over, ticket
from routing.duty import arrive, change_wants, decline, go_home
from routing.ending import finish
from routing.tickets import AgentState
from tests.routing.conftest import NOW, new_agent
from tests.seeds import seed

Waits = Callable[..., Ticket]


def test_nothing_rings_nothing_is_declined(session: Session) -> None:
    """A click that comes too late changes nothing."""
    agent = new_agent(session)
    assert decline(session, agent, now=NOW) is None
    assert change_wants(session, agent, Wants.BREAK, now=NOW) is None


def test_available_while_ringing_keeps_ringing(session: Session, waits: Waits) -> None:
    """Saying that one is available is no way to decline."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    assert change_wants(session, agent, Wants.AVAILABLE, now=NOW) is None
    assert ticket(session, made.id).state is TicketState.RINGING


@pytest.mark.parametrize("leave", [lambda *a, now: change_wants(*a, Wants.BREAK, now=now), go_home])
def test_leaving_while_ringing_declines(session: Session, waits: Waits, leave: Callable[..., object]) -> None:
    """The ring that ended comes back, so that the telephone can be silenced."""
    agent = new_agent(session)
    waits()
    (ring,) = assign(session, now=NOW)
    assert leave(session, agent, now=NOW) == ring


def test_going_home_in_a_talk_does_not_cut_it_off(session: Session, waits: Waits) -> None:
    """The talk goes on; its wrap-up waits for the agent."""
    agent = new_agent(session)
    made = waits()
    assign(session, now=NOW)
    picked_up(session, made.id, 1, now=NOW)
    assert go_home(session, agent, now=NOW) is None
    assert ticket(session, made.id).state is TicketState.CONNECTED
    talk_over(session, made.id, now=NOW)
    here = presence(session, agent)
    assert here is not None
    assert (here.wants, here.state) == (Wants.OFF, AgentState.WRAP_UP)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Wants.OFF, Wants.AWAY), (Wants.AVAILABLE, Wants.AVAILABLE), (Wants.BREAK, Wants.BREAK)],
)
def test_arriving(session: Session, before: Wants, after: Wants) -> None:
    """Who was off is here; a second sign-in takes nobody out of what they do."""
    agent = new_agent(session, wants=before)
    arrive(session, agent, now=NOW)
    here = presence(session, agent)
    assert here is not None
    assert here.wants is after


def test_a_held_place_follows_the_call(session: Session, waits: Waits) -> None:
    """From the answer on it lasts half an hour, a caller who hangs up or not; wrap-up gives it back."""
    seed(session, now=NOW)
    service = next(each for each in booking.services(session) if each.bookable)
    held = booking.hold(session, booking.offer(session, service.key, now=NOW)[0], now=NOW, holder="CA1")
    new_agent(session)
    made = waits(hold_id=held.id)
    assign(session, now=NOW)
    later = NOW + timedelta(minutes=9)
    picked_up(session, made.id, 1, now=later)
    caller_gone(session, "CA1", now=later)
    assert booking.held(session, held.id, now=later + timedelta(minutes=29)) is not None
    finish(session, made.id, settled_as=None, settled=None, now=later)
    assert booking.held(session, held.id, now=later) is None
