"""What was taken from a turn before is what the telephone's own engine makes of this one."""

from dataclasses import replace
from random import Random

import pytest

from ivr.dialog import begin
from ivr.editions.shipped import read_shipped
from ivr.proof.alike import Turns
from ivr.proof.listened import Ear
from ivr.proof.prove import A_MONDAY
from ivr.proof.situations import Telling
from ivr.proof.walk import START
from ivr.settings import ROOT
from tests.proof.any_caller import any_press, any_turn

SHIPPED = read_shipped(ROOT / "ivr" / "lines.toml").editions
CALLS, LONGEST = 150, 25


@pytest.mark.parametrize("line", ["zentrale", "termine"])
def test_turns_that_go_alike_go_as_the_engine_goes(line: str) -> None:
    """Random callers in a house that answers anything: the call after each turn, and all that it said."""
    script, prompts = SHIPPED[line].script, SHIPPED[line].prompts
    ear, telling = Ear(prompts, {"de": 100, "tr": 100}), Telling(script)
    turns, random = Turns(script, telling, ear), Random(11)
    carried = 0
    for _ in range(CALLS):
        call, press = begin(script, "de"), START
        for _ in range(random.randint(5, LONGEST)):
            picks, own = any_turn(random, script, call, press, telling)
            taken, pieces = turns.take(call, press, picks, A_MONDAY)
            assert replace(taken.call, story=()) == replace(own.call, story=())
            assert (taken.reply.steps, taken.asked) == (own.reply.steps, own.asked)
            assert ear.same(said for piece in pieces for said in piece.said) == ear.same(own.reply.said)
            carried += taken.call.story != own.call.story  # which is that of the first such turn
            call = own.call
            if call.ended:
                break
            press = any_press(random, script, call)
    assert carried > CALLS
