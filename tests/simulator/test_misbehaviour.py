"""The carrier's bad days."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from ivr.simulator import Exchange
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

MENU = '<Gather numDigits="1" action="/got"><Say>Menü</Say></Gather>'


def test_a_webhook_is_repeated(exchange: Exchange, line: ScriptedLine) -> None:
    """The same request comes twice with the same token; the second answer counts."""
    answers = iter(["<Say>erste</Say>", "<Say>zweite</Say>"])
    line.script(voice=MENU, got=lambda _: next(answers))
    call = exchange.dial(CALLER, NUMBER)
    exchange.misbehave(repeat_next_webhook=1)
    call.press("1")
    first, second = (asked for asked in line.asked if asked.path == "/got")
    assert first.params == second.params
    assert first.headers["I-Twilio-Idempotency-Token"] == second.headers["I-Twilio-Idempotency-Token"]
    assert [heard.text for heard in call.heard][1:] == ["zweite"]


def test_the_last_webhook_is_sent_again(exchange: Exchange, line: ScriptedLine) -> None:
    """repeat_last gives what was answered then, and what is answered now."""
    line.script(voice=MENU)
    call = exchange.dial(CALLER, NUMBER)
    before, again = exchange.repeat_last(call)
    assert before.answer == again.text
    assert [asked.genuine for asked in line.asked] == [True, True]


def test_an_answer_is_lost(exchange: Exchange, line: ScriptedLine) -> None:
    """The line was asked and answered, the carrier did not get it: the fallback is asked."""
    line.script(voice=MENU, got="<Say>nie gehört</Say>", fallback="<Say>Ersatz</Say>")
    call = exchange.dial(CALLER, NUMBER)
    exchange.misbehave(time_out_next=1)
    call.press("1")
    assert line.paths() == ["/voice", "/got", "/fallback", "/status"]
    assert [heard.text for heard in call.heard][1:] == ["Ersatz"]


def test_the_line_cannot_be_reached(exchange: Exchange, line: ScriptedLine) -> None:
    """A failed connect is tried once more; a second failure leads to the fallback."""
    line.script(voice="<Say>da</Say>", fallback="<Say>Ersatz</Say>")
    exchange.misbehave(unreachable_next=1)
    assert [heard.text for heard in exchange.dial(CALLER, NUMBER).heard] == ["da"]
    exchange.misbehave(unreachable_next=2)
    assert [heard.text for heard in exchange.dial(CALLER, NUMBER).heard] == ["Ersatz"]
    assert line.last("/fallback")["ErrorCode"] == "11205"


def test_the_caller_hangs_up_during_a_webhook(exchange: Exchange, line: ScriptedLine) -> None:
    """The call is over while the line still thinks; what it answers reaches nobody."""
    line.script(voice=MENU, got="<Say>nie gehört</Say>")
    call = exchange.dial(CALLER, NUMBER)
    exchange.misbehave(hang_up_during_webhook=1)
    call.press("1")
    assert call.state == "completed"
    assert [heard.text for heard in call.heard] == ["Menü"]
    assert line.last("/status")["CallStatus"] == "completed"


@pytest.mark.parametrize(("wish", "header"), [("drop_signature", False), ("wrong_signature", True)])
def test_signatures_go_wrong(exchange: Exchange, line: ScriptedLine, wish: str, header: bool) -> None:
    """A request comes without a signature, or with one that does not fit."""
    exchange.misbehave(**{wish: 1})
    exchange.dial(CALLER, NUMBER)
    asked = line.asked[0]
    assert not asked.genuine
    assert ("X-Twilio-Signature" in asked.headers) is header


def test_callbacks_come_late_and_twice(exchange: Exchange, line: ScriptedLine) -> None:
    """Status callbacks wait until they are let go, then come in the wrong order and twice."""
    events = 'statusCallback="/cs" statusCallbackEvent="initiated ringing answered completed"'
    line.script(voice=f"<Dial><Client {events}>a</Client></Dial>")
    exchange.misbehave(status_late_and_twice=True)
    agent = exchange.phone("client:a")
    exchange.dial(CALLER, NUMBER)
    agent.decline()
    assert line.params("/cs") == []
    exchange.deliver_late()
    assert [told["CallStatus"] for told in line.params("/cs")] == [
        status for status in ("busy", "ringing", "initiated") for _ in range(2)
    ]


def test_the_rest_api_is_down_for_a_while(exchange: Exchange, twilio: Client) -> None:
    """503 until its time is over."""
    exchange.misbehave(rest_down_for=60)
    with pytest.raises(TwilioRestException) as down:
        twilio.queues.create(friendly_name="kfz")
    assert down.value.status == 503
    exchange.pass_time(60)
    assert twilio.queues.list() == []


def test_the_rest_api_is_too_busy(exchange: Exchange, twilio: Client) -> None:
    """429 means that nothing was done."""
    exchange.misbehave(rest_too_busy=1)
    with pytest.raises(TwilioRestException) as busy:
        twilio.messages.create(to=CALLER, from_=NUMBER, body="x")
    assert (busy.value.status, busy.value.code) == (429, 20429)
    assert exchange.messages(CALLER) == []


def test_a_rest_answer_is_lost(exchange: Exchange, twilio: Client) -> None:
    """The request was carried out, but its sender does not learn it."""
    exchange.misbehave(rest_lost_answers=1)
    with pytest.raises(TwilioRestException):
        twilio.messages.create(to=CALLER, from_=NUMBER, body="x")
    assert exchange.messages(CALLER) == ["x"]


def test_there_is_no_other_misbehaviour(exchange: Exchange) -> None:
    """A misspelled wish is an error of the test."""
    with pytest.raises(TypeError):
        exchange.misbehave(time_out_nxt=1)
