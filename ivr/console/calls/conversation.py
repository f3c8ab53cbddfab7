"""One call, from the greeting on: what was said and heard, what was made of it, what came of it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
import routing
from ivr.actions.recording import Done, read
from ivr.console.calls.listing import Call, call_of
from ivr.console.naming import outcomes_between
from ivr.console.picture.tables import edition_key
from ivr.console.turns import Passed, read_turns
from ivr.dialog import Script
from ivr.dialog.steps import Do
from ivr.log import masked
from ivr.tables import CallRow, TurnRow
from routing import tapes
from routing.tapes import Tape

DEEDS = {
    ("confirm", "booked"): "booked",
    ("take_offered", "booked"): "booked",
    ("take_offered", "moved"): "moved",
    ("move", "moved"): "moved",
    ("cancel", "cancelled"): "cancelled",
}


class UnknownCall(LookupError):
    """No call has this sid."""


@dataclass(frozen=True, slots=True)
class Station:
    """A step that was passed in a turn, and how its action ended, where it has one."""

    step: str
    action: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what was heard and made of it, where that led, what was said, in how many milliseconds.

    `passed.text` and `passed.meant` are masked, as `said` is.
    """

    n: int
    at: datetime
    passed: Passed
    way: tuple[Station, ...]
    said: tuple[str, ...]
    took_ms: float
    fault: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """What the caller did in the book: no more of the appointment than what it is, where and when.

    `now`: its state as it is now, since it may have been changed again; None where it is forgotten.
    """

    at: datetime
    what: str
    services: tuple[str, ...] = ()
    office: str = ""
    start: datetime | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    call: Call
    turns: tuple[Turn, ...]
    deeds: tuple[Deed, ...]
    happened: tuple[routing.Happening, ...]
    contacts: tuple[routing.Contact, ...]
    tapes: tuple[Tape, ...] = ()


def conversation(session: Session, sid: str, script: Script | None, language: str) -> Conversation:
    """All that is kept of a call; `script` is the menu that it went by, None where that is lost.

    `language` is the reader's, for the names of services. Raises `UnknownCall`.
    """
    call = the_call(session, sid)
    rows = session.scalars(select(TurnRow).where(TurnRow.call_sid == sid).order_by(TurnRow.n)).all()
    passed = read_turns(rows)
    way = dict.fromkeys(step for turn in passed for step in turn.steps)
    done = [_done(row) for row in rows]
    return Conversation(
        call=replace(call, way=call.way or tuple(way)),
        turns=tuple(_turn(*each, script) for each in zip(rows, passed, done, strict=True)),
        deeds=tuple(_deeds(session, rows, done, language)),
        happened=tuple(
            replace(each, detail=masked(each.detail)) for each in routing.history_of(session, sid)
        ),
        contacts=tuple(routing.contacts_of(session, sid)),
        tapes=tuple(tapes.of_call(session, sid)),
    )


def the_call(session: Session, sid: str) -> Call:
    """Raises `UnknownCall`."""
    found = session.execute(select(CallRow, edition_key()).where(CallRow.sid == sid)).first()
    if found is None:
        raise UnknownCall(sid)
    return call_of(*found)


def number_of(session: Session, sid: str) -> str | None:
    """The caller's number as it is, E.164; None where it was withheld or forgotten. Raises `UnknownCall`."""
    found = session.execute(select(CallRow.caller).where(CallRow.sid == sid)).first()
    if found is None:
        raise UnknownCall(sid)
    caller: str | None = found.caller
    return caller


def _turn(row: TurnRow, passed: Passed, done: Sequence[Done], script: Script | None) -> Turn:
    return Turn(
        n=row.n,
        at=row.at,
        passed=replace(passed, text=masked(passed.text), meant=masked(passed.meant)),
        way=tuple(stations(passed.steps, done, script)),
        said=tuple(masked(str(sentence)) for sentence in row.said),
        took_ms=row.took_ms,
        fault=masked(row.fault) if row.fault else None,
    )


def stations(steps: Sequence[str], done: Iterable[Done], script: Script | None) -> Iterator[Station]:
    """The steps of a turn with the outcomes of their actions: as noted, or else as the next step tells it."""
    known = script.steps if script is not None else {}
    ahead = list(done)
    for at, name in enumerate(steps):
        step = known.get(name)
        if not isinstance(step, Do):
            yield Station(name, "", "")
            continue
        noted = next((each for each in ahead if each.action == step.action), None)
        if noted is not None:
            del ahead[: ahead.index(noted) + 1]
            yield Station(name, step.action, noted.outcome.name)
            continue
        possible = outcomes_between(step, steps[at + 1]) if at + 1 < len(steps) else []
        yield Station(name, step.action, possible[0] if len(possible) == 1 else "")


def _done(row: TurnRow) -> list[Done]:
    values: Mapping[str, Any] = json.loads(row.state).get("values") or {}
    return read(row.done or (), values)


def _deeds(
    session: Session, rows: Sequence[TurnRow], done: Sequence[Sequence[Done]], language: str
) -> Iterator[Deed]:
    appointment: Any = None
    for row, deeds in zip(rows, done, strict=True):
        for each in deeds:
            appointment = each.outcome.values.get("appointment") or appointment
            what = DEEDS.get((each.action, each.outcome.name))
            if what is not None:
                yield _deed(session, row.at, what, appointment, language)


def _deed(session: Session, at: datetime, what: str, appointment: object, language: str) -> Deed:
    if not isinstance(appointment, int):
        return Deed(at, what)
    try:
        found = booking.appointment(session, appointment)
        services = tuple(booking.service(session, key).name(language) for key in found.services)
    except (booking.UnknownReference, booking.UnknownService):
        return Deed(at, what)
    names = {office.key: office.name for office in booking.offices(session)}
    return Deed(at, what, services, names.get(found.office, found.office), found.start, found.state)
