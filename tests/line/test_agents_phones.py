"""Agents' telephones on a bad day: each time the caller keeps the place and ends up with somebody."""

from collections.abc import Callable

import pytest
import requests
from twilio.request_validator import RequestValidator

import routing
from ivr.simulator import Call
from ivr.simulator.phone import Phone
from tests.world import TOKEN, World

ANNA, BELA = "client:agent_anna", "client:agent_bela"


def leave(phone: Phone) -> None:
    """The browser is closed, or its token has expired: the carrier knows nobody of this name any more."""
    phone.present = False


def fail(phone: Phone) -> None:
    phone.habit = "fail"


def decline(phone: Phone) -> None:
    phone.habit = "decline"


def sleep(_phone: Phone) -> None:
    """The laptop sleeps: it counts as reachable, and rings for nobody."""


@pytest.mark.parametrize(
    ("trouble", "why"),
    [(leave, "no-answer"), (fail, "failed"), (decline, "declined"), (sleep, "no-answer")],
)
def test_an_agent_who_cannot_be_reached_is_passed_over(
    line: World, trouble: Callable[[Phone], None], why: str
) -> None:
    """They are away, and read why; the next in line keeps the place, and the next agent takes the call."""
    line.add_agent("anna", ANNA, "citizen")
    trouble(line.exchange.phone(ANNA))
    call, other = line.dial(), line.dial("+491709999999")
    call.press("0")
    other.press("0")
    line.work()
    line.add_agent("bela", BELA, "citizen")
    if trouble is sleep:
        line.exchange.phone(ANNA).ring_out()
    line.exchange.pass_time(5)
    line.work()
    line.exchange.phone(BELA).answer()
    assert call.talks_to == BELA
    with line.house.sessions() as session:
        anna = routing.presence(session, line.agent_id("anna"))
    assert anna is not None
    assert (anna.wants, anna.state) == ("away", "idle")
    assert anna.wants_why in (why, "failed")


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
    line.add_agent("anna", ANNA, "citizen")
    call = line.dial()
    call.press("0")
    line.work()
    line.exchange.phone(ANNA).ring_out()
    line.add_agent("bela", BELA, "citizen")
    line.work()
    assert "schon bei jemand anderem" in picks_up(line, call, 1)
    line.exchange.phone(BELA).answer()
    assert "schon bei jemand anderem" in picks_up(line, call, 1)
    assert call.talks_to == BELA
    call.hang_up()
    assert "hat aufgelegt" in picks_up(line, call, 2)
