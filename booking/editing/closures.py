"""Days on which an office is shut."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from booking.editing.changes import Changed, begin, note
from booking.editing.errors import ClosureKnown, DaysInDisorder, DaysPast, GoneMeanwhile, ReasonMissing
from booking.opening import local_day
from booking.sql import run
from booking.tables import ClosureRow

REASON_AT_MOST = 120


@dataclass(frozen=True, slots=True)
class KeptClosure:
    """Both days included."""

    id: int
    day_from: date
    day_to: date
    reason: str

    def as_json(self) -> dict[str, str]:
        return {"from": self.day_from.isoformat(), "to": self.day_to.isoformat(), "reason": self.reason}


def closures_since(session: Session, office: str, day: date) -> list[KeptClosure]:
    """Those that have not ended before `day`, in order of time."""
    columns = select(ClosureRow.id, ClosureRow.day_from, ClosureRow.day_to, ClosureRow.reason)
    chosen = columns.where(ClosureRow.office_key == office, ClosureRow.day_to >= day)
    return [KeptClosure(*row) for row in run(session, chosen.order_by(ClosureRow.day_from, ClosureRow.id))]


def add_closure(
    session: Session,
    office: str,
    day_from: date,
    day_to: date,
    reason: str,
    *,
    seen: int,
    by: str,
    now: datetime,
) -> KeptClosure:
    """Shut the office; appointments that lie in these days stay, as conflicts. Raises what `editing` says,
    DaysInDisorder, DaysPast, ReasonMissing, ClosureKnown.
    """
    reason = " ".join(reason.split())[:REASON_AT_MOST]
    if day_to < day_from:
        raise DaysInDisorder
    if day_to < local_day(now):
        raise DaysPast
    if not reason:
        raise ReasonMissing
    begin(session, office, seen)
    row = {"office_key": office, "day_from": day_from, "day_to": day_to, "reason": reason}
    if run(session, select(ClosureRow.id).filter_by(**row)).first():
        raise ClosureKnown
    new = run(session, insert(ClosureRow).returning(ClosureRow.id), row).scalar_one()
    added = KeptClosure(new, day_from, day_to, reason)
    note(session, office, Changed.CLOSURE_ADDED, by=by, now=now, is_now=added.as_json())
    return added


def remove_closure(
    session: Session, office: str, closure_id: int, *, seen: int, by: str, now: datetime
) -> None:
    """Open again. Raises what `editing` says, GoneMeanwhile."""
    begin(session, office, seen)
    own = delete(ClosureRow).where(ClosureRow.id == closure_id, ClosureRow.office_key == office)
    columns = (ClosureRow.id, ClosureRow.day_from, ClosureRow.day_to, ClosureRow.reason)
    gone = run(session, own.returning(*columns)).first()
    if gone is None:
        raise GoneMeanwhile
    note(session, office, Changed.CLOSURE_REMOVED, by=by, now=now, was=KeptClosure(*gone).as_json())
