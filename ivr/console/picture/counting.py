"""What one call adds to the figures of its steps: pure, so that it is tested by tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from ivr.console.picture.tables import LONGEST_HEARD, LONGEST_STEP
from ivr.console.turns import Passed, Result
from ivr.log import masked


class What(StrEnum):
    """What is counted at a step.

    CALLS that came to it, and how many TIMES; each WAY that was taken from it, by its target; the calls that
    ENDED there, by what came of them; and, of answers, those that failed, by why, and those that wanted
    something which holds at every step. GAVE_UP: the last try failed.
    """

    CALLS = "calls"
    TIMES = "times"
    WAY = "way"
    ENDED = "ended"
    SILENCE = "silence"
    WRONG_KEY = "wrong_key"
    NOT_UNDERSTOOD = "not_understood"
    GAVE_UP = "gave_up"
    AGENT = "agent"
    BACK = "back"
    REPEAT = "repeat"


_VALUES = {each.value for each in What}
COUNTED = {result: What(result.value) for result in Result if result.value in _VALUES}
NO_OUTCOME = "none"


class Count(NamedTuple):
    """What is counted at a step; `name` as in `StepCountRow`."""

    step: str
    what: What
    name: str = ""


class Heard(NamedTuple):
    """What was heard at a step, in which language and how, and what it was taken for."""

    step: str
    language: str
    kind: str
    heard: str
    meant: str


def counts_of(passed: Sequence[Passed], outcome: str | None) -> Counter[Count]:
    """All that a call with this outcome counts for. A call without turns counts for nothing."""
    counts: Counter[Count] = Counter()
    seen: set[str] = set()
    for turn in passed:
        for step in turn.steps:
            counts[Count(_step(step), What.TIMES)] += 1
        seen.update(turn.steps)
        for source, target in _ways(turn):
            counts[Count(_step(source), What.WAY, _step(target))] += 1
        if turn.at and turn.result in COUNTED:
            counts[Count(_step(turn.at), COUNTED[turn.result])] += 1
        if turn.at and turn.gave_up:
            counts[Count(_step(turn.at), What.GAVE_UP)] += 1
    for step in seen:
        counts[Count(_step(step), What.CALLS)] = 1
    if passed and passed[-1].here:
        counts[Count(_step(passed[-1].here), What.ENDED, outcome or NO_OUTCOME)] = 1
    return counts


def heard_of(passed: Iterable[Passed]) -> set[Heard]:
    """What this caller pressed and said at each question; each once, however often it was repeated."""
    asked = (turn for turn in passed if turn.at and turn.kind in ("keys", "speech") and turn.text.strip())
    return {
        Heard(_step(turn.at), turn.language, turn.kind, _plainly(turn), masked(turn.meant)[:LONGEST_HEARD])
        for turn in asked
    }


def _ways(turn: Passed) -> Iterable[tuple[str, str]]:
    yield from pairwise((turn.at, *turn.steps) if turn.by_a_way else turn.steps)


def _plainly(turn: Passed) -> str:
    """One spelling for all: of several keys only how many, since those are numbers, days and codes."""
    if turn.kind == "keys":
        keys = turn.text.strip()
        return keys if len(keys) == 1 else f"{len(keys)}×"
    return " ".join(masked(turn.text).casefold().split())[:LONGEST_HEARD]


def _step(name: str) -> str:
    return name[:LONGEST_STEP]
