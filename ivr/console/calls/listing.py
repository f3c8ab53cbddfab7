"""Which calls there were. Numbers come out masked, and cannot be found out by looking for them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from ivr.console.picture.tables import edition_key
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
NONE = "none"


@dataclass(frozen=True, slots=True)
class Call:
    """A call in the list. Times are aware UTC; `duration_s` is None while it lasts; `caller` is masked.

    `way` are the steps that it passed, each once; `slowest_ms` is known once it is over.
    """

    sid: str
    started_at: datetime
    caller: str | None
    line: str
    language: str
    edition_id: int | None
    edition: str
    outcome: str | None
    duration_s: int | None
    way: tuple[str, ...]
    slowest_ms: float | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which calls are looked for: that began from `since` on and before `until` (aware).

    `outcome` is of OUTCOMES, or NONE; `edition` as `edition_key` has it; `step` one that it passed, and
    `slower_ms` what its slowest answer took at least, which are known of calls that are over; `ends` are the
    number's last digits.
    """

    since: datetime
    until: datetime
    line: str | None = None
    language: str | None = None
    outcome: str | None = None
    edition: str | None = None
    step: str | None = None
    slower_ms: int | None = None
    ends: str | None = None


class Key(NamedTuple):
    """The last call of a page; the next page begins behind it."""

    started_at: datetime
    sid: str


def calls(session: Session, wanted: Wanted, *, behind: Key | None = None) -> tuple[list[Call], Key | None]:
    """The next calls behind `behind`, newest first; and where a further page begins."""
    query = select(CallRow, edition_key()).where(*_conditions(wanted))
    if behind is not None:
        older = CallRow.started_at < behind.started_at
        query = query.where(CallRow.started_at <= behind.started_at, or_(older, CallRow.sid < behind.sid))
    rows = session.execute(
        query.order_by(CallRow.started_at.desc(), CallRow.sid.desc()).limit(PAGE + 1)
    ).all()
    ways = _ways(session, [row.sid for row, _ in rows[:PAGE] if row.way is None])
    found = [call_of(row, edition, ways.get(row.sid, ())) for row, edition in rows[:PAGE]]
    return found, Key(found[-1].started_at, found[-1].sid) if len(rows) > PAGE else None


def call_of(row: CallRow, edition: str, way: Sequence[str] = ()) -> Call:
    """The masked value of a row; `way` is of a call that is not counted yet."""
    lasted = row.ended_at - row.started_at if row.ended_at is not None else None
    return Call(
        sid=row.sid,
        started_at=row.started_at,
        caller=masked(row.caller) if row.caller else None,
        line=row.line,
        language=row.language,
        edition_id=row.edition_id,
        edition=edition,
        outcome=row.outcome,
        duration_s=round(lasted.total_seconds()) if lasted is not None else None,
        way=tuple(way if row.way is None else row.way.split()),
        slowest_ms=row.slowest_ms,
    )


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield CallRow.started_at >= wanted.since
    yield CallRow.started_at < wanted.until
    for column, value in ((CallRow.line, wanted.line), (CallRow.language, wanted.language)):
        if value:
            yield column == value
    if wanted.outcome:
        yield CallRow.outcome == (None if wanted.outcome == NONE else wanted.outcome)
    if wanted.edition:
        yield edition_key() == wanted.edition
    if wanted.step:
        yield CallRow.way.contains(f" {wanted.step} ", autoescape=True)
    if wanted.slower_ms is not None:
        yield CallRow.slowest_ms >= wanted.slower_ms
    if wanted.ends:
        # The list shows three digits; more would let a number be found out digit by digit.
        yield CallRow.caller.endswith(wanted.ends, autoescape=True)


def _ways(session: Session, sids: Sequence[str]) -> dict[str, list[str]]:
    """Of calls that go on, or are not counted yet."""
    if not sids:
        return {}
    query = select(TurnRow.call_sid, TurnRow.steps).where(TurnRow.call_sid.in_(sids))
    ways: dict[str, dict[str, Any]] = defaultdict(dict)
    for sid, steps in session.execute(query.order_by(TurnRow.call_sid, TurnRow.n)):
        ways[sid].update(dict.fromkeys(map(str, steps)))
    return {sid: list(steps) for sid, steps in ways.items()}
