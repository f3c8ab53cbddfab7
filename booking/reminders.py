"""The reminder of the day before: when it is due, and which appointments somebody was reminded of."""

from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking.opening import local_day
from booking.rows import COLUMNS, as_appointment
from booking.sql import run
from booking.tables import AppointmentRow, NoticeRow
from booking.values import BERLIN, Appointment, NoticeKind, State

AT = time(17)  # in Berlin: people are home from work, and an office can still give the place to others
DAY = timedelta(days=1)


def reminder_due(start: datetime, now: datetime) -> datetime | None:
    """The evening before the day of `start`; None for what is booked less than a day before it."""
    due = datetime.combine(local_day(start) - DAY, AT, tzinfo=BERLIN)
    return due if now + DAY <= start and now < due else None


def reminded(session: Session, phone: str, *, now: datetime) -> list[Appointment]:
    """The open appointments of which this number was reminded, soonest first: a reply can mean only these."""
    sent = select(NoticeRow.appointment_id).where(
        NoticeRow.to_number == phone, NoticeRow.kind == NoticeKind.REMINDER, NoticeRow.sent_at.is_not(None)
    )
    open_ones = select(*COLUMNS).where(
        AppointmentRow.phone == phone,
        AppointmentRow.state == State.CONFIRMED,
        AppointmentRow.starts_at > now,
        AppointmentRow.id.in_(sent),
    )
    rows = run(session, open_ones.order_by(AppointmentRow.starts_at))
    return [as_appointment(row) for row in rows]
