"""Replays in the database: asked for on a page, played by the worker some calls at a time, and read again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from ivr.dry import reading
from ivr.editions import EditionLost
from ivr.house import House
from ivr.replay.compare import Compared, Comparison
from ivr.replay.original import LeftOut, read_calls, sids_between
from ivr.replay.tables import ReplayedCallRow, ReplayRow
from ivr.replay.verdict import Verdict
from routing import audit

AT_ONCE = 25  # calls: some 100 ms, in which the worker does nothing else
ROWS = 500


@dataclass(frozen=True, slots=True)
class Figures:
    """What all calls of a replay came to. Keys and seconds: the median of the calls that were booked."""

    results: Mapping[str, int]
    keys: float | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Report:
    """A replay as far as it is. `done` of `total` calls; `left_out` counts why."""

    total: int
    done: int
    before: Figures
    after: Figures
    changes: Mapping[str, int]
    left_out: Mapping[str, int]
    modelled: int
    assumed: int


@dataclass(frozen=True, slots=True)
class Kept:
    """One call of a replay, in the list."""

    sid: str
    change: str
    before: Verdict
    after: Verdict
    modelled: int
    assumed: int


def ask(
    session: Session,
    line: str,
    edition: int | None,
    *,
    name: str,
    since: datetime,
    until: datetime,
    by: str,
    now: datetime,
) -> int:
    """Note that the calls of a half-open span are to be replayed; the worker does it."""
    row = ReplayRow(
        line=line, edition_id=edition, name=name, since=since, until=until, by=by, at=now, ended_at=None
    )
    session.add(row)
    session.flush()
    sids = sids_between(session, line, since, until)
    for first in range(0, len(sids), ROWS):
        rows = [{"replay_id": row.id, "call_sid": sid} for sid in sids[first : first + ROWS]]
        session.execute(insert(ReplayedCallRow), rows)
    details = {"replay": row.id, "line": line, "edition": edition, "calls": len(sids)}
    audit.note(session, by=by, what="replay.asked", details=details, now=now)
    return row.id


def play_some(house: House, *, at_once: int = AT_ONCE) -> int:
    """Play the next calls of the oldest replay that is not over; says how many.

    Done twice by two workers, a call comes to the same; so there is no lock.
    """
    with reading(house.sessions) as session:
        row = session.scalar(
            select(ReplayRow).where(ReplayRow.ended_at.is_(None)).order_by(ReplayRow.id).limit(1)
        )
        if row is None:
            return 0
        replay, line, edition = row.id, row.line, row.edition_id
        todo = select(ReplayedCallRow.call_sid).where(ReplayedCallRow.replay_id == replay, _still_to_do())
        sids = session.scalars(todo.order_by(ReplayedCallRow.call_sid).limit(at_once)).all()
    found = _play(house, line, edition, list(sids))
    with house.sessions.begin() as session:
        for sid, each in found.items():
            this = update(ReplayedCallRow).where(
                ReplayedCallRow.replay_id == replay, ReplayedCallRow.call_sid == sid
            )
            session.execute(this.values(**_as_row(each)))
        if len(sids) < at_once:
            session.execute(update(ReplayRow).where(ReplayRow.id == replay).values(ended_at=house.clock()))
    return len(sids)


def play_all(house: House, line: str, edition: int | None, sids: list[str]) -> dict[str, Compared | LeftOut]:
    """At once, and kept nowhere: for the command line, and for one call beside its original."""
    return _play(house, line, edition, sids)


def _play(house: House, line: str, edition: int | None, sids: list[str]) -> dict[str, Compared | LeftOut]:
    try:
        draft = house.edition(line, edition)
    except EditionLost:
        return dict.fromkeys(sids, "edition")
    with reading(house.sessions) as session:
        comparison = Comparison(session, draft, house.edition)
        return {
            sid: original if isinstance(original, str) else comparison.of(original)
            for sid, original in read_calls(session, sids)
        }


def replay(session: Session, line: str, number: int) -> ReplayRow | None:
    """A replay of this line."""
    return session.scalar(select(ReplayRow).where(ReplayRow.id == number, ReplayRow.line == line))


def replays(session: Session, line: str, limit: int = 20) -> list[ReplayRow]:
    """The newest replays of a line."""
    newest = select(ReplayRow).where(ReplayRow.line == line).order_by(ReplayRow.id.desc())
    return list(session.scalars(newest.limit(limit)))


def calls_of(session: Session, number: int, change: str, *, page: int, size: int) -> tuple[list[Kept], bool]:
    """The calls with this change on a page (from 1), and whether more follow."""
    wanted = select(ReplayedCallRow).where(
        ReplayedCallRow.replay_id == number, ReplayedCallRow.change == change
    )
    rows = session.scalars(
        wanted.order_by(ReplayedCallRow.call_sid).offset((page - 1) * size).limit(size + 1)
    ).all()
    return [_kept(row) for row in rows[:size]], len(rows) > size


def report(session: Session, number: int) -> Report:
    """What a replay found so far."""
    rows = session.scalars(select(ReplayedCallRow).where(ReplayedCallRow.replay_id == number)).all()
    played = [_kept(row) for row in rows if row.change is not None]
    left_out = Counter(row.left_out for row in rows if row.left_out is not None)
    return summary(played, left_out, total=len(rows))


def summary(played: list[Kept], left_out: Mapping[str, int], *, total: int) -> Report:
    """The figures of calls that were replayed."""
    return Report(
        total=total,
        done=len(played) + sum(left_out.values()),
        before=_figures([each.before for each in played]),
        after=_figures([each.after for each in played]),
        changes=Counter(each.change for each in played),
        left_out=dict(left_out),
        modelled=sum(bool(each.modelled) for each in played),
        assumed=sum(bool(each.assumed) for each in played),
    )


def kept_of(found: Compared) -> Kept:
    """A call as the list has it."""
    return Kept(found.original.sid, found.change, found.before, found.after, found.modelled, found.assumed)


def forget(session: Session, *, before: datetime) -> None:
    """Replays go when the calls go that they are about."""
    old = select(ReplayRow.id).where(ReplayRow.since < before)
    session.execute(delete(ReplayedCallRow).where(ReplayedCallRow.replay_id.in_(old)))
    session.execute(delete(ReplayRow).where(ReplayRow.since < before))


def holds_call(session: Session, number: int, sid: str) -> bool:
    """Whether a call is one of those of a replay."""
    return session.get(ReplayedCallRow, (number, sid)) is not None


def left_to_do(session: Session, number: int) -> int:
    todo = select(func.count()).where(ReplayedCallRow.replay_id == number, _still_to_do())
    return session.scalar(todo) or 0


def _still_to_do() -> Any:
    return ReplayedCallRow.change.is_(None) & ReplayedCallRow.left_out.is_(None)


def _as_row(found: Compared | LeftOut) -> dict[str, Any]:
    if isinstance(found, str):
        return {"left_out": found}
    return {
        "change": found.change,
        "before": asdict(found.before),
        "after": asdict(found.after),
        "modelled": found.modelled,
        "assumed": found.assumed,
    }


def _kept(row: ReplayedCallRow) -> Kept:
    return Kept(
        row.call_sid,
        row.change or "",
        Verdict(**(row.before or {})),
        Verdict(**(row.after or {})),
        row.modelled or 0,
        row.assumed or 0,
    )


def _figures(verdicts: list[Verdict]) -> Figures:
    keys = [each.keys for each in verdicts if each.keys is not None]
    seconds = [each.seconds for each in verdicts if each.seconds is not None]
    return Figures(
        Counter(each.result for each in verdicts),
        median(keys) if keys else None,
        round(median(seconds), 1) if seconds else None,
    )
