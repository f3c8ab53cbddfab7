"""Counting the calls that are over, a few at a time, each once: a duty of the worker."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from booking import BERLIN
from booking.db import Base
from booking.sql import insert_into, run
from ivr.console.picture.counting import Count, Heard, counts_of, heard_of
from ivr.console.picture.tables import HeardCountRow, StepCountRow, edition_key
from ivr.console.turns import read_turns
from ivr.tables import CallRow, TurnRow
from routing.store import reading

AT_ONCE = 20  # calls; a tenth of a second in which the worker does nothing else
SETTLED = timedelta(seconds=10)  # after its end a call's last turn may still be on its way into the database
ROWS = 500  # in one statement: databases bound the number of values


@dataclass(frozen=True, slots=True)
class Counted:
    """A call as it was read: what it counts for, and what the list of calls shows of it."""

    sid: str
    day: date
    line: str
    edition: str
    counts: Counter[Count]
    heard: set[Heard]
    way: str
    slowest_ms: float | None


def count_ended_calls(database: sessionmaker[Session], *, now: datetime) -> int:
    """Count the next calls that are over; says how many. Each call is counted once, by whichever worker.

    What takes time is done before the transaction that writes, which holds up the telephone on SQLite.
    """
    with reading(database) as session:
        read = _next_calls(session, now)
    if not read:
        return 0
    with database.begin() as session:
        mine = [call for call in read if _claimed(session, call, now)]
        _add(session, StepCountRow, _step_rows(mine))
        _add(session, HeardCountRow, _heard_rows(mine))
    return len(mine)


def forget_heard(session: Session, *, before: datetime) -> None:
    """What was said goes with the calls in which it was said; the other figures stay."""
    session.execute(delete(HeardCountRow).where(HeardCountRow.day < before.astimezone(BERLIN).date()))


def _next_calls(session: Session, now: datetime) -> list[Counted]:
    calls = session.execute(
        select(CallRow.sid, CallRow.line, edition_key(), CallRow.started_at, CallRow.outcome)
        .where(CallRow.counted_at.is_(None), CallRow.ended_at <= now - SETTLED)
        .order_by(CallRow.ended_at)
        .limit(AT_ONCE)
    ).all()
    turns = defaultdict(list)
    found = select(TurnRow.call_sid, TurnRow.heard, TurnRow.steps, TurnRow.state, TurnRow.took_ms)
    of_these = found.where(TurnRow.call_sid.in_([call.sid for call in calls]))
    for row in session.execute(of_these.order_by(TurnRow.call_sid, TurnRow.n)):
        turns[row.call_sid].append(row)
    return [_counted(call, turns[call.sid]) for call in calls]


def _counted(call: Any, turns: Sequence[Any]) -> Counted:
    passed = read_turns(turns)
    return Counted(
        sid=call.sid,
        day=call.started_at.astimezone(BERLIN).date(),
        line=call.line,
        edition=call.edition,
        counts=counts_of(passed, call.outcome),
        heard=heard_of(passed),
        way=way_text(step for turn in passed for step in turn.steps),
        slowest_ms=max((turn.took_ms for turn in turns), default=None),
    )


def way_text(steps: Iterable[str]) -> str:
    """The steps of a call, each once, with a blank on both sides, so that one can be looked for."""
    return " ".join(("", *dict.fromkeys(steps), ""))


def _claimed(session: Session, call: Counted, now: datetime) -> bool:
    mark = update(CallRow).where(CallRow.sid == call.sid, CallRow.counted_at.is_(None))
    done = run(session, mark.values(counted_at=now, way=call.way, slowest_ms=call.slowest_ms))
    return done.rowcount == 1


def _step_rows(calls: Iterable[Counted]) -> list[dict[str, Any]]:
    total: Counter[tuple[str, date, str, str, str, str]] = Counter()
    for call in calls:
        for (step, what, name), count in call.counts.items():
            total[call.line, call.day, call.edition, step, what.value, name] += count
    return _rows(("line", "day", "edition", "step", "what", "name"), total)


def _heard_rows(calls: Iterable[Counted]) -> list[dict[str, Any]]:
    total = Counter(
        (call.line, one.step, call.day, call.edition, one.language, one.kind, one.heard, one.meant)
        for call in calls
        for one in call.heard
    )
    return _rows(("line", "step", "day", "edition", "language", "kind", "heard", "meant"), total)


def _rows(names: Sequence[str], total: Counter[Any]) -> list[dict[str, Any]]:
    """In one order for all workers, so that two of them do not wait for each other."""
    return [{**dict(zip(names, key, strict=True)), "count": total[key]} for key in sorted(total)]


def _add(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), ROWS):
        new = insert_into(session, table).values(rows[first : first + ROWS])
        count = table.__table__.c["count"]
        run(
            session,
            new.on_conflict_do_update(
                index_elements=list(table.__table__.primary_key),
                set_={"count": count + new.excluded["count"]},
            ),
        )
