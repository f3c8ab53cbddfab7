"""Finding an appointment again. Who does not know enough learns nothing, not even that there is one."""

from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from booking.catalogue import service
from booking.errors import UnknownReference
from booking.opening import local_day
from booking.reference import is_code
from booking.rows import COLUMNS, as_appointment
from booking.sql import run
from booking.tables import AppointmentRow
from booking.values import Appointment, Service, State

_CHOSEN = select(*COLUMNS)
_OF_CALLER = (
    _CHOSEN.where(AppointmentRow.phone == bindparam("phone"), AppointmentRow.state == State.CONFIRMED)
    .where(AppointmentRow.ends_at > bindparam("now"))
    .order_by(AppointmentRow.starts_at)
)


def find(
    session: Session, *, code: str, phone: str | None = None, day: date | None = None, now: datetime
) -> Appointment:
    """The open appointment with `code`, for who calls from its number or knows its day (in Berlin).

    Raises UnknownReference in every other case, without saying which.
    """
    row = run(session, _CHOSEN.where(AppointmentRow.code == code)).first() if is_code(code) else None
    if row is None or row.state != State.CONFIRMED or row.starts_at <= now:
        raise UnknownReference
    same_phone = phone is not None and phone == row.phone
    if not same_phone and day != local_day(row.starts_at):
        raise UnknownReference
    return as_appointment(row)


def of_caller(session: Session, phone: str | None, *, now: datetime) -> list[Appointment]:
    """Open appointments made from this number that are not over, soonest first; none for a withheld one."""
    if phone is None:
        return []
    rows = run(session, _OF_CALLER, {"phone": phone, "now": now})
    return [as_appointment(row) for row in rows]


def appointment(session: Session, appointment_id: int) -> Appointment:
    """Any appointment by its id: for staff. Raises UnknownReference."""
    row = run(session, _CHOSEN.where(AppointmentRow.id == appointment_id)).first()
    if row is None:
        raise UnknownReference
    return as_appointment(row)


def by_calendar_token(session: Session, token: str) -> Appointment:
    """The appointment whose calendar link carries `token`, cancelled or not. Raises UnknownReference."""
    row = run(session, _CHOSEN.where(AppointmentRow.calendar_token == token)).first() if token else None
    if row is None:
        raise UnknownReference
    return as_appointment(row)


def services_of(session: Session, appointment: Appointment) -> list[Service]:
    """The services that an appointment is for, as often as it is for them."""
    return [service(session, key) for key in appointment.services]
