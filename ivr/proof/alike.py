"""Turns that go alike are taken once.

A turn reads, says and changes some of a call's values, and carries the others along. So what it came to in
one call it comes to in every other that is at the same step with the same of the values that it touches.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import NamedTuple, TypeAlias

from ivr.dialog import JSON, Call, Script
from ivr.dialog.call import TRAIL_LENGTH
from ivr.dialog.steps import Ask, Menu
from ivr.dialog.turn import STEP_LIMIT
from ivr.proof.callers import Press
from ivr.proof.house import Asked, Course, course
from ivr.proof.listened import Ear
from ivr.proof.pieces import Piece, pieces_of
from ivr.proof.reads import touched_at
from ivr.proof.situations import Telling
from ivr.understanding import command

Values: TypeAlias = Mapping[str, JSON]
Here: TypeAlias = tuple[object, ...]


class Taken(NamedTuple):
    """A turn, and the pieces of it; what these say is from `Ear.same`."""

    course: Course
    pieces: tuple[Piece, ...]


class _Alike(NamedTuple):
    """Turns that touch the same values, by what these were. Only what they touch is known of them."""

    touched: Mapping[str, None]  # in alphabetical order
    taken: dict[str, Taken]


class Turns:
    """Takes turns by the telephone's own engine, but none that goes like one before."""

    def __init__(self, script: Script, telling: Telling, ear: Ear) -> None:
        self.script, self.telling, self.ear = script, telling, ear
        self._touched_at = {name: frozenset(touched_at(step)) for name, step in script.steps.items()}
        self._known: dict[Here, list[_Alike]] = {}

    def take(self, call: Call, press: Press, picks: tuple[int, ...], now: datetime) -> Taken:
        """What this press comes to where the house's answers are `picks`."""
        is_late = call.turns >= self.script.defaults.turns
        here = (call.step, call.tries, call.language, is_late, press, picks, now)
        for touched, known in self._known.get(here, ()):
            if (taken := known.get(_written(call, touched))) is not None:
                return self._carrying(call, taken, touched)
        taken = self._take(call, press, picks, now)
        if not is_late and self._goes_alike(call, press, taken.course):
            self._keep(here, call, taken)
        return taken

    def _take(self, call: Call, press: Press, picks: tuple[int, ...], now: datetime) -> Taken:
        taken = course(self.script, call, press.heard, picks, self.telling, now)
        pieces = pieces_of(self.script, call, taken)
        return Taken(taken, tuple(each._replace(said=self.ear.same(each.said)) for each in pieces))

    def _goes_alike(self, call: Call, press: Press, taken: Course) -> bool:
        """Not what depends on how the call came here: commands, the way back, and how something breaks."""
        return (
            press.kind in {"answer", "failed"}
            and isinstance(self.script.steps.get(call.step), Menu | Ask)
            and not (press.heard.kind == "speech" and _is_command(press.heard.text, call.language))
            and taken.failure is None
            and taken.call.reason != "fault"
            and len(taken.reply.steps) <= STEP_LIMIT
        )

    def _keep(self, here: Here, call: Call, taken: Taken) -> None:
        reply = taken.course.reply
        at = (self._touched_at[name] for name in (call.step, *reply.steps))
        names = frozenset({"reason"}).union(*at, *map(self.ear.depends_on, reply.said))
        touched = dict.fromkeys(sorted(names))
        known = self._known.setdefault(here, [])
        alike = next((each for each in known if each.touched == touched), None)
        if alike is None:
            alike = _Alike(touched, {})
            known.append(alike)
        alike.taken[_written(call, touched)] = _only(taken, touched)

    def _carrying(self, call: Call, taken: Taken, touched: Mapping[str, None]) -> Taken:
        """The turn as this call takes it, with the values that it carries along."""
        carried = {name: value for name, value in call.values.items() if name not in touched}
        told = {name: value for name, value in carried.items() if name in self.telling.names}
        asked = (each._replace(values={**told, **each.values}) for each in taken.course.asked)
        return _with(taken, _after(taken.course, call, carried), tuple(asked))


def _only(taken: Taken, touched: Mapping[str, None]) -> Taken:
    """A turn without the values that it carries along."""

    def values(of: Values) -> Values:
        return {name: value for name, value in of.items() if name in touched}

    asked = (each._replace(values=values(each.values)) for each in taken.course.asked)
    after = replace(taken.course.call, values=values(taken.course.call.values))
    return _with(taken, after, tuple(asked))


def _with(taken: Taken, after: Call, asked: tuple[Asked, ...]) -> Taken:
    """The same turn with another call after it, and other values told when the house was asked."""
    others = iter(asked)
    pieces = (piece if piece.asked is None else piece._replace(asked=next(others)) for piece in taken.pieces)
    return Taken(taken.course._replace(call=after, asked=asked), tuple(pieces))


def _after(taken: Course, call: Call, carried: Values) -> Call:
    """This call after the turn. Who is asked again has left no question, and goes back as before."""
    after = taken.call
    if not taken.reply.steps:
        return replace(call, tries=after.tries, turns=call.turns + 1)
    left = [each._replace(resume=call.resume) for each in after.trail[-1:]]
    trail = (*call.trail, *left)[-TRAIL_LENGTH:] if left else ()
    return replace(after, values={**carried, **after.values}, turns=call.turns + 1, trail=trail)


@cache
def _is_command(text: str, language: str) -> bool:
    return command(text, language) is not None


def _written(call: Call, names: Iterable[str]) -> str:
    return repr([call.values.get(name) for name in names])
