"""Agents' telephones on a bad day: each time the caller keeps the place, hears so, and is helped."""

from collections.abc import Callable

import pytest
import requests
from twilio.request_validator import RequestValidator

import routing
from ivr.simulator import Call
from ivr.simulator.phone import Phone
from tests.line.talks import BELA, Desk, agent, hears_music, said
from tests.world import TOKEN, World

KEEPS_THE_PLACE = "Sie behalten Ihren Platz"


def leave(phone: Phone) -> None:
    """The browser is closed, or its token has expired: the carrier knows nobody of this name any more."""
    phone.present = False


def fail(phone: Phone) -> None:
    phone.habit = "fail"


def decline(phone: Phone) -> None:
    phone.habit = "decline"


def sleep(_phone: Phone) -> None:
    """The laptop sleeps: it counts as reachable, and rings for nobody."""


def who_waits(line: World, number: str = "+491701234567") -> Call:
    call = line.dial(number)
    call.press("0")
    line.work()
    return call


def wants(line: World, desk: Desk) -> tuple[str, str | None]:
    with line.house.sessions() as session:
        here = routing.presence(session, desk.id)
    assert here is not None
    assert here.state == "idle"
    return here.wants, here.wants_why


def words(call: Call) -> str:
    return " ".join(heard.text for heard in call.all_heard)


@pytest.mark.parametrize(
    ("trouble", "why"),
    [(leave, "no-answer"), (fail, "failed"), (decline, "declined"), (sleep, "no-answer")],
)
def test_an_agent_who_cannot_be_reached_is_passed_over(
    line: World, trouble: Callable[[Phone], None], why: str
) -> None:
    """They are away, and read why. The caller hears that the place is kept, and talks to the next agent."""
    anna = agent(line)
    trouble(anna.phone)
    call = who_waits(line)
    other = who_waits(line, "+491709999999")
    if trouble is sleep:
        anna.phone.ring_out()
    bela = agent(line, BELA)
    line.exchange.pass_time(5)
    line.work()
    assert KEEPS_THE_PLACE in words(call)
    bela.phone.answer()
    assert said(bela, call, "Guten Tag")
    assert said(call, bela, "Guten Tag")
    assert hears_music(other)
    assert wants(line, anna) in (("away", why), ("away", "failed"))
    bela.hang_up()
    assert call.over
    assert "Vielen Dank" in words(call)


@pytest.mark.parametrize("trouble", [leave, fail, decline, sleep])
def test_where_nobody_else_is_there_the_caller_waits_and_is_not_rung_into_the_void(
    line: World, trouble: Callable[[Phone], None]
) -> None:
    """The same telephone does not ring again and again. They hear where they stand, and leave a number."""
    anna = agent(line)
    trouble(anna.phone)
    call = who_waits(line)
    if trouble is sleep:
        anna.phone.ring_out()
    for _ in range(4):
        line.exchange.pass_time(20)
        line.work()
    with line.house.sessions() as session:
        rung = [each.event for each in routing.history_of(session, call.sid)].count("ring")
    assert rung == 1
    assert hears_music(call)
    assert "niemand da" in words(call)
    for key in "111":
        call.press(key)
        line.work()
    assert "wir rufen Sie zurück" in words(call)
    assert call.over


def test_each_in_turn_until_somebody_answers(line: World) -> None:
    """Longest free first; who does not answer in time is passed over, and the caller hears so each time."""
    desks = []
    for name in ("anna", "bela", "cora"):
        desks.append(agent(line, f"client:agent_{name}"))
        line.exchange.pass_time(1)
    call = who_waits(line)
    for desk in desks[:-1]:
        assert [each.phone.ringing for each in desks] == [each is desk for each in desks]
        desk.phone.ring_out()
        line.work()
        assert wants(line, desk) == ("away", "no-answer")
    assert words(call).count(KEEPS_THE_PLACE) == 2
    desks[-1].phone.answer()
    assert said(desks[-1], call, "Guten Tag")


def test_declined_at_the_desk(line: World) -> None:
    """By the page's button, as the telephone rings: the caller is with the next agent at once."""
    anna = agent(line)
    call = who_waits(line)
    bela = agent(line, BELA)
    with line.house.sessions.begin() as session:
        ticket = routing.ticket_of(session, call.sid)
        assert ticket is not None
        ring = routing.ring(session, ticket.id, 1)
        assert ring is not None
        assert routing.not_picked_up(session, ticket.id, 1, reason="declined", now=line.now())
    line.duties.line.stop_ringing(ring)
    line.exchange.settle()  # the carrier has told that it rings no more
    line.work()
    assert not anna.phone.ringing
    assert KEEPS_THE_PLACE in words(call)
    bela.phone.answer()
    assert said(bela, call, "Guten Tag")


def picks_up(line: World, call: Call, attempt: int) -> str:
    """The carrier tells, late, that the phone of an earlier ring was picked up; what it is answered."""
    with line.house.sessions() as session:
        ticket = routing.ticket_of(session, call.sid)
    assert ticket is not None
    url = f"{line.url}/voice/picked-up/{ticket.id}/{attempt}"
    params = {"CallSid": "CA" + "9" * 32, "CallStatus": "in-progress"}
    signature = RequestValidator(TOKEN).compute_signature(url, params)
    return requests.post(url, data=params, headers={"X-Twilio-Signature": signature}, timeout=5).text


def test_of_two_who_answer_one_has_the_call_and_the_other_is_told(line: World) -> None:
    """Anna picks up in the moment in which it rings at Bela's: she is told, and the talk goes on."""
    anna = agent(line)
    call = who_waits(line)
    anna.phone.ring_out()
    bela = agent(line, BELA)
    line.work()
    assert "schon bei jemand anderem" in picks_up(line, call, 1)
    bela.phone.answer()
    assert "schon bei jemand anderem" in picks_up(line, call, 1)
    assert said(bela, call, "Guten Tag")
    assert said(call, bela, "Guten Tag")
    call.hang_up()
    assert "hat aufgelegt" in picks_up(line, call, 2)


def test_a_caller_who_hangs_up_as_it_is_answered_leaves_nobody_in_silence(line: World) -> None:
    """The telephone stops; should it have been picked up, a sentence says why nobody is there."""
    anna = agent(line)
    call = who_waits(line)
    assert anna.phone.ringing
    call.hang_up()
    assert not anna.phone.ringing
    assert "hat aufgelegt" in picks_up(line, call, 1)
    assert wants(line, anna) == ("available", None)
