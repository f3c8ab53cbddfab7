"""Calls in the queue: their place in it, and what they are told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from routing import (
    Outlook,
    QueueNow,
    StoryStep,
    Ticket,
    TicketKind,
    TicketState,
    UnknownTicket,
    Wants,
    agents_on_duty,
    assign,
    enqueue,
    leave_for_call_back,
    outlook,
    picked_up,
    queue_now,
    set_wants,
    talk_over,
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


def test_position_counts_who_is_ahead_for_the_same_skill(session: Session, waits: Waits) -> None:
    """Those who wait longer for the same skill are ahead; those for another skill are not."""
    waits("CA1")
    waits("CA2", skill="fuehrerschein")
    last = waits("CA3", now=NOW + timedelta(seconds=5))
    assert outlook(session, last.id, now=NOW).position == 2


def test_nobody_on_duty_means_no_estimate(session: Session, waits: Waits) -> None:
    """With no agent on duty who could take the call, nothing is promised."""
    new_agent(session, skills=("fuehrerschein",))
    new_agent(session, "bo", wants=Wants.BREAK)
    assert outlook(session, waits().id, now=NOW) == Outlook(1, None)


def test_expected_wait_divides_the_queue_by_those_on_duty(session: Session, waits: Waits) -> None:
    """Two on duty, both busy, and no talks to learn from: the second in line waits for 240 s."""
    for name in ("ada", "bo"):
        new_agent(session, name)
        waits(f"CA {name}")
    assert len(assign(session, now=NOW)) == 2
    waits("CA1")
    assert outlook(session, waits("CA2").id, now=NOW) == Outlook(2, 240)


def test_who_can_be_taken_at_once_is_not_told_to_wait(session: Session, waits: Waits) -> None:
    """Two are free: the first two in line wait for nobody, the third for the first of them to be done."""
    for name in ("ada", "bo"):
        new_agent(session, name)
    made = [waits(f"CA{n}") for n in range(3)]
    told = [outlook(session, each.id, now=NOW) for each in made]
    assert told == [Outlook(1, 0), Outlook(2, 0), Outlook(3, 120)]


def test_expected_wait_learns_from_talks(session: Session, waits: Waits) -> None:
    """After a talk of a minute, a minute is what is expected."""
    new_agent(session)
    talk = waits("CA1")
    picked_up(session, talk.id, assign(session, now=NOW)[0].attempt, now=NOW)
    talk_over(session, talk.id, now=NOW + timedelta(seconds=60))
    assert outlook(session, waits("CA2").id, now=NOW) == Outlook(1, 60)


def test_on_duty_is_who_takes_calls_free_or_not(session: Session, waits: Waits) -> None:
    """An agent in a call is on duty; one on a break, or without the language, is not."""
    busy = new_agent(session)
    new_agent(session, "bo", languages=("de", "en"))
    new_agent(session, "cy", languages=("en",))
    picked_up(session, waits().id, assign(session, now=NOW)[0].attempt, now=NOW)
    assert agents_on_duty(session, "kfz", "de") == 2
    set_wants(session, busy, Wants.BREAK, now=NOW)
    assert agents_on_duty(session, "kfz", "de") == 1


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
