"""With a clock that runs: prompts take their time, keys cut them short, time-outs come by themselves."""

import time
from collections.abc import Iterator

import pytest

from ivr.simulator import CHARACTERS_PER_SECOND, Exchange, Number
from tests.simulator.line import ACCOUNT, CALLER, NUMBER, TOKEN, ScriptedLine


@pytest.fixture
def exchange(line: ScriptedLine) -> Iterator[Exchange]:
    made = Exchange(ACCOUNT, TOKEN, numbers={NUMBER: Number(line.base + "/voice")}, speed="real")
    yield made
    made.close()


def seconds(act) -> float:
    began = time.monotonic()
    act()
    return time.monotonic() - began


def test_a_prompt_lasts_as_long_as_it_takes_to_say(exchange: Exchange, line: ScriptedLine) -> None:
    """14 characters a second."""
    line.script(voice=f"<Say>{'x' * 7}</Say>")
    call = exchange.dial(CALLER, NUMBER)
    assert seconds(call.settle) < 0.4 or not call.over
    with exchange.quiet:
        assert exchange.quiet.wait_for(lambda: call.leg.over, 5)
    assert call.leg.ended_s - call.leg.answered_s >= 7 / CHARACTERS_PER_SECOND


def test_a_key_cuts_a_prompt_short(exchange: Exchange, line: ScriptedLine) -> None:
    """Barging in: what is pressed during a long prompt is taken at once."""
    line.script(
        voice=f'<Gather numDigits="1" action="/got"><Say>{"x" * 1400}</Say></Gather>', got="<Hangup/>"
    )
    call = exchange.dial(CALLER, NUMBER)
    with exchange.quiet:
        assert exchange.quiet.wait_for(lambda: call.leg.listening is not None and call.leg.settled, 5)
    call.press("7")
    with exchange.quiet:
        assert exchange.quiet.wait_for(lambda: call.leg.over, 5)
    assert line.last("/got")["Digits"] == "7"


def test_time_cannot_be_passed_by_hand(exchange: Exchange) -> None:
    """pass_time is for a clock that stands still."""
    with pytest.raises(TypeError):
        exchange.pass_time(1)


def test_calls_by_rest_start_one_a_second(exchange: Exchange) -> None:
    """The second of two calls created at once queues behind the first."""
    from ivr.simulator.document import Source
    from ivr.simulator.leg import Route
    from ivr.simulator.rest.calls import start_call

    def start(to: str):
        return start_call(exchange, Route(NUMBER, to, "outbound-api"), Source(twiml="<Response/>"), 60)

    legs = [start("+491701111111"), start("+491702222222")]
    with exchange.quiet:
        assert exchange.quiet.wait_for(lambda: legs[0].status == "ringing", 5)
    assert legs[1].status == "queued"
