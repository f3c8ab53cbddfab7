"""What is known at each step on every way to it: the ground for saying values and for needing them.

The ways are walked with what is known so far, apart for each value that decides about a way (`by`): a step
that is only reached while moving an appointment may count on there being one.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ivr.dialog.script import Script
from ivr.dialog.steps import Ask, Changes, Copied, Menu
from ivr.dialog.ways import Way, ways_from

Names = frozenset[str]


class State(NamedTuple):
    """What is known, and of the values that decide about ways those that are certain."""

    known: Names
    certain: frozenset[tuple[str, str]]

    def after(self, changes: Changes, deciding: Names) -> "State":
        """The state once these changes were made."""
        if not (changes.forgets or changes.sets):
            return self
        gone = frozenset((*changes.forgets, *changes.sets))
        now = {name: value for name, value in changes.sets.items() if self._is_known(value)}
        fixed = {name: value for name, value in now.items() if name in deciding and isinstance(value, str)}
        kept = frozenset(pair for pair in self.certain if pair[0] not in gone)
        return State((self.known - gone) | frozenset(now), kept | frozenset(fixed.items()))

    def may_take(self, way: Way) -> bool:
        """Whether the way is open, as far as is certain."""
        certain = dict(self.certain)
        if way.goto.by not in certain:
            return True
        return way.goto.target(certain) == way.target

    def _is_known(self, value: object) -> bool:
        return not isinstance(value, Copied) or value.source in self.known


def known_at(script: Script) -> Mapping[str, Names]:
    """For each step that can be reached the values known at it, those that it sets itself included."""
    deciding, lists = _deciding(script), _lists(script)
    ways = {name: list(ways_from(step)) for name, step in script.steps.items()}
    found: dict[str, dict[frozenset[tuple[str, str]], Names]] = {}
    # Those that wait longest first: by then most of what leads to them has come together.
    ahead = deque(_beginnings(script))
    while ahead:
        name, state = ahead.popleft()
        if (step := script.steps.get(name)) is None:
            continue
        state = state.after(step.changes, deciding)
        before = found.setdefault(name, {}).get(state.certain)
        known = state.known if before is None else before & state.known
        if known != before:
            found[name][state.certain] = known
            # A question keeps no lists to choose from but its own: they are made anew for the next.
            left = known - lists if isinstance(step, Menu | Ask) else known
            ahead.extend(_onward(ways[name], State(left, state.certain), deciding))
    return {name: frozenset.intersection(*by_case.values()) for name, by_case in found.items()}


def known_somewhere(script: Script) -> Names:
    """The values that a call of this menu may have at all: what is set, answered, or given by an outcome."""
    found: set[str] = {"reason"}
    for step in script.steps.values():
        found.update(step.changes.sets)
        for way in ways_from(step):
            found |= {*way.gives, *way.changes.sets}
    return frozenset(found)


def _onward(ways: Iterable[Way], state: State, deciding: Names) -> Iterator[tuple[str, State]]:
    for way in ways:
        after = state.after(way.changes, deciding)
        if after.may_take(way):
            yield way.target, State(after.known | way.gives, after.certain)


def _deciding(script: Script) -> Names:
    ways = (way for step in script.steps.values() for way in ways_from(step))
    return frozenset(way.goto.by for way in ways if way.goto.by)


def _lists(script: Script) -> Names:
    asks = (step for step in script.steps.values() if isinstance(step, Ask))
    return frozenset(name for ask in asks for name in ask.lists())


def _beginnings(script: Script) -> Iterator[tuple[str, State]]:
    """The first step, and those that are reached from anywhere, where only a reason is known."""
    yield script.defaults.start, State(frozenset(), frozenset())
    for name in (script.defaults.agent, script.defaults.give_up, script.defaults.fault):
        yield name, State(frozenset({"reason"}), frozenset())
