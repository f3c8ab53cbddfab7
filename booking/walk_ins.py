"""People who come without an appointment: they draw a number, and are called in its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from booking import schedule
from booking.errors import UnknownOffice, UnknownReference, UnknownService, WrongState
from booking.opening import local_day
from booking.rows import AnyRow
from booking.sql import one_at_a_time, run
from booking.tables import WalkInRow

SERVICES_AT_MOST = 25


class WalkInState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    GONE = "gone"  # left, or did not come when called


@dataclass(frozen=True, slots=True)
class WalkIn:
    """`number` counts from 1 per office and day. `by` tells of each step who did it."""

    id: int
    office: str
    day: date
    number: int
    services: tuple[str, ...]
    state: WalkInState
    taken_at: datetime
    taken_by: str
    desk: int | None
    called_at: datetime | None
    called_by: str | None
    ended_at: datetime | None
    ended_by: str | None


def walk_in(session: Session, office: str, services: Sequence[str], *, by: str, now: datetime) -> WalkIn:
    """The next number of the day for somebody who wants `services`, each of which the office has.

    Raises UnknownOffice, UnknownService (also where none is named, or more than 25).
    """
    if office not in schedule.rules_of(session):
        raise UnknownOffice(office)
    if not 0 < len(services) <= SERVICES_AT_MOST:
        raise UnknownService(f"{len(services)} services")
    for service in services:
        if office not in schedule.places_of(session, service):
            raise UnknownService(service)
    day = local_day(now)
    one_at_a_time(session, f"walk-in {office} {day}")
    last = select(func.max(WalkInRow.number)).where(WalkInRow.office_key == office, WalkInRow.day == day)
    row = {
        "office_key": office,
        "day": day,
        "number": (run(session, last).scalar() or 0) + 1,
        "services": list(services),
        "state": WalkInState.WAITING,
        "taken_at": now,
        "taken_by": by,
    }
    return _read(run(session, insert(WalkInRow).returning(*WalkInRow.__table__.columns), row).one())


def walk_ins(session: Session, office: str, day: date) -> list[WalkIn]:
    """All numbers that were drawn at the office on a local day, in their order."""
    chosen = select(*WalkInRow.__table__.columns).where(WalkInRow.office_key == office, WalkInRow.day == day)
    return [_read(row) for row in run(session, chosen.order_by(WalkInRow.number))]


def call_next(
    session: Session, office: str, *, desk: int | None = None, by: str, now: datetime
) -> WalkIn | None:
    """Call the lowest number that waits today; None where nobody does. Two desks never call the same."""
    first = (
        select(WalkInRow.id)
        .where(WalkInRow.office_key == office, WalkInRow.day == local_day(now))
        .where(WalkInRow.state == WalkInState.WAITING)
        .order_by(WalkInRow.number)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = run(session, first).scalar()
    return None if found is None else call_number(session, found, desk=desk, by=by, now=now)


def call_number(session: Session, walk_in_id: int, *, desk: int | None, by: str, now: datetime) -> WalkIn:
    """Call one who waits, or once more who was called. Raises UnknownReference, WrongState."""
    allowed = (WalkInState.WAITING, WalkInState.CALLED)
    return _change(
        session, walk_in_id, allowed, state=WalkInState.CALLED, desk_id=desk, called_at=now, called_by=by
    )


def served(session: Session, walk_in_id: int, *, by: str, now: datetime) -> WalkIn:
    """Raises UnknownReference, WrongState where the number was not called."""
    return _change(
        session, walk_in_id, (WalkInState.CALLED,), state=WalkInState.SERVED, ended_at=now, ended_by=by
    )


def gone(session: Session, walk_in_id: int, *, by: str, now: datetime) -> WalkIn:
    """Left, or did not come when called. Raises UnknownReference, WrongState."""
    allowed = (WalkInState.WAITING, WalkInState.CALLED)
    return _change(session, walk_in_id, allowed, state=WalkInState.GONE, ended_at=now, ended_by=by)


def _change(session: Session, walk_in_id: int, allowed: tuple[WalkInState, ...], **values: Any) -> WalkIn:
    change = update(WalkInRow).values(**values).where(WalkInRow.id == walk_in_id)
    change = change.where(WalkInRow.state.in_(allowed))
    row = run(session, change.returning(*WalkInRow.__table__.columns)).first()
    if row is not None:
        return _read(row)
    if run(session, select(WalkInRow.id).where(WalkInRow.id == walk_in_id)).first() is None:
        raise UnknownReference
    raise WrongState


def _read(row: AnyRow) -> WalkIn:
    return WalkIn(
        id=row.id,
        office=row.office_key,
        day=row.day,
        number=row.number,
        services=tuple(row.services),
        state=WalkInState(row.state),
        taken_at=row.taken_at,
        taken_by=row.taken_by,
        desk=row.desk_id,
        called_at=row.called_at,
        called_by=row.called_by,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
    )
