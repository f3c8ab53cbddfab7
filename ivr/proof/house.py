"""A house in which anything may happen: each action ends in every way that it may."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from ivr.dialog import ACTIONS, JSON, Call, Heard, Outcome, Reply, Script, advance
from ivr.dialog.examples import outcomes_of
from ivr.proof.situations import Telling


class NeedMissing(Exception):
    """An action was to be run without a value that it needs."""

    def __init__(self, action: str, needs: Sequence[str]) -> None:
        self.action, self.needs = action, needs
        super().__init__(f"{action} without {', '.join(needs)}")


class Asked(NamedTuple):
    """One action that was run: the outcome `picked` of `possible` ones, and what told ways apart then.

    Asked the same again within one turn, the house answers the same: then nothing was `possible`.
    """

    action: str
    outcome: str
    picked: int
    possible: int
    values: Mapping[str, JSON]


class Course(NamedTuple):
    """One way that a turn may take. `failure` where it broke."""

    call: Call
    reply: Reply
    asked: tuple[Asked, ...]
    failure: NeedMissing | None = None


class _House:
    """Actions whose outcomes are `picks`, one after the other; the first of each from there on."""

    def __init__(self, picks: Sequence[int], telling: Telling) -> None:
        self.picks, self.telling = picks, telling
        self.asked: list[Asked] = []
        self.picked = 0
        self.answered: dict[tuple[str, str], tuple[Outcome, int]] = {}

    def run(self, action: str, values: Mapping[str, JSON], _language: str) -> Outcome:
        missing = [name for name in ACTIONS[action].needs if values.get(name) is None]
        if missing:
            raise NeedMissing(action, missing)
        told = {name: values[name] for name in self.telling.names if values.get(name) is not None}
        question = (action, repr(sorted(told.items())))
        possible = 0
        if question not in self.answered:
            ways = _outcomes(action, str(values.get("errand", "")), self.telling)
            at = self.picks[self.picked] if self.picked < len(self.picks) else 0
            self.answered[question] = (ways[at], at)
            self.picked += 1
            possible = len(ways)
        outcome, at = self.answered[question]
        self.asked.append(Asked(action, outcome.name, at, possible, told))
        return outcome

    def spoken(
        self,
        named: str,  # noqa: ARG002 - the engine gives all of them by name
        values: Mapping[str, JSON],  # noqa: ARG002
        language: str,  # noqa: ARG002
    ) -> Sequence[Mapping[str, Any]]:
        return ()  # whatever is read out can be said already


@lru_cache(maxsize=1000)
def _outcomes(action: str, errand: str, telling: Telling) -> tuple[Outcome, ...]:
    """The errand is all that they depend on; of a walk, each is asked for a hundred times."""
    return tuple(outcomes_of(action, {"errand": errand}, telling.deciding, telling.cases))


def course(
    script: Script, call: Call, heard: Heard, picks: Sequence[int], telling: Telling, now: datetime
) -> Course:
    """The turn as it goes where the house's answers are `picks`. The engine is the telephone's own."""
    house = _House(picks, telling)
    try:
        after, reply = advance(script, call, heard, house, now=now)
    except NeedMissing as missing:
        return Course(call, Reply(()), tuple(house.asked), missing)
    return Course(after, reply, tuple(house.asked))
