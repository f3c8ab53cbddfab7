"""What a proof says: how far everything is, how it ends, and what is wrong, each with the way there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from ivr.proof.callers import NONSENSE
from ivr.proof.tried import Deed
from ivr.proof.walk import Passage

Code: TypeAlias = Literal[
    "need_missing",
    "cannot_say",
    "endless_turn",
    "outcome_unhandled",
    "silence_circles",
    "no_way_on",
    "circle",
    "never_reached",
    "too_many_options",
    "long_sentence",
    "long_listening",
    "too_far",
]
Weight: TypeAlias = Literal["stop", "warn"]
Ending: TypeAlias = Literal["booking", "answer", "agent", "goodbye"]


class Move(NamedTuple):
    """One thing on a way: what the caller did ("keys", "speech", "silence", "outcome").

    "words": a sentence, as what an action understood it; "house": an action that did not end as usual.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong at a step. `way` is the shortest way there; `detail` what is told of it."""

    code: Code
    weight: Weight
    step: str
    way: tuple[Move, ...]
    detail: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Farthest:
    """The situation whose shortest way from the greeting on, through it and to an end, is the longest."""

    amount: float
    step: str
    way: tuple[Move, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found in all situations of a menu. Lengths are in turns, keys and seconds of listening.

    `ends`: of all situations, what is nearest to how many. `patience`: so many turns at most until somebody
    who does nothing that helps comes to an agent or an end. `tried`: how often it was what.
    """

    script: str
    situations: int
    passages: int
    ends: Mapping[Ending, int]
    turns: Farthest
    keys: Farthest
    seconds: Farthest
    patience: int
    tried: Mapping[Deed, int]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing stands against publishing."""
        return not self.stops

    @property
    def stops(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.weight == "stop")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.weight == "warn")


def moves(way: Iterable[Passage]) -> tuple[Move, ...]:
    """A way as it is told: what the caller does, and where the house does not answer as usual.

    Of a sentence in the caller's own words it is told what it was understood as.
    """
    told: list[Move] = []
    for passage in way:
        press, answer = passage.press, passage.answer
        if answer is not None and answer.picked:
            words = bool(told) and told[-1] == Move("speech", NONSENSE)
            told[len(told) - words :] = [
                Move("words" if words else "house", f"{answer.action}: {answer.outcome}")
            ]
        elif press is not None and press.heard.kind != "start":
            told.append(Move(press.heard.kind, press.heard.text))
    return tuple(told)
