"""The walk is complete: whoever calls is never anywhere where it has not been."""

from random import Random

from ivr.dialog import Call, begin
from ivr.editions.shipped import read_shipped
from ivr.proof.callers import BACK, Press
from ivr.proof.listened import Ear
from ivr.proof.prove import A_MONDAY
from ivr.proof.walk import START, Walk
from ivr.settings import ROOT
from tests.proof.any_caller import any_press, any_turn

CALLS, LONGEST = 400, 30
EDITION = read_shipped(ROOT / "ivr" / "lines.toml").editions["zentrale"]


def test_nobody_comes_where_the_walk_was_not() -> None:
    """Random callers in a house that answers anything; half of what they press is #, often many in a row."""
    ear = Ear(EDITION.prompts, dict.fromkeys(EDITION.line.languages, 100))
    walk = Walk(EDITION.script, ear, A_MONDAY).go()
    random, in_a_row = Random(5), 0
    for _ in range(CALLS):
        call, press, row = begin(EDITION.script, "de"), START, 0
        for _ in range(random.randint(5, LONGEST)):
            _, taken = any_turn(random, EDITION.script, call, press, walk.telling)
            assert taken.failure is None
            call = taken.call
            if call.ended:
                break
            assert walk.knows(call), (call.step, call.trail)
            press = _next(random, call, row)
            row = row + 1 if press == BACK else 0
            in_a_row = max(in_a_row, row)
    assert in_a_row > 6


def _next(random: Random, call: Call, row: int) -> Press:
    if random.random() < (0.8 if row else 0.2):
        return BACK
    return any_press(random, EDITION.script, call)
