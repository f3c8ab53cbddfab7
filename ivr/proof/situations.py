"""When two moments of a call are the same situation: the same step, with the same values that still tell.

Of the values of a call only those count that decide about a way or an option from here on (`by`, `when`,
`unless`, `only_for`, and what these are copied from) or that an action needs, so that a menu has some
thousand situations and not endlessly many.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ivr.dialog import JSON, Call, Script
from ivr.dialog.steps import Changes, Copied
from ivr.dialog.turn import lacks_choices
from ivr.dialog.ways import all_ways, options_of
from ivr.proof.ahead import Ahead
from ivr.proof.reads import changes_of, needed_at, read_at

Names: TypeAlias = frozenset[str]
Situation: TypeAlias = tuple[object, ...]


class Telling:
    """Which values of a menu's calls tell situations apart, at each step.

    `names` are all of them, `deciding` those that decide about a way, with `cases` of their own.
    """

    def __init__(self, script: Script) -> None:
        self.script = script
        self.cases = _cases(script)
        steps = script.steps.values()
        self.deciding = _with_sources(script, frozenset(name for step in steps for name in read_at(step)))
        needed = frozenset(name for step in steps for name in needed_at(step))
        self.names = self.deciding | _with_sources(script, needed)
        self.ahead = Ahead(script, self.names, self.cases)

    def of(self, call: Call) -> Situation:
        """The situation in which a call is, apart from how it came here and from its language.

        After a failed try there is nothing left to see but where the last one leads.
        """
        if call.tries:
            return (call.step, call.tries, self.values_at(self.script.defaults.give_up, call.values))
        return (call.step, 0, call.resume, self.values_at(call.step, call.values))

    def way_back(self, call: Call) -> tuple[Situation, Situation] | None:
        """Which question `#` leads to from here, and with which values; None where there is no way back."""
        if not call.trail:
            return None
        undo: tuple[str, ...] = ()
        values = dict(call.values)
        for waypoint in reversed(call.trail):
            undo = (*undo, *waypoint.undo)
            values.update(waypoint.before)
            if not lacks_choices(self.script, waypoint.resume, values):
                return (waypoint.resume, undo), self.values_at(waypoint.resume, values)
        start = self.script.defaults.start
        return (start, undo), self.values_at(start, values)

    def values_at(self, step: str, values: Mapping[str, JSON]) -> tuple[object, ...]:
        """The values that tell at a step."""
        return self.ahead.told(step, values)


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
        yield from changes_of(step)
