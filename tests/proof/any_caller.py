"""Callers who do anything, in a house that answers anything."""

from random import Random

from ivr.dialog import Call, Script
from ivr.proof.callers import BACK, REPEAT, Press, presses
from ivr.proof.house import Course, course
from ivr.proof.prove import A_MONDAY
from ivr.proof.situations import Telling


def any_turn(
    random: Random, script: Script, call: Call, press: Press, telling: Telling
) -> tuple[tuple[int, ...], Course]:
    """One of the ways that this turn may take, and how the house answered in it."""
    picks: list[int] = []
    while True:
        taken = course(script, call, press.heard, picks, telling, A_MONDAY)
        forks = [asked.possible for asked in taken.asked if asked.possible]
        if len(picks) == len(forks):
            return tuple(picks), taken
        picks.append(random.randrange(forks[len(picks)]))


def any_press(random: Random, script: Script, call: Call) -> Press:
    return random.choice([*presses(script, call, A_MONDAY), REPEAT, BACK])
