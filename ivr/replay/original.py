"""Calls as they were, read from their turns."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Literal, TypeAlias

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from ivr.actions import recording
from ivr.actions.recording import Done
from ivr.dialog import Call, Heard
from ivr.tables import CallRow, TurnRow

# not_kept: from before outcomes were kept, or forgotten since; continued: it began in the middle, as a call
# back does; fault: something of ours broke in it, which is not the menu's doing; edition: the version that it
# went by cannot be read any more; other_code: it can be retraced no more, since the telephone has changed.
LeftOut: TypeAlias = Literal["not_kept", "continued", "fault", "edition", "other_code"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: what was heard, what was said, what was done, and the state after it. `at` is aware UTC."""

    n: int
    at: datetime
    heard: Heard
    said: tuple[str, ...]
    steps: tuple[str, ...]
    done: tuple[Done, ...]
    call: Call


@dataclass(frozen=True, slots=True)
class Original:
    """A call as it was. `edition`: the version of its line that it went by (None: what ships)."""

    sid: str
    line: str
    edition: int | None
    caller: str | None
    started_at: datetime
    turns: tuple[Turn, ...]


def sids_between(session: Session, line: str, since: datetime, until: datetime) -> list[str]:
    """The calls of a line that began in the half-open span and are over, in their order."""
    rows = select(CallRow.sid).where(
        CallRow.line == line,
        CallRow.started_at >= since,
        CallRow.started_at < until,
        CallRow.ended_at.is_not(None),
    )
    return list(session.scalars(rows.order_by(CallRow.started_at, CallRow.sid)))


def read_calls(session: Session, sids: Iterable[str]) -> Iterator[tuple[str, Original | LeftOut]]:
    """Each of these calls, or why it cannot be replayed, in the order of their sids."""
    wanted = sorted(set(sids))
    rows = session.execute(
        select(
            *(CallRow.sid, CallRow.line, CallRow.edition_id, CallRow.caller, CallRow.started_at),
            *(TurnRow.n, TurnRow.at, TurnRow.heard, TurnRow.said, TurnRow.steps, TurnRow.done, TurnRow.state),
        )
        .join(TurnRow, TurnRow.call_sid == CallRow.sid)
        .where(CallRow.sid.in_(wanted))
        .order_by(CallRow.sid, TurnRow.n)
    ).all()
    found = {sid: _original(list(turns)) for sid, turns in groupby(rows, lambda row: str(row.sid))}
    for sid in wanted:
        yield sid, found.get(sid, "not_kept")


def _original(rows: list[Row[*tuple[object, ...]]]) -> Original | LeftOut:
    if any(row.done is None for row in rows[1:]) or rows[0].n != 0:
        return "not_kept"
    if rows[0].done is None:
        return "continued" if not rows[0].said else "not_kept"
    turns = tuple(_turn(row) for row in rows)
    if any(turn.heard == Heard("outcome", "fault") for turn in turns):
        return "fault"
    first = rows[0]
    return Original(first.sid, first.line, first.edition_id, first.caller, first.started_at, turns)


def _turn(row: Row[*tuple[object, ...]]) -> Turn:
    call = Call.from_json(row.state)
    heard = Heard(row.heard["kind"], row.heard["text"], row.heard["confidence"])
    return Turn(
        n=row.n,
        at=row.at,
        heard=heard,
        said=tuple(str(each) for each in row.said),
        steps=tuple(str(each) for each in row.steps),
        done=tuple(recording.read(row.done, call.values)),
        call=call,
    )
