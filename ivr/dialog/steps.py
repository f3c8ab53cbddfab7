"""The six kinds of step that a menu is made of, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from ivr.dialog.actions import ActionSpec
from ivr.dialog.times import Asks, Times
from ivr.dialog.values import JSON


@dataclass(frozen=True, slots=True)
class Goto:
    """Where to go on: to `otherwise`, or, where the value `by` has a case of its own, there."""

    otherwise: str
    by: str | None = None
    cases: Mapping[str, str] = field(default_factory=dict)

    def target(self, values: Mapping[str, JSON]) -> str:
        """The step to go to."""
        if self.by is None:
            return self.otherwise
        return self.cases.get(str(values.get(self.by)), self.otherwise)

    def targets(self) -> tuple[str, ...]:
        """Every step that this may lead to."""
        return (self.otherwise, *self.cases.values())


@dataclass(frozen=True, slots=True)
class Copied:
    """A value that is set from another one."""

    source: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step or an option does to the values of the call: sets some, forgets others."""

    sets: Mapping[str, JSON | Copied] = field(default_factory=dict)
    forgets: tuple[str, ...] = ()

    def of(self, values: Mapping[str, JSON]) -> dict[str, JSON]:
        """The changed values only; None where one is forgotten."""
        changed: dict[str, JSON] = dict.fromkeys(self.forgets)
        for name, value in self.sets.items():
            changed[name] = values.get(value.source) if isinstance(value, Copied) else value
        return changed


@dataclass(frozen=True, slots=True)
class Option:
    """One fixed choice of a menu.

    `when` names a value without which it is not there, `unless` one with which it is not. `only_in` are
    languages, `only_for` what certain values have to be, each one of several.
    `times` are those at which it is there; None: at all. One that changes the language is not there for who
    speaks it already.
    """

    name: str
    key: str | None
    goto: Goto
    changes: Changes
    language: str | None
    only_in: tuple[str, ...]
    when: str | None
    answer: Literal["yes", "no"] | None
    words: Mapping[str, tuple[str, ...]]
    times: Times | None = None
    unless: str | None = None
    only_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def offered(self, values: Mapping[str, JSON], language: str, now: datetime, ask: Asks) -> bool:
        """Whether a caller can choose it at `now` (in Berlin); `ask` has what is not known looked up."""
        here = (not self.only_in or language in self.only_in) and language != self.language
        return here and self.suits(values) and (self.times is None or self.times.hold(now, ask))

    def suits(self, values: Mapping[str, JSON]) -> bool:
        """Whether it is for callers with these values."""
        return (
            (self.when is None or bool(values.get(self.when)))
            and (self.unless is None or not values.get(self.unless))
            and all(str(values.get(name)) in these for name, these in self.only_for.items())
        )

    @property
    def is_for_all(self) -> bool:
        """Whether it is there at any time, and whatever is known of the caller but for `when`."""
        return self.times is None and self.unless is None and not self.only_for


@dataclass(frozen=True, slots=True)
class OneOf:
    """Reads one of the choices in the value `choices`, if not `keys` only by words.

    `also` names a list of everything that may be said; it is asked for when it is needed, and not kept.
    """

    choices: str
    also: str | None = None
    keys: bool = True


@dataclass(frozen=True, slots=True)
class Digits:
    """Reads exactly `count` digits."""

    count: int


@dataclass(frozen=True, slots=True)
class Day:
    """Reads a day: four digits, day and month, on the keypad; otherwise in words."""


@dataclass(frozen=True, slots=True)
class Phone:
    """Reads a telephone number, as E.164."""


Reader: TypeAlias = OneOf | Digits | Day | Phone


@dataclass(frozen=True, slots=True)
class Say:
    """Says prompts and goes on; in `language` and its voice, where that is not to be the call's."""

    name: str
    changes: Changes
    prompts: tuple[str, ...]
    next: Goto
    language: str | None = None


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What makes sense of a whole sentence at a question: an action that gets it as the value `said`.

    Its outcome "nothing" leaves the sentence to the question. `hints` are the lists whose words a recogniser
    is to expect.
    """

    action: str
    spec: ActionSpec | None
    on: Mapping[str, Goto]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Menu:
    """Waits for one of a few fixed options. `silence`: where to go at once when nothing is heard.

    `in_each`: a prompt with {key} that is said for every option that changes the language, in that language.
    """

    name: str
    changes: Changes
    prompt: str
    options: tuple[Option, ...]
    silence: Goto | None
    own_words: OwnWords | None = None
    in_each: str | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Waits for an answer, puts it `into` a value (and its label into another) and goes on.

    Its options are ways out beside the answer ("later ones", "another day").
    """

    name: str
    changes: Changes
    prompt: str
    options: tuple[Option, ...]
    silence: Goto | None
    reader: Reader
    into: str
    label_into: str | None
    next: Goto
    own_words: OwnWords | None = None

    def lists(self) -> tuple[str, ...]:
        """The values that hold the choices."""
        return (self.reader.choices,) if isinstance(self.reader, OneOf) else ()


@dataclass(frozen=True, slots=True)
class Do:
    """Has an action done, and goes on by its outcome. `spec` is None where there is no such action."""

    name: str
    changes: Changes
    action: str
    spec: ActionSpec | None
    on: Mapping[str, Goto]


@dataclass(frozen=True, slots=True)
class HandOver:
    """Gives the call to an agent with the skill in the value `skill_from`, or else `skill`."""

    name: str
    changes: Changes
    skill: str
    skill_from: str | None
    carry: tuple[str, ...]
    on: Mapping[str, Goto]


@dataclass(frozen=True, slots=True)
class End:
    """Says goodbye and ends the call."""

    name: str
    changes: Changes
    prompt: str


Question: TypeAlias = Menu | Ask
Step: TypeAlias = Say | Menu | Ask | Do | HandOver | End
