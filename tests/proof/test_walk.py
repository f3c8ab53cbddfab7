"""The walk is complete: whoever calls is never anywhere where it has not been."""

from random import Random

from ivr.dialog import Call, Heard, begin
from ivr.editions.shipped import read_shipped
from ivr.proof.callers import BACK, REPEAT, presses
from ivr.proof.house import Course, course
from ivr.proof.listened import Ear
from ivr.proof.prove import A_MONDAY
from ivr.proof.walk import Walk
from ivr.settings import ROOT

CALLS, LONGEST = 400, 30
EDITION = read_shipped(ROOT / "ivr" / "lines.toml").editions["zentrale"]


def test_nobody_comes_where_the_walk_was_not() -> None:
    """Random callers in a house that answers anything; half of what they press is #, often many in a row."""
    ear = Ear(EDITION.prompts, dict.fromkeys(EDITION.line.languages, 100))
    walk = Walk(EDITION.script, ear, A_MONDAY).go()
    random, in_a_row = Random(5), 0
    for _ in range(CALLS):
        call, heard, row = begin(EDITION.script, "de"), Heard("start"), 0
        for _ in range(random.randint(5, LONGEST)):
            taken = _any_turn(random, call, heard, walk)
            assert taken.failure is None
            call = taken.call
            if call.ended:
                break
            assert walk.knows(call), (call.step, call.trail)
            heard = _next(random, call, row)
            row = row + 1 if heard == BACK.heard else 0
            in_a_row = max(in_a_row, row)
    assert in_a_row > 6


def _any_turn(random: Random, call: Call, heard: Heard, walk: Walk) -> Course:
    """One of the ways that this turn may take."""
    picks: list[int] = []
    while True:
        taken = course(EDITION.script, call, heard, picks, walk.telling, A_MONDAY)
        forks = [asked.possible for asked in taken.asked if asked.possible]
        if len(picks) == len(forks):
            return taken
        picks.append(random.randrange(forks[len(picks)]))


def _next(random: Random, call: Call, row: int) -> Heard:
    if random.random() < (0.8 if row else 0.2):
        return BACK.heard
    return random.choice([*presses(EDITION.script, call, A_MONDAY), REPEAT]).heard
