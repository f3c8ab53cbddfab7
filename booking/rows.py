"""Turns a row of `appointments` into the values that the book gives out."""

from typing import Any

from sqlalchemy import Row

from booking.cells import CELL_MINUTES, cells_between
from booking.tables import AppointmentRow
from booking.values import Appointment, Held, Offer, State

COLUMNS = tuple(AppointmentRow.__table__.columns)

AnyRow = Row[*tuple[Any, ...]]


def as_appointment(row: AnyRow) -> Appointment:
    return Appointment(
        id=row.id,
        code=row.code or "",
        state=State(row.state),
        office=row.office_key,
        service=row.service_key,
        desk=row.desk_id,
        start=row.starts_at,
        end=row.ends_at,
        phone=row.phone,
        language=row.language,
        name=row.name,
        note=row.note,
        calendar_token=row.calendar_token or "",
        sequence=row.sequence,
        changed_at=row.changed_at,
        further=tuple(row.further_services),
    )


def as_held(row: AnyRow) -> Held:
    return Held(row.id, as_offer(row), row.held_until)


def as_offer(row: AnyRow) -> Offer:
    """The place that an appointment has, or a hold keeps."""
    further = tuple(row.further_services)
    return Offer(row.office_key, row.service_key, row.desk_id, row.starts_at, row.ends_at, further)


def cell_count(row: AnyRow) -> int:
    """How many cells the appointment needs, with the buffer after it, and so must own."""
    buffer: int = row.buffer_minutes // CELL_MINUTES
    return len(cells_between(row.starts_at, row.ends_at)) + buffer
