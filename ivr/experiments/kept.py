"""Experiments in the database: begun, looked at, and ended by hand or by the rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from ivr.editions import Shipped
from ivr.editions.drafts import Draft, current_id, files_of
from ivr.editions.verdicts import require_verdict
from ivr.experiments.rule import ALPHA, evidence, wilson, worse
from ivr.experiments.tables import ExperimentRow
from ivr.tables import CallRow
from routing import audit

MEASURES = ("booked", "not_handed_over")
DONE = frozenset({"booked", "moved", "cancelled"})
HANDED_OVER = frozenset({"answered", "call_back", "abandoned"})
ENDED_BY_THE_RULE = {0: "first_worse", 1: "second_worse"}


class ExperimentGoesOn(Exception):
    """A line tries one version at a time."""


@dataclass(frozen=True, slots=True)
class Arm:
    """What came of one version's calls. `seconds`: the median length of those that were done."""

    calls: int
    good: int
    low: float
    high: float
    seconds: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How an experiment stands. `evidence` that both are not equally good; it ends at `needed`."""

    first: Arm
    second: Arm
    evidence: float
    needed: float = 1 / ALPHA


def begin(
    session: Session,
    shipped: Shipped,
    draft: Draft,
    *,
    share: int,
    measure: str,
    until: datetime,
    by: str,
    now: datetime,
) -> int:
    """Try a draft as it stands on so many percent of its line's calls.

    Raises `ExperimentGoesOn`, or `NotProved`: see `ivr.editions.proving`.
    """
    line, first = draft.line, current_id(session, draft.line)
    if going_on(session, line) is not None:
        raise ExperimentGoesOn(line)
    require_verdict(session, line, draft.files, files_of(session, shipped, line, draft.base), now=now)
    row = ExperimentRow(
        line=line,
        first_id=first,
        second_id=draft.edition,
        name=draft.name,
        share=share,
        measure=measure,
        since=now,
        until=until,
        by=by,
    )
    session.add(row)
    session.flush()
    details = {"experiment": row.id, "line": line, "edition": draft.edition, "share": share}
    audit.note(session, by=by, what="experiment.begun", details=details, now=now)
    return row.id


def end(session: Session, experiment: int, *, why: str, by: str, now: datetime) -> bool:
    """From the next call on the line has one version again; False where it had ended."""
    this = update(ExperimentRow).where(ExperimentRow.id == experiment, ExperimentRow.ended_at.is_(None))
    if session.scalar(this.values(ended_at=now, ended=why).returning(ExperimentRow.id)) is None:
        return False
    audit.note(
        session, by=by, what="experiment.ended", details={"experiment": experiment, "why": why}, now=now
    )
    return True


def end_what_is_over(session: Session, *, now: datetime) -> int:
    """End each experiment whose time is over, whose line was published, or in which one version is worse."""
    open_ones = session.scalars(select(ExperimentRow).where(ExperimentRow.ended_at.is_(None))).all()
    whys = [(row.id, _why_over(session, row, now)) for row in open_ones]
    return sum(
        end(session, experiment, why=why, by="rule", now=now) for experiment, why in whys if why is not None
    )


def going_on(session: Session, line: str) -> ExperimentRow | None:
    return session.scalar(
        select(ExperimentRow).where(ExperimentRow.line == line, ExperimentRow.ended_at.is_(None))
    )


def experiments(session: Session, line: str, limit: int = 20) -> list[ExperimentRow]:
    """The newest experiments of a line."""
    newest = select(ExperimentRow).where(ExperimentRow.line == line).order_by(ExperimentRow.id.desc())
    return list(session.scalars(newest.limit(limit)))


def standing(session: Session, row: ExperimentRow) -> Standing:
    """How an experiment stands, by the calls that are over."""
    first, second = _calls(session, row)
    then, now = ([good for good, _ in arm] for arm in (first, second))
    return Standing(_arm(first), _arm(second), evidence(then, now, row.share))


def _why_over(session: Session, row: ExperimentRow, now: datetime) -> str | None:
    if current_id(session, row.line) != row.first_id:
        return "published"
    first, second = ([good for good, _ in arm] for arm in _calls(session, row))
    found = worse(first, second, row.share)
    if found is not None:
        return ENDED_BY_THE_RULE[found]
    return "over" if now >= row.until else None


Call = tuple[bool, int | None]


def _calls(session: Session, row: ExperimentRow) -> tuple[list[Call], list[Call]]:
    """Of each version's calls that are over, in their order: whether it was good, and how long it took."""
    rows = session.execute(
        select(CallRow.edition_id, CallRow.outcome, CallRow.started_at, CallRow.ended_at)
        .where(
            CallRow.line == row.line,
            CallRow.started_at >= row.since,
            CallRow.started_at < (row.ended_at or row.until),
            CallRow.ended_at.is_not(None),
        )
        .order_by(CallRow.ended_at, CallRow.sid)
    )
    arms: tuple[list[Call], list[Call]] = ([], [])
    for edition, outcome, started, ended in rows:
        if edition in (row.first_id, row.second_id):
            took = round((ended - started).total_seconds()) if ended and outcome in DONE else None
            good = outcome in DONE if row.measure == "booked" else outcome not in HANDED_OVER
            arms[edition == row.second_id].append((good, took))
    return arms


def _arm(calls: Sequence[Call]) -> Arm:
    good, seconds = sum(each for each, _ in calls), [took for _, took in calls if took is not None]
    low, high = wilson(good, len(calls))
    return Arm(len(calls), good, low, high, round(median(seconds)) if seconds else None)
