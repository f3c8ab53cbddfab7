"""Who came and who did not: what staff note on the day, and what is known of no-shows from it.

Each verb is a conditional UPDATE and one more line in the history. A mis-click is undone by another line.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from booking.errors import UnknownReference, WrongState
from booking.history import What, record
from booking.opening import local_day
from booking.rows import COLUMNS, AnyRow, as_appointment
from booking.sql import run
from booking.tables import AppointmentRow, EventRow
from booking.values import Appointment, State

_NOTED = {What.ARRIVED: State.ARRIVED, What.DONE: State.DONE, What.MISSED: State.MISSED}


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of the appointments of which staff noted it: how many came, how many did not."""

    came: int
    missed: int

    @property
    def no_show_rate(self) -> float | None:
        """From 0 to 1; None where nothing was noted."""
        noted = self.came + self.missed
        return self.missed / noted if noted else None


def arrive(
    session: Session, appointment_id: int, *, by: str, now: datetime, via: str | None = None
) -> Appointment:
    """The citizen is here: from the morning of the appointment's day on; also who was noted as missed.

    Raises UnknownReference, WrongState.
    """
    row = _row(session, appointment_id)
    if local_day(now) < local_day(row.starts_at):
        raise WrongState("not before its day")
    return _note(session, row, What.ARRIVED, {State.CONFIRMED, State.MISSED}, by, now, via)


def finish(
    session: Session, appointment_id: int, *, by: str, now: datetime, via: str | None = None
) -> Appointment:
    """Served; who was not noted as arrived has come all the same. Raises UnknownReference, WrongState."""
    row = _row(session, appointment_id)
    if local_day(now) < local_day(row.starts_at):
        raise WrongState("not before its day")
    return _note(session, row, What.DONE, {State.CONFIRMED, State.ARRIVED}, by, now, via)


def miss(
    session: Session, appointment_id: int, *, by: str, now: datetime, via: str | None = None
) -> Appointment:
    """Did not come; not before its time has begun. Raises UnknownReference, WrongState."""
    row = _row(session, appointment_id)
    if now < row.starts_at:
        raise WrongState("has not begun")
    return _note(session, row, What.MISSED, {State.CONFIRMED}, by, now, via)


def undo(
    session: Session, appointment_id: int, *, by: str, now: datetime, via: str | None = None
) -> Appointment:
    """Take back what was noted last (arrived, done or missed), on the same day. Raises as the others do."""
    row = _row(session, appointment_id)
    last = _last_note(session, row)
    if last is None or local_day(last.at) != local_day(now):
        raise WrongState("nothing to undo")
    back = State(last.details["was"])
    changed = _change(session, row, back, now)
    record(session, [row.id], What.UNDONE, by=by, via=via, at=now, undone=last.what, back=back)
    return changed


def attendance(
    session: Session, office: str, service: str | None, since: datetime, until: datetime | None = None
) -> Attendance:
    """Of the office's appointments from `since` to before `until`; of one service, or (None) of all."""
    counted = attendance_by_service(session, office, since, until)
    wanted = [one for key, one in counted.items() if service in (None, key)]
    return Attendance(sum(one.came for one in wanted), sum(one.missed for one in wanted))


def attendance_by_service(
    session: Session, office: str, since: datetime, until: datetime | None = None
) -> dict[str, Attendance]:
    """The same for each service of which anything was noted; of several in one appointment, for the first."""
    missed = func.sum(case((AppointmentRow.state == State.MISSED, 1), else_=0))
    counted = (
        select(AppointmentRow.service_key, func.count(), missed)
        .where(AppointmentRow.office_key == office)
        .where(AppointmentRow.starts_at >= since)
        .where(AppointmentRow.state.in_(_NOTED.values()))
        .group_by(AppointmentRow.service_key)
    )
    if until is not None:
        counted = counted.where(AppointmentRow.starts_at < until)
    return {key: Attendance(noted - missed, missed) for key, noted, missed in run(session, counted)}


def no_show_rate(
    session: Session, office: str, service: str | None, since: datetime, until: datetime | None = None
) -> float | None:
    """The share, from 0 to 1, that did not come; None where nothing is known. Extra places go by it."""
    return attendance(session, office, service, since, until).no_show_rate


def _row(session: Session, appointment_id: int) -> AnyRow:
    chosen = select(*COLUMNS).where(AppointmentRow.id == appointment_id)
    row = run(session, chosen.with_for_update()).first()
    if row is None or row.state in {State.HELD, State.RELEASED, State.EXPIRED, State.SPENT}:
        raise UnknownReference
    return row


def _note(
    session: Session,
    row: AnyRow,
    what: What,
    allowed: Collection[State],
    by: str,
    now: datetime,
    via: str | None,
) -> Appointment:
    if row.state not in allowed:
        raise WrongState(f"{row.state}, not to be noted as {what}")
    changed = _change(session, row, _NOTED[what], now)
    record(session, [row.id], what, by=by, via=via, at=now, was=row.state)
    return changed


def _change(session: Session, row: AnyRow, state: State, now: datetime) -> Appointment:
    """On the condition that nobody else has changed it meanwhile."""
    change = update(AppointmentRow).values(state=state, changed_at=now)
    change = change.where(AppointmentRow.id == row.id, AppointmentRow.state == row.state)
    changed = run(session, change.returning(*COLUMNS)).first()
    if changed is None:
        raise WrongState("changed meanwhile")
    return as_appointment(changed)


def _last_note(session: Session, row: AnyRow) -> AnyRow | None:
    """The event that brought the state in which it is; None where that is no note of staff."""
    if row.state not in _NOTED.values():
        return None
    noted = select(EventRow.at, EventRow.what, EventRow.details).where(
        EventRow.appointment_id == row.id, EventRow.what == row.state
    )
    return run(session, noted.order_by(EventRow.id.desc()).limit(1)).first()
