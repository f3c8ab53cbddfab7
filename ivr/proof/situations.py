"""When two moments of a call are the same situation: the same step, with the same values that still tell.

Of the values of a call only those count that decide about a way or an option from here on (`by`, `when`,
`unless`, `only_for`, and what these are copied from), so that a menu has some thousand situations and not
endlessly many.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ivr.dialog import JSON, Call, Script
from ivr.dialog.steps import Changes, Copied, Do, HandOver, Step
from ivr.dialog.ways import Way, all_ways, options_of, ways_from

Names: TypeAlias = frozenset[str]
Situation: TypeAlias = tuple[object, ...]

# What the examples of outcomes look at: see ivr/dialog/examples.py.
LOOKED_AT: Mapping[str, Names] = {"take_wish": frozenset({"errand"})}


class Telling:
    """Which values of a menu's calls tell situations apart, at each step."""

    def __init__(self, script: Script) -> None:
        self.cases = _cases(script)
        self.names = _with_sources(script, frozenset(_read_anywhere(script)))
        self.live = _live(script, self.names)
        self.gives_up_at = script.defaults.give_up

    def of(self, call: Call) -> Situation:
        """The situation in which a call is, apart from how it came here and from its language.

        After a failed try there is nothing left to see but where the last one leads.
        """
        if call.tries:
            return (call.step, call.tries, self.values_at(self.gives_up_at, call.values))
        return (call.step, 0, call.resume, self.values_at(call.step, call.values))

    def way_back(self, call: Call) -> Situation | None:
        """Where `#` leads from here; None where there is no way back."""
        if not call.trail:
            return None
        last = call.trail[-1]
        return (last.resume, last.undo, self.values_at(last.resume, last.before))

    def values_at(self, step: str, values: Mapping[str, JSON]) -> tuple[object, ...]:
        """The values that tell at a step."""
        live = self.live.get(step, self.names)
        return tuple((name, self._value(name, values[name])) for name in sorted(live) if values.get(name))

    def _value(self, name: str, value: JSON) -> object:
        return str(value) if str(value) in self.cases.get(name, ()) else "other"


def _cases(script: Script) -> dict[str, frozenset[str]]:
    """The values that have a way or an option of their own, also where they are copied first."""
    cases: dict[str, frozenset[str]] = {}
    for name, these in _told_apart(script):
        cases[name] = cases.get(name, frozenset()) | frozenset(these)
    copies = [
        (name, value.source)
        for changes in _all_changes(script)
        for name, value in changes.sets.items()
        if isinstance(value, Copied)
    ]
    for _ in copies:  # so many copies of copies there are at most
        for name, source in copies:
            if name in cases:
                cases[source] = cases.get(source, frozenset()) | cases[name]
    return cases


def _told_apart(script: Script) -> Iterator[tuple[str, Iterable[str]]]:
    yield from ((way.goto.by, way.goto.cases) for way in all_ways(script) if way.goto.by is not None)
    for option in (option for step in script.steps.values() for option in options_of(step)):
        yield from option.only_for.items()


def _read_anywhere(script: Script) -> Iterator[str]:
    for step in script.steps.values():
        yield from _read_at(step)


def _read_at(step: Step) -> Iterator[str]:
    yield from (way.goto.by for way in ways_from(step) if way.goto.by)
    for option in options_of(step):
        yield from (name for name in (option.when, option.unless, *option.only_for) if name)
    actions = [step.action] if isinstance(step, Do) else []
    own_words = getattr(step, "own_words", None)
    for action in [*actions, *([own_words.action] if own_words else [])]:
        yield from LOOKED_AT.get(action, ())


def _with_sources(script: Script, names: Names) -> Names:
    """With what they are copied from, and these from others."""
    while True:
        more = {
            value.source
            for changes in _all_changes(script)
            for name, value in changes.sets.items()
            if name in names and isinstance(value, Copied)
        }
        if more <= names:
            return names
        names |= more


def _all_changes(script: Script) -> Iterator[Changes]:
    for step in script.steps.values():
        yield step.changes
        yield from (option.changes for option in options_of(step))


def _live(script: Script, names: Names) -> dict[str, Names]:
    """For each step which of `names` may still be read from there on, before they are set anew."""
    anywhere = [script.defaults.agent, script.defaults.give_up, script.defaults.fault]
    onward = {name: _onward(step, anywhere) for name, step in script.steps.items()}
    live: dict[str, Names] = dict.fromkeys(script.steps, frozenset())
    changed = True
    while changed:
        changed = False
        for name, step in script.steps.items():
            found = frozenset(_read_at(step)) & names
            for target, changes in onward[name]:
                found |= _before(changes, live.get(target, frozenset()), names)
            found = _before(step.changes, found, names)
            if found != live[name]:
                live[name], changed = found, True
    return live


def _onward(step: Step, anywhere: list[str]) -> list[tuple[str, Changes]]:
    """Where a step leads; from one that waits also to where 0 leads, and the last failed try, and a fault."""
    ways = [(way.target, _with_given(way)) for way in ways_from(step)]
    waits = bool(options_of(step)) or isinstance(step, HandOver) or hasattr(step, "reader")
    return ways + [(target, Changes()) for target in anywhere if waits]


def _with_given(way: Way) -> Changes:
    """What changes on a way, what an answer or an outcome gives included: it is as good as set."""
    return Changes(way.changes.sets, (*way.changes.forgets, *way.gives))


def _before(changes: Changes, live: Names, names: Names) -> Names:
    """What is live before these changes, where `live` is after them."""
    copied = {
        value.source for name, value in changes.sets.items() if isinstance(value, Copied) and name in live
    }
    return (live - frozenset(changes.sets) - frozenset(changes.forgets)) | (copied & names)
