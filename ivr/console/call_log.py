"""What the call log shows, read from the calls and their turns. Numbers come out masked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

import routing
from ivr.log import masked
from ivr.tables import CallRow, TurnRow

PAGE = 50
OUTCOMES = (
    "booked",
    "moved",
    "cancelled",
    "answered",
    "call_back",
    "abandoned",
    "informed",
    "hung_up",
    "fault",
)


class UnknownCall(LookupError):
    """No call has this sid."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the list. Times are aware UTC; `duration_s` is None while it lasts; `caller` is masked."""

    sid: str
    started_at: datetime
    caller: str | None
    line: str
    language: str
    script: str
    outcome: str | None
    duration_s: int | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what was heard, what was answered, by which steps, in how many milliseconds."""

    n: int
    at: datetime
    heard: str
    heard_kind: str
    confidence: float | None
    said: tuple[str, ...]
    steps: tuple[str, ...]
    took_ms: float
    fault: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls are looked for: `outcome` (of OUTCOMES, or "none"); `ends`, the number's last digits."""

    outcome: str | None = None
    ends: str | None = None


def calls(session: Session, wanted: Wanted, *, page: int = 1) -> tuple[list[Call], bool]:
    """The calls of a page (from 1), newest first, and whether older ones follow."""
    query = _wanted(wanted).order_by(CallRow.started_at.desc(), CallRow.sid)
    rows = session.scalars(query.limit(PAGE + 1).offset((page - 1) * PAGE)).all()
    ways = _ways(session, [row.sid for row in rows[:PAGE]])
    return [_call(row, ways.get(row.sid, ())) for row in rows[:PAGE]], len(rows) > PAGE


def call(session: Session, sid: str) -> tuple[Call, list[Turn]]:
    """A call and its conversation from the greeting on. Raises `UnknownCall`."""
    row = session.get(CallRow, sid)
    if row is None:
        raise UnknownCall(sid)
    turns = session.scalars(select(TurnRow).where(TurnRow.call_sid == sid).order_by(TurnRow.n)).all()
    return _call(row, _way(turns)), [_turn(each) for each in turns]


def after_the_menu(session: Session, sid: str) -> list[routing.Happening]:
    """What happened in the queue and with agents; details are masked like all that is shown."""
    return [replace(each, detail=masked(each.detail)) for each in routing.history_of(session, sid)]


def _wanted(wanted: Wanted) -> Select[CallRow]:
    query = select(CallRow)
    if wanted.outcome:
        query = query.where(CallRow.outcome == (None if wanted.outcome == "none" else wanted.outcome))
    if wanted.ends:
        # The list shows three digits; more would let a number be found out digit by digit.
        query = query.where(CallRow.caller.endswith(wanted.ends, autoescape=True))
    return query


def _ways(session: Session, sids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    query = select(TurnRow.call_sid, TurnRow.steps).where(TurnRow.call_sid.in_(sids))
    ways: dict[str, list[str]] = {}
    for sid, steps in session.execute(query.order_by(TurnRow.call_sid, TurnRow.n)):
        ways.setdefault(sid, []).extend(_names(steps))
    return {sid: _shortened(steps) for sid, steps in ways.items()}


def _way(turns: Iterable[TurnRow]) -> tuple[str, ...]:
    return _shortened(name for turn in turns for name in _names(turn.steps))


def _names(steps: Iterable[Any]) -> list[str]:
    return [str(step) for step in steps]


def _shortened(steps: Iterable[str]) -> tuple[str, ...]:
    """A step that asks again and again stands there once."""
    way: list[str] = []
    for step in steps:
        if not way or way[-1] != step:
            way.append(step)
    return tuple(way)


def _call(row: CallRow, steps: tuple[str, ...]) -> Call:
    lasted = row.ended_at - row.started_at if row.ended_at else None
    return Call(
        sid=row.sid,
        started_at=row.started_at,
        caller=masked(row.caller) if row.caller else None,
        line=row.line,
        language=row.language,
        script=row.script,
        outcome=row.outcome,
        duration_s=round(lasted.total_seconds()) if lasted else None,
        steps=steps,
    )


def _turn(row: TurnRow) -> Turn:
    return Turn(
        n=row.n,
        at=row.at,
        heard=masked(str(row.heard.get("text") or "")),
        heard_kind=str(row.heard.get("kind") or ""),
        confidence=row.heard.get("confidence"),
        said=tuple(masked(str(sentence)) for sentence in row.said),
        steps=tuple(_names(row.steps)),
        took_ms=row.took_ms,
        fault=masked(row.fault) if row.fault else None,
    )
