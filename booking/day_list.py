"""One day of an office: who comes when, to which desk."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.catalogue import office as known_office
from booking.rows import COLUMNS, as_appointment
from booking.sql import run
from booking.tables import AppointmentRow, DeskRow
from booking.values import BERLIN, Appointment, State

NO_APPOINTMENTS = (State.HELD, State.RELEASED, State.EXPIRED, State.SPENT)
"""Holds, and what became of those that were never confirmed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An appointment of the day, and the number of its desk as on the door; None beyond the desks."""

    appointment: Appointment
    desk: int | None

    @property
    def expected(self) -> bool:
        """Not cancelled."""
        return self.appointment.state is not State.CANCELLED


def day_list(session: Session, office: str, day: date) -> list[Entry]:
    """All appointments that begin at `office` on a local `day`, cancelled ones too. Raises UnknownOffice."""
    known_office(session, office)
    first, end = bounds_of(day)
    rows = run(
        session,
        select(*COLUMNS, DeskRow.number.label("desk_number"), DeskRow.extra)
        .join(DeskRow, DeskRow.id == AppointmentRow.desk_id)
        .where(AppointmentRow.office_key == office)
        .where(AppointmentRow.starts_at >= first, AppointmentRow.starts_at < end)
        .where(AppointmentRow.state.not_in(NO_APPOINTMENTS))
        .order_by(AppointmentRow.starts_at, DeskRow.number, AppointmentRow.id),
    )
    return [Entry(as_appointment(row), None if row.extra else row.desk_number) for row in rows]


def bounds_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day in Berlin and of the next one, in UTC: 23 to 25 hours apart."""
    midnights = (datetime.combine(each, time(), tzinfo=BERLIN) for each in (day, day + timedelta(days=1)))
    first, end = (midnight.astimezone(UTC) for midnight in midnights)
    return first, end
