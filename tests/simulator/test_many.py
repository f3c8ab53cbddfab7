"""Many callers at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from ivr.simulator import Exchange
from tests.simulator.line import NUMBER, ScriptedLine

pytestmark = pytest.mark.race


def test_fifty_callers_do_not_disturb_each_other(exchange: Exchange, line: ScriptedLine) -> None:
    """Each caller is followed on their own: everybody hears the answer to what they pressed themselves."""
    line.script(
        voice='<Gather numDigits="1" action="/got"><Say>?</Say></Gather>',
        got=lambda params: f'<Gather numDigits="1" action="/got"><Say>{params["Digits"]}</Say></Gather>',
    )

    def one(n: int) -> list[str]:
        call = exchange.dial(f"+4917000000{n:02}", NUMBER)
        for key in str(n + 100):
            call.press(key)
        call.hang_up()
        return [heard.text for heard in call.heard]

    with ThreadPoolExecutor(50) as callers:
        heard = list(callers.map(one, range(50)))
    assert heard == [["?", *str(n + 100)] for n in range(50)]
    exchange.settle()
    assert sorted(params["CallStatus"] for params in line.params("/status")) == ["completed"] * 50
