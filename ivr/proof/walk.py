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
from ivr.dialog.steps import Ask, Do, End, HandOver, Menu, Say
from ivr.dialog.turn import STEP_LIMIT, resume_after
from ivr.dialog.values import Said
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
from ivr.proof.house import Asked, Course, course
from ivr.proof.listened import Ear
from ivr.proof.situations import Situation, Telling

START = Press("answer", Heard("start"))
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Passage:
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
            taken = course(self.script, call, press.heard, picks, self.telling, now)
            if taken.failure is not None:
                self.broken.append(Broken(source, press, taken))
            elif len(taken.reply.steps) > STEP_LIMIT:
                self.endless.append(Broken(source, press, taken))
            elif taken.call.reason == "fault" and press != FAULT and call.reason != "fault":
                self.unhandled.append(Broken(source, press, taken))
            ahead += self._take(source, call, press, taken, len(picks))

    def _take(
        self, source: int, call: Call, press: Press, taken: Course, given: int
    ) -> Iterator[tuple[int, ...]]:
        """Note the places of a turn; the picks with which its new forks are to be followed as well."""
        picks: list[int] = []
        by: tuple[Press | None, Asked | None] = (press, None)
        *forks, last = _pieces(self.script, call, taken)
        for asked, name, resume, before, heard in forks:
            if asked is None:  # only the last piece asks nobody
                break
            # What a choice is called is no sentence: what an action might make of one is followed elsewhere.
            called = press.heard.text if press.kind == "answer" and name.endswith("*") else ""
            told = self.telling.values_at(name.rstrip("*"), asked.values)
            key = ("asked", name, asked.action, resume, told, called)
            new = key not in self._known and not called
            fork = self._arrive(key, name, Passage(source, NOWHERE, *by, before, heard))
            if asked.possible:
                if new and len(picks) >= given:
                    yield from ((*picks, other) for other in range(1, asked.possible))
                picks.append(asked.picked)
            source, by = fork, (None, asked)
        if taken.failure is None:
            self._arrive_waiting(taken, Passage(source, NOWHERE, *by, last.steps, last.said))

    def _arrive_waiting(self, taken: Course, passage: Passage) -> None:
        call, reply = taken.call, taken.reply
        step = reply.steps[-1] if reply.steps else call.step
        key: Situation = ("end", step) if reply.ended else self.telling.of(call)
        new = key not in self._known
        at = self._arrive(key, step, passage)
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
                there = replace(call, language=language)
                if more := more_then(self.script, call, self.now, there, then):
                    self._ahead.append((at, there, tuple(more), then))
            for there, press in other_choices(self.script, call, self.telling.cases):
                self._ahead.append((at, there, (press,), self.now))
        back = self.telling.way_back(call)
        if back is not None and not call.tries and self._is_new("#", at, back):
            self._ahead.append((at, call, (BACK,), self.now))

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

    def _arrive(self, key: Situation, step: str, passage: Passage) -> int:
        """The place of this situation, which the passage now leads to."""
        at = self._known.setdefault(key, len(self.places))
        said = self.ear.same(passage.said)
        passage = Passage(passage.source, at, passage.press, passage.answer, passage.steps, said)
        if at == len(self.places):
            self.places.append(Place(step, passage))
        answer = passage.answer and (passage.answer.action, passage.answer.outcome)
        if passage.source != NOWHERE and self._is_new(passage.source, at, passage.press, answer):
            self.places[passage.source].onward.append(passage)
        return at


class Piece(NamedTuple):
    """Of a turn, up to where the house was asked: what, at which step, and where one would go on with `*`."""

    asked: Asked | None
    name: str
    resume: str | None
    steps: tuple[str, ...]
    said: tuple[Said, ...]


def _pieces(script: Script, call: Call, taken: Course) -> Iterator[Piece]:
    """A turn, cut after each time that the house was asked, and where that was; the last ends where it waits.

    A step asks in its turn. Whatever else was asked, about a sentence, on the way back or for an option that
    is there only while people answer, is asked at the step before, which is then marked.
    """
    asked, said = list(taken.asked), list(taken.reply.said)
    at, resume = call.step, None
    piece: list[str] = []
    heard: list[Said] = []
    for name in taken.reply.steps:
        step = script.steps[name]
        while isinstance(step, Do) and asked and asked[0].action != step.action:
            yield Piece(asked.pop(0), f"{at}*", resume, tuple(piece), tuple(heard))
            piece, heard = [], []
        at, resume = name, resume_after(step, resume)
        piece.append(name)
        count = _prompts(script, name)
        heard, said = heard + said[:count], said[count:]
        if isinstance(step, Do) and asked:
            yield Piece(asked.pop(0), name, resume, tuple(piece), tuple(heard))
            piece, heard = [], []
    for each in asked:
        yield Piece(each, f"{at}*", resume, tuple(piece), tuple(heard))
        piece, heard = [], []
    yield Piece(None, "", resume, tuple(piece), (*heard, *said))


def _prompts(script: Script, name: str) -> int:
    match script.steps[name]:
        case Say(prompts=prompts):
            return len(prompts)
        case Menu() | Ask() | End():
            return 1
        case _:
            return 0
