"""What is still asked of a call's values from a step on: what nothing ahead tells apart is alike.

A way that is there for one value only is taken with that value. So behind it nothing is asked of it any more,
and what is asked of others there does not matter to calls with another one.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from ivr.dialog import JSON, Script
from ivr.dialog.steps import Ask, Changes, Copied, Goto, HandOver, Menu, Step
from ivr.dialog.ways import Way, options_of, ways_from
from ivr.proof.reads import LOOKED_AT, actions_of, given_on, needed_at

Names: TypeAlias = Collection[str]
Cases: TypeAlias = Mapping[str, frozenset[str]]
# Whether a value is this one (`by`, `only_for`), or, with None, whether it is there at all (`when`, `unless`,
# and what an action needs).
Test: TypeAlias = tuple[str, str | None]
Tests: TypeAlias = frozenset[Test]
At: TypeAlias = tuple[str, str]  # a step, and which of its cases a value is there

NO_CASE = ""
NOTHING: Tests = frozenset()


class Ahead:
    """The tests that lie ahead of each step. `names` are the values to look at, with `cases` of their own."""

    def __init__(self, script: Script, names: Names, cases: Cases) -> None:
        self.script, self.names, self.cases = script, names, cases
        self._everything = frozenset((name, case) for name in names for case in (None, *cases.get(name, ())))
        self._at = {name: frozenset(self._tests_at(step)) for name, step in script.steps.items()}
        anywhere = [script.defaults.agent, script.defaults.give_up, script.defaults.fault]
        self._ways = {name: list(_ways_on(step, anywhere)) for name, step in script.steps.items()}
        by = {way.goto.by for ways in self._ways.values() for way in ways if way.goto.by}
        self._ahead = {name: self._fixpoint(name) for name in sorted(by) or [NO_CASE]}
        self._asked = cache(self._asked_of)

    def told(self, step: str, values: Mapping[str, JSON]) -> tuple[object, ...]:
        """What tells these values from others at a step."""
        given = tuple([self._case(name, values.get(name)) for name in self._ahead])
        return tuple([(name, _answer(values.get(name), cases)) for name, cases in self._asked(step, given)])

    def _asked_of(self, step: str, given: tuple[str, ...]) -> list[tuple[str, set[str | None]]]:
        """The tests from here on by their names; not those that one of the `given` cases keeps away."""
        tests = self._everything
        for ahead, case in zip(self._ahead.values(), given, strict=True):
            tests &= ahead.get((step, case), tests)
        names = sorted({name for name, _ in tests})
        return [(name, {case for other, case in tests if other == name}) for name in names]

    def _case(self, name: str, value: JSON) -> str:
        return str(value) if str(value) in self.cases.get(name, ()) else NO_CASE

    def _tests_at(self, step: Step) -> Iterator[Test]:
        for goto in (way.goto for way in ways_from(step) if way.goto.by):
            yield from ((str(goto.by), case) for case in goto.cases)
        for option in options_of(step):
            yield from ((name, None) for name in (option.when, option.unless) if name)
            yield from ((name, case) for name, cases in option.only_for.items() for case in cases)
        yield from ((name, None) for name in needed_at(step))
        looked_at = {LOOKED_AT.get(action) for action in actions_of(step)}
        yield from (test for test in self._everything if test[0] in looked_at)

    def _fixpoint(self, by: str) -> Mapping[At, Tests]:
        """What lies ahead of each step with each case of the value `by`."""
        cases = [*sorted(self.cases.get(by, ())), NO_CASE]
        ahead: dict[At, Tests] = {(step, case): NOTHING for case in cases for step in self.script.steps}
        changed = True
        while changed:
            changed = False
            for step, case in reversed(ahead):
                found = self._ahead_of(step, by, case, ahead)
                if found != ahead[step, case]:
                    ahead[step, case], changed = found, True
        return ahead

    def _ahead_of(self, name: str, by: str, case: str, ahead: Mapping[At, Tests]) -> Tests:
        """What lies ahead of a step, by what lies ahead of those that it leads to."""
        changes = self.script.steps[name].changes
        found = self._at[name]
        for at in self._after(changes, by, case):
            for way in self._ways[name]:
                for then in self._after(way.changes, by, at):
                    if way.goto.by != by or way.goto.cases.get(then, way.goto.otherwise) == way.target:
                        after = _undecided(way, ahead.get((way.target, then), NOTHING))
                        found |= _before(way.changes, after)
        return _before(changes, found)

    def _after(self, changes: Changes, by: str, case: str) -> list[str]:
        """Which cases the value `by` may be after these changes."""
        value = changes.sets.get(by)
        if by in changes.forgets or isinstance(value, Copied):
            return [*self.cases.get(by, ()), NO_CASE]
        return [self._case(by, value) if by in changes.sets else case]


def _ways_on(step: Step, anywhere: list[str]) -> Iterator[Way]:
    """Where a step leads; from one that waits also to where 0 leads, and the last failed try, and a fault.

    What an answer or an outcome gives is as good as set anew.
    """
    for way in ways_from(step):
        given = (*way.changes.forgets, *given_on(step, way))
        yield way._replace(changes=Changes(way.changes.sets, given))
    if isinstance(step, Menu | Ask | HandOver):
        yield from (Way(step.name, target, (), Goto(target)) for target in anywhere)


def _undecided(way: Way, tests: Tests) -> Tests:
    """Those that taking this way has not answered."""
    goto = way.goto
    only_one = goto.otherwise != way.target and list(goto.cases.values()).count(way.target) == 1
    return frozenset(test for test in tests if test[0] != goto.by) if goto.by and only_one else tests


def _before(changes: Changes, tests: Tests) -> Tests:
    """What is asked before these changes, where `tests` are asked after them."""
    changed = {*changes.sets, *changes.forgets}
    copied = {name: value.source for name, value in changes.sets.items() if isinstance(value, Copied)}
    kept = frozenset(test for test in tests if test[0] not in changed)
    return kept | {(copied[name], case) for name, case in tests if name in copied}


def _answer(value: JSON, cases: set[str | None]) -> object:
    """Which of its cases a value is, and whether it is there, as far as that is asked."""
    is_there = None in cases and bool(value)
    return (str(value), is_there) if str(value) in cases else is_there
