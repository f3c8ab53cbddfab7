"""The ways through a menu: which step leads where, and what changes on the way."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Changes, Do, End, Goto, HandOver, Menu, Option, OwnWords, Say, Step

NO_CHANGES = Changes()


class Way(NamedTuple):
    """One way from a step to the next.

    `at` is where in the file the target is named, below the step; `goto` what decides whether this way is
    taken; `gives` the values that an answer or an outcome makes known; `changes` what an option changes.
    `sometimes`: it is there only at some times, only for some callers, or never.
    """

    source: str
    target: str
    at: tuple[str, ...]
    goto: Goto
    gives: frozenset[str] = frozenset()
    changes: Changes = NO_CHANGES
    sometimes: bool = False


def ways_from(step: Step) -> Iterator[Way]:
    """Every way that the step itself names. Those that hold at every step (`0`, three tries) are not here."""
    match step:
        case Say():
            yield from _to(step, step.next, ("next",))
        case Menu():
            yield from _by_options(step)
            yield from _by_own_words(step)
        case Ask():
            answered = frozenset({step.into} | ({step.label_into} if step.label_into else set()))
            yield from _to(step, step.next, ("next",), answered)
            yield from _by_options(step)
            yield from _by_own_words(step)
        case Do():
            yield from _by_outcomes(step, step, ("on",))
        case HandOver():
            for outcome, goto in step.on.items():
                yield from _to(step, goto, ("on", outcome))
        case End():
            pass


def all_ways(script: Script) -> list[Way]:
    """The ways of every step, in the order of the file."""
    return [way for step in script.steps.values() for way in ways_from(step)]


def reached(start: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that can be reached from `start`, itself included."""
    found: set[str] = set()
    ahead = list(start)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(onward.get(name, ()))
    return found


def options_of(step: Step) -> tuple[Option, ...]:
    """The fixed options of a step that waits; none of any other."""
    return step.options if isinstance(step, Menu | Ask) else ()


def own_words_of(step: Step) -> OwnWords | None:
    """How a step understands a whole sentence; None where it does not."""
    return step.own_words if isinstance(step, Menu | Ask) else None


def _to(
    step: Step,
    goto: Goto,
    at: tuple[str, ...],
    gives: frozenset[str] = frozenset(),
    changes: Changes = NO_CHANGES,
    sometimes: bool = False,
) -> Iterator[Way]:
    for target in dict.fromkeys(goto.targets()):
        yield Way(step.name, target, at, goto, gives, changes, sometimes)


def _by_outcomes(step: Step, acts: Do | OwnWords, at: tuple[str, ...]) -> Iterator[Way]:
    for outcome, goto in acts.on.items():
        given = acts.spec.outcomes.get(outcome, ()) if acts.spec else ()
        yield from _to(step, goto, (*at, outcome), frozenset(given))


def _by_own_words(step: Menu | Ask) -> Iterator[Way]:
    if step.own_words is not None:
        yield from _by_outcomes(step, step.own_words, ("own_words", "on"))


def _by_options(step: Menu | Ask) -> Iterator[Way]:
    for option in step.options:
        at, sometimes = ("options", option.name, "to"), not option.is_for_all
        yield from _to(step, option.goto, at, changes=option.changes, sometimes=sometimes)
    if step.silence is not None:
        yield from _to(step, step.silence, ("silence",))
