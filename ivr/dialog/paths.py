"""The shortest way to each question of a menu: which keys, and how long one listens.

The menu is played with examples of what the house would find, so that nothing else is needed than its files.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from ivr.dialog.actions import Outcome
from ivr.dialog.call import Call
from ivr.dialog.engine import advance, begin
from ivr.dialog.examples import outcomes_of
from ivr.dialog.reading import Situation, open_options
from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Day, Digits, HandOver, Menu, OneOf, Option, Phone, Question
from ivr.dialog.times import DUTY, OWN_NUMBER
from ivr.dialog.values import JSON, Heard, Reply
from ivr.dialog.vocabulary import NOTHING
from voice_prompts.catalog import Catalog
from voice_prompts.listening import seconds_of_all
from voice_prompts.sentences import sentences

NOON = datetime.fromisoformat("2026-11-23T12:00:00+01:00")  # a Monday on which lines are open
QUIET = ("who_calls", "fit_wish")  # usually there is nothing to tell, and no wish that could fit
DAY, NUMBER = "0112", "04511223311"
BOOKED = "booked"

Values: TypeAlias = Mapping[str, JSON]
Choice: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Path:
    """The way to `step`: `keys` are pressed, one text for each turn.

    `seconds` is what one hears who presses each key as soon as it was named, `in_full` who hears everything.
    `options` is how many there are to choose from at the step.
    """

    step: str
    keys: tuple[str, ...]
    seconds: float
    in_full: float
    options: int = 0

    @property
    def count(self) -> int:
        """How many keys that are."""
        return sum(map(len, self.keys))


@dataclass(frozen=True, slots=True)
class _At:
    call: Call
    said: tuple[str, ...]
    path: Path


class Example:
    """`Actions` that end as in the examples: in their usual way, but for those in `otherwise`."""

    def __init__(self, otherwise: Mapping[str, str]) -> None:
        self.otherwise = otherwise
        self.done: list[tuple[str, Mapping[str, JSON]]] = []

    def run(self, action: str, values: Values, language: str) -> Outcome:  # noqa: ARG002
        self.done.append((action, dict(values)))
        possible = {outcome.name: outcome for outcome in outcomes_of(action, values)}
        usual = NOTHING if action in QUIET else next(iter(possible))
        return possible[wanted if (wanted := self.otherwise.get(action, usual)) in possible else usual]

    def spoken(self, named: str, values: Values, language: str) -> Sequence[Choice]:  # noqa: ARG002
        return ()


def paths(script: Script, prompts: Catalog, language: str, rate: int = 100) -> dict[str, Path]:
    """The path of the fewest keys to each step that waits, and to `BOOKED`, where a booking is confirmed.

    Where a step can be reached with nothing out of the ordinary, that path counts. `rate` is the speed of the
    voice in percent.
    """
    usual = _search(_Menu(script, prompts, language, rate, varied=False))
    varied = _search(_Menu(script, prompts, language, rate, varied=True))
    return {**varied, **usual}


def _search(menu: "_Menu") -> dict[str, Path]:
    found: dict[str, Path] = {}
    seen: set[tuple[str, JSON]] = set()  # a question leads elsewhere for another errand
    start = _At(begin(menu.script, menu.language), (), Path("", (), 0.0, 0.0))
    ahead = deque(menu.turns(start, Heard("start")))
    while ahead:
        at = ahead.popleft()
        here = (at.path.step, at.call.values.get("errand"))
        if at.path.step and here not in seen:
            seen.add(here)
            found.setdefault(at.path.step, at.path)
            for heard in _heard(menu.script, at.call):
                ahead.extend(menu.turns(at, heard))
    return found


def by_voice(script: Script, prompts: Catalog, language: str, rate: int = 100) -> float | None:
    """The seconds until a place is read back to who says it all in one sentence; None where that is not so.

    They hear the greeting with its question, and then what is to be booked; "ja" is all that is left to say.
    """
    actions = Example(
        {"who_calls": "nothing", "take_wish": "book", "list_offices": "only_one", "fit_wish": "fits"}
    )
    call, reply = advance(script, begin(script, language), Heard("start"), actions, now=NOON)
    heard = _texts(prompts, call, reply)
    call, reply = advance(script, call, Heard("speech", "…"), actions, now=NOON)
    heard += _texts(prompts, call, reply)
    after, _ = advance(script, call, Heard("keys", "1"), actions, now=NOON)
    if after.step == call.step or "confirm" not in [name for name, _ in actions.done]:
        return None
    return seconds_of_all(heard, language, rate)


@dataclass(frozen=True, slots=True)
class _Menu:
    """What is played. `varied`: also as it goes where one of a turn's actions does not end as usual."""

    script: Script
    prompts: Catalog
    language: str
    rate: int
    varied: bool

    def turns(self, at: _At, heard: Heard) -> Iterator[_At]:
        """Where this leads."""
        usual = Example({})
        yield self._turn(at, heard, usual)
        for action, values in usual.done if self.varied else ():
            for outcome in outcomes_of(action, values):
                yield self._turn(at, heard, Example({action: outcome.name}))

    def _turn(self, at: _At, heard: Heard, actions: Example) -> _At:
        call, reply = advance(self.script, at.call, heard, actions, now=NOON)
        booked = "confirm" in [name for name, _ in actions.done] and "code" in call.values
        waits = BOOKED if booked else call.step if reply.listen or reply.handoff else ""
        path = Path(
            waits,
            (*at.path.keys, *([heard.text] if heard.kind == "keys" else [])),
            at.path.seconds + self._seconds(_until_named(at.said, heard.text), at.call),
            at.path.in_full + self._seconds(at.said, at.call),
            _options(self.script, call),
        )
        return _At(replace(call, story=()), _texts(self.prompts, call, reply), path)

    def _seconds(self, said: Iterable[str], call: Call) -> float:
        return seconds_of_all(said, call.language, self.rate)


def _texts(prompts: Catalog, call: Call, reply: Reply) -> tuple[str, ...]:
    said = (prompts.text(each.key, each.language or call.language, each.values) for each in reply.said)
    return tuple(filter(None, said))


def _until_named(said: tuple[str, ...], key: str) -> Iterator[str]:
    """What is heard until the key has been named; everything where it is not, as a code."""
    for sentence in (sentence for text in said for sentence in sentences(text)):
        yield sentence
        if re.search(rf"(?<!\d){re.escape(key)}(?!\d)", sentence) and len(key) == 1:
            return


def _heard(script: Script, call: Call) -> Iterator[Heard]:
    """A key for each option, an example of each answer, and each way back from an agent."""
    step = script.steps.get(call.step)
    if isinstance(step, HandOver):
        yield from (Heard("outcome", outcome) for outcome in step.on)
    if not isinstance(step, Menu | Ask):
        return
    for option in _open(step, call):
        yield Heard("keys", str(option.key))
    match step.reader if isinstance(step, Ask) else None:
        case OneOf(keys=True):
            yield Heard("keys", "1")
        case Digits(count):
            yield Heard("keys", "1" * count)
        case Day():
            yield Heard("keys", DAY)
        case Phone():
            yield Heard("keys", NUMBER)


def _options(script: Script, call: Call) -> int:
    """How many there are to choose from by key, lists that are read out included."""
    step = script.steps.get(call.step)
    if not isinstance(step, Menu | Ask):
        return 0
    reader = step.reader if isinstance(step, Ask) else None
    listed = call.values.get(reader.choices) if isinstance(reader, OneOf) and reader.keys else None
    return len(_open(step, call)) + (len(listed) if isinstance(listed, list) else 0)


def _open(step: Question, call: Call) -> list[Option]:
    at = Situation(
        call.values, call.language, NOON, lambda _named: (), {DUTY: "open", OWN_NUMBER: "known"}.__getitem__
    )
    return [option for option in open_options(step, at) if option.key is not None]
