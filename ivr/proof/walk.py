"""Every situation of a menu that can be reached, once each: a fixpoint, and no tree.

A turn is cut where the house is asked: from there on it does not matter how the call came there, so each
answer of the house is followed once and not once for every turn in which it is asked.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import product
from typing import NamedTuple

from ivr.dialog import Call, Heard, Script, begin
from ivr.dialog.steps import HandOver
from ivr.dialog.turn import STEP_LIMIT
from ivr.dialog.values import Said
from ivr.proof.alike import Taken, Turns
from ivr.proof.callers import (
    AGENT,
    BACK,
    FAULT,
    REPEAT,
    Press,
    moments,
    more_then,
    most_to_choose,
    other_choices,
    presses,
)
from ivr.proof.house import Asked, Course
from ivr.proof.listened import Ear
from ivr.proof.situations import Situation, Telling

START = Press("answer", Heard("start"))
NOWHERE = -1


class Passage(NamedTuple):
    """From one place to another: by a `press`, or, where the house was asked, by how it answered."""

    source: int
    target: int
    press: Press | None
    answer: Asked | None
    steps: tuple[str, ...]
    said: tuple[Said, ...]


@dataclass(slots=True)
class Place:
    """A situation that was found. `call` is one that is in it, and None where the house is asked.

    `ends`: the call is over; `agent`: it waits for an agent. `came_by` is the first passage that led here.
    `options`: so many things there are to choose from at most, in one language.
    """

    step: str
    came_by: Passage
    call: Call | None = None
    ends: bool = False
    agent: bool = False
    options: int = 0
    onward: list[Passage] = field(default_factory=list)


def sounding_apart(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Of passages from and to the same places with the same keys and the same said, the first."""
    seen: set[tuple[object, ...]] = set()
    for each in passages:
        told = (each.source, each.target, each.press and each.press.keys, id(each.said))
        if told not in seen:
            seen.add(told)
            yield each


class Broken(NamedTuple):
    """A turn that broke, where it began, and how it went."""

    source: int
    press: Press
    course: Course


class Walk:
    """The walk through a menu: `places` as they were found, nearest to the greeting first."""

    def __init__(self, script: Script, ear: Ear, now: datetime) -> None:
        self.script, self.ear, self.languages, self.now = script, ear, ear.languages, now
        self.telling = Telling(script)
        self.places: list[Place] = []
        self.broken: list[Broken] = []
        self._known: dict[Situation, int] = {}
        self.unhandled: list[Broken] = []
        self.endless: list[Broken] = []
        self._turns = Turns(script, self.telling, ear)
        self._moments = moments(script, now)
        self._ahead: deque[tuple[int, Call, tuple[Press, ...], datetime]] = deque()
        self._seen: set[tuple[object, ...]] = set()

    def go(self) -> "Walk":
        """Walk everything, from the greeting on."""
        self._follow(NOWHERE, begin(self.script, self.languages[0]), START, self.now)
        while self._ahead:
            source, call, todo, now = self._ahead.popleft()
            for press in todo:
                self._follow(source, call, press, now)
        return self

    def knows(self, call: Call) -> bool:
        """Whether a call that waits is in a situation that was walked."""
        return self.telling.of(call) in self._known

    def way_to(self, place: int) -> tuple[Passage, ...]:
        """The shortest way to a place, in turns, from the first of all on."""
        way: list[Passage] = []
        at = place
        while at != NOWHERE:
            way.append(self.places[at].came_by)
            at = way[-1].source
        return tuple(reversed(way))

    def _follow(self, source: int, call: Call, press: Press, now: datetime) -> None:
        """Take a turn, once for each answer of the house that was not followed before."""
        ahead: list[tuple[int, ...]] = [()]
        while ahead:
            picks = ahead.pop()
            turn = self._turns.take(call, press, picks, now)
            taken = turn.course
            if taken.failure is not None:
                self.broken.append(Broken(source, press, taken))
            elif len(taken.reply.steps) > STEP_LIMIT:
                self.endless.append(Broken(source, press, taken))
            elif taken.call.reason == "fault" and press != FAULT and call.reason != "fault":
                self.unhandled.append(Broken(source, press, taken))
            ahead += self._take(source, press, turn, len(picks))

    def _take(self, source: int, press: Press, turn: Taken, given: int) -> Iterator[tuple[int, ...]]:
        """Note the places of a turn; the picks with which its new forks are to be followed as well."""
        picks: list[int] = []
        by: tuple[Press | None, Asked | None] = (press, None)
        *forks, last = turn.pieces
        for asked, name, resume, before, heard in forks:
            if asked is None:  # only the last piece asks nobody
                break
            # What a choice is called is no sentence: what an action might make of one is followed elsewhere.
            called = press.heard.text if press.kind == "answer" and name.endswith("*") else ""
            told = self.telling.values_at(name.rstrip("*"), asked.values)
            key = ("asked", name, asked.action, resume, told, called)
            new = key not in self._known and not called
            fork = self._at(key)
            self._arrive(name, Passage(source, fork, *by, before, heard))
            if asked.possible:
                if new and len(picks) >= given:
                    yield from ((*picks, other) for other in range(1, asked.possible))
                picks.append(asked.picked)
            source, by = fork, (None, asked)
        if turn.course.failure is None:
            self._arrive_waiting(turn.course, Passage(source, NOWHERE, *by, last.steps, last.said))

    def _arrive_waiting(self, taken: Course, passage: Passage) -> None:
        call, reply = taken.call, taken.reply
        step = reply.steps[-1] if reply.steps else call.step
        key: Situation = ("end", step) if reply.ended else self.telling.of(call)
        new = key not in self._known
        at = self._at(key)
        self._arrive(step, passage._replace(target=at))
        if reply.ended:
            self.places[at].ends = True
            return
        if new:
            self.places[at].call = call
            self.places[at].agent = isinstance(self.script.steps.get(call.step), HandOver)
            self.places[at].options = most_to_choose(self.script, call, self.languages, self.now)
            here = (*presses(self.script, call, self.now), *self._anywhere(call))
            self._ahead.append((at, call, here, self.now))
            for language, then in product(self.languages, self._moments):
                if more := more_then(self.script, call, self.now, language, then):
                    self._ahead.append((at, replace(call, language=language), tuple(more), then))
            for there, press in other_choices(self.script, call, self.telling.cases):
                self._ahead.append((at, there, (press,), self.now))
        if not call.tries and self._is_new_back(call):
            self._ahead.append((at, call, (BACK,), self.now))

    def _is_new_back(self, call: Call) -> bool:
        """Whether `#` leads to where it has not led, or not from this step."""
        if (back := self.telling.way_back(call)) is None:
            return False
        question, values = back
        from_here, with_these = self._is_new("#", call.step, question), self._is_new("#", question, values)
        return from_here or with_these

    def _anywhere(self, call: Call) -> Iterator[Press]:
        """What works everywhere leads to the same place from many: it is followed once for each of these."""
        defaults = self.script.defaults
        if call.tries:
            return
        if self._is_new("fault", self.telling.values_at(defaults.fault, call.values)):
            yield FAULT
        if isinstance(self.script.steps.get(call.step), HandOver):
            return
        if self._is_new("0", self.telling.values_at(defaults.agent, call.values)):
            yield AGENT
        if self._is_new("*", call.step):
            yield REPEAT
            yield BACK

    def _is_new(self, *what: object) -> bool:
        new = what not in self._seen
        self._seen.add(what)
        return new

    def _at(self, key: Situation) -> int:
        """The place of this situation: the next, where it is new."""
        return self._known.setdefault(key, len(self.places))

    def _arrive(self, step: str, passage: Passage) -> None:
        """Note a passage, and the place that it leads to, where it is the first."""
        if passage.target == len(self.places):
            self.places.append(Place(step, passage))
        answer = passage.answer and (passage.answer.action, passage.answer.outcome)
        if passage.source != NOWHERE and self._is_new(passage.source, passage.target, passage.press, answer):
            self.places[passage.source].onward.append(passage)
