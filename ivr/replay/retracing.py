"""An original call, gone through once more on its own menu: what each answer meant, what each action knew."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from booking import BERLIN
from ivr.actions.recording import Done
from ivr.dialog import JSON, Call, Outcome, Script, advance, begin
from ivr.dialog.reading import Answer, Asked, Situation, Unclear, understand
from ivr.dialog.steps import Ask, Menu, Option, Question
from ivr.dialog.times import DUTY, OWN_NUMBER
from ivr.dialog.values import Said
from ivr.dialog.vocabulary import NOTHING
from ivr.replay.original import Original, Turn

Spoken: TypeAlias = Callable[[str, Mapping[str, JSON], str], Sequence[Mapping[str, Any]]]
Meaning: TypeAlias = Option | Answer | Asked | Unclear | Literal["words"]


class Untraceable(Exception):
    """The call does not go as it went: the telephone has changed since."""


@dataclass(frozen=True, slots=True)
class Known:
    """An action that was run in the original's turn `n`, with the values that it was run with."""

    n: int
    action: str
    values: Mapping[str, JSON]
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Traced:
    """The original, what was asked of the house, what each answer meant, by the turn that answered, and what
    the menu said in each turn."""

    original: Original
    script: Script
    known: tuple[Known, ...]
    meanings: Mapping[int, Meaning]
    said: tuple[tuple[Said, ...], ...]

    def question(self, n: int) -> Question | None:
        """The question that turn `n` answered."""
        step = self.script.steps.get(self.original.turns[n - 1].call.step)
        return step if isinstance(step, Menu | Ask) else None


class _Kept:
    """The house as it answered in one turn."""

    def __init__(self, turn: Turn, spoken: Spoken) -> None:
        self.turn, self.listed = turn, spoken
        self.left = list(turn.done)
        self.known: list[Known] = []

    def run(self, action: str, values: Mapping[str, JSON], _language: str) -> Outcome:
        if not self.left or self.left[0].action != action:
            raise Untraceable(f"turn {self.turn.n}: {action} was not run then")
        done: Done = self.left.pop(0)
        self.known.append(Known(self.turn.n, action, dict(values), done.outcome))
        return done.outcome

    def spoken(self, named: str, values: Mapping[str, JSON], language: str) -> Sequence[Mapping[str, Any]]:
        return self.listed(named, values, language)


def retrace(original: Original, script: Script, spoken: Spoken) -> Traced:
    """Go through a call once more. Raises `Untraceable`."""
    known: list[Known] = []
    meanings: dict[int, Meaning] = {}
    said: list[tuple[Said, ...]] = []
    call = begin(script, original.turns[0].call.language)
    for turn in original.turns:
        house = _Kept(turn, spoken)
        _, reply = advance(script, call, turn.heard, house, now=turn.at)
        if reply.steps != turn.steps:
            raise Untraceable(f"turn {turn.n} went {reply.steps}, not {turn.steps}")
        known += house.known
        said.append(reply.said)
        step = script.steps.get(call.step)
        if isinstance(step, Menu | Ask):
            at = _situation(call, turn, spoken)
            meanings[turn.n] = _meaning(step, turn, at)
        call = turn.call
    return Traced(original, script, tuple(known), meanings, tuple(said))


def _meaning(step: Question, turn: Turn, at: Situation) -> Meaning:
    if step.own_words is not None and turn.heard.kind == "speech" and turn.done:
        first = turn.done[0]
        if first.action == step.own_words.action and first.outcome.name != NOTHING:
            return "words"
    return understand(step, turn.heard, at)


def _situation(call: Call, turn: Turn, spoken: Spoken) -> Situation:
    """What the turn was read in. What it depended on is known as far as the turn asked."""
    answered = {DUTY: "open", OWN_NUMBER: "known"} | {each.action: each.outcome.name for each in turn.done}
    return Situation(
        call.values,
        call.language,
        turn.at.astimezone(BERLIN),
        lambda named: spoken(named, call.values, call.language),
        answered.__getitem__,
    )
