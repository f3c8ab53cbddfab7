"""Calls in the queue: their place in it, and what they are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from routing import (
    QueueNow,
    StoryStep,
    Ticket,
    TicketKind,
    TicketState,
    UnknownTicket,
    assign,
    enqueue,
    leave_for_call_back,
    picked_up,
    queue_now,
    ticket,
    ticket_of,
)
from tests.routing.conftest import NOW, new_agent, new_call

Waits = Callable[..., Ticket]


def test_a_ticket_keeps_what_the_menu_learned(session: Session, waits: Waits) -> None:
    """Everything that the caller told the menu comes back from the database as it went in."""
    story = (
        StoryStep("office", "Welche Stelle?", "2"),
        StoryStep("service", "Welches Anliegen?", "Ummeldung"),
    )
    made = waits(service="kfz_ummeldung", office="kfz", wish={"day": "2026-12-04"}, hold_id=7, story=story)
    assert ticket(session, made.id) == made
    assert (made.story, made.wish, made.hold_id) == (story, {"day": "2026-12-04"}, 7)
    assert (made.state, made.kind, made.attempt) == (TicketState.WAITING, TicketKind.WAITING, 0)


def test_a_call_waits_once(session: Session, waits: Waits) -> None:
    """A repeated webhook finds the same ticket in the same place."""
    first = waits()
    assert waits(now=NOW + timedelta(seconds=9)).id == first.id
    assert ticket(session, first.id).enqueued_at == NOW


def test_who_comes_back_keeps_the_place_and_the_news(session: Session, waits: Waits) -> None:
    """A caller who returns from self-service has the old place, and what they told meanwhile."""
    first = waits()
    leave_for_call_back(session, first.id, "+491701234567", now=NOW)
    back = waits(now=NOW + timedelta(minutes=2), service="wunschkennzeichen")
    assert (back.id, back.enqueued_at, back.service) == (first.id, NOW, "wunschkennzeichen")
    assert (back.kind, back.call_back_number) == (TicketKind.WAITING, None)


def test_who_comes_out_of_a_talk_waits_anew(session: Session, waits: Waits) -> None:
    """When the agent's phone is lost, the caller gets a new ticket and the agent wraps the old one up."""
    new_agent(session)
    first = waits()
    picked_up(session, first.id, assign(session, now=NOW)[0].attempt, now=NOW)
    again = waits(now=NOW + timedelta(minutes=1))
    assert again.id != first.id
    assert ticket(session, first.id).state is TicketState.WRAP_UP
    assert ticket_of(session, "CA1") == again


def test_no_ticket_is_said_so(session: Session) -> None:
    """A call that never waited has no ticket; an unknown id is an error with a name."""
    assert ticket_of(session, "CA404") is None
    with pytest.raises(UnknownTicket):
        ticket(session, 404)


def test_the_queue_at_a_glance(session: Session, waits: Waits) -> None:
    """How many wait, the longest wait, and the call backs apart from them."""
    assert queue_now(session) == QueueNow(0, None, 0)
    waits("CA1")
    waits("CA2", now=NOW + timedelta(seconds=20))
    leave_for_call_back(session, waits("CA3").id, "+491701234567", now=NOW)
    glance = queue_now(session)
    assert glance == QueueNow(2, NOW, 1)
    assert glance.longest_wait_s(NOW + timedelta(seconds=30)) == 30


def test_a_withheld_number_waits_like_any_other(session: Session) -> None:
    """Two callers without a number are two tickets."""
    a = enqueue(session, new_call("CA1", caller=None), now=NOW)
    b = enqueue(session, new_call("CA2", caller=None), now=NOW)
    assert a.id != b.id
    assert a.number is None
