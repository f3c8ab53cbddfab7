"""The ways through a menu: which step leads where, and what is known when it does."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Changes, Copied, Do, End, Goto, HandOver, Menu, Option, Say, Step

Known: TypeAlias = frozenset[str]


class Way(NamedTuple):
    """One way from a step to the next: the values that going it makes known, and those that it forgets.

    `at` is where in the file the target is named, below the step.
    """

    source: str
    target: str
    at: tuple[str, ...]
    gives: Known = frozenset()
    forgets: Known = frozenset()


def ways_from(step: Step) -> Iterator[Way]:
    """Every way that the step itself names. Those that hold at every step (`0`, three tries) are not here."""
    match step:
        case Say():
            yield from _to(step, step.next, ("next",))
        case Menu():
            yield from _by_options(step)
        case Ask():
            answered = frozenset({step.into} | ({step.label_into} if step.label_into else set()))
            yield from _to(step, step.next, ("next",), answered)
            yield from _by_options(step)
        case Do():
            for outcome, goto in step.on.items():
                given = step.spec.outcomes.get(outcome, ()) if step.spec else ()
                yield from _to(step, goto, ("on", outcome), frozenset(given))
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


def known_at(script: Script) -> Mapping[str, Known]:
    """For each step the values that are known on every way to it, before it changes any itself.

    Steps that are reached from anywhere (by `0`, by giving up, by a fault) begin with nothing but a reason.
    """
    ways = all_ways(script)
    reason = frozenset({"reason"})
    defaults = script.defaults
    known: dict[str, Known] = dict.fromkeys((defaults.agent, defaults.give_up, defaults.fault), reason)
    known[defaults.start] = frozenset()
    changed = True
    while changed:
        changed = False
        for way in ways:
            if way.source in known and way.target in script.steps:
                there = _after(known[way.source], script.steps[way.source], way)
                now = known[way.target] & there if way.target in known else there
                changed = changed or now != known.get(way.target)
                known[way.target] = now
    return known


def known_in(step: Step, known: Known) -> Known:
    """What is known once the step has changed what it changes on entry."""
    return _changed(known, step.changes)


def _after(known: Known, step: Step, way: Way) -> Known:
    return (known_in(step, known) - way.forgets) | way.gives


def _changed(known: Known, changes: Changes) -> Known:
    sets = frozenset(
        name for name, value in changes.sets.items() if not isinstance(value, Copied) or value.source in known
    )
    return (known - frozenset(changes.forgets) - changes.sets.keys()) | sets


def _to(
    step: Step, goto: Goto, at: tuple[str, ...], gives: Known = frozenset(), forgets: Known = frozenset()
) -> Iterator[Way]:
    for target in goto.targets():
        yield Way(step.name, target, at, gives, forgets)


def _by_options(step: Menu | Ask) -> Iterator[Way]:
    for option in step.options:
        sets = frozenset(option.changes.sets)
        at = ("options", option.name, "to")
        yield from _to(step, option.goto, at, sets, frozenset(option.changes.forgets) - sets)
    if step.silence is not None:
        yield from _to(step, step.silence, ("silence",))


def options_of(step: Step) -> tuple[Option, ...]:
    """The fixed options of a step that waits; none of any other."""
    return step.options if isinstance(step, Menu | Ask) else ()
