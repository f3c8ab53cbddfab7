"""Personal data go when they are due. What is counted stays: places, states, and a history without names."""

from datetime import datetime

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.orm import Session

from booking.availability import DAY_CELLS
from booking.cells import cell_at
from booking.sql import run
from booking.tables import AppointmentRow, ClaimRow, DeskRow, NoticeRow, OccupancyRow, WaitingRow
from booking.values import State

_PERSONAL = (
    AppointmentRow.phone,
    AppointmentRow.name,
    AppointmentRow.note,
    AppointmentRow.code,
    AppointmentRow.calendar_token,
)


def forget(session: Session, *, before: datetime) -> int:
    """Delete all personal data of appointments, and of the waiting list, that ended before then; and what was
    taken on the days (UTC) before that one.

    How many appointments that were. Counts and history stay.
    """
    known = or_(AppointmentRow.holder.is_not(None), *(column.is_not(None) for column in _PERSONAL))
    over = and_(AppointmentRow.ends_at < before, AppointmentRow.state != State.HELD, known)
    due = select(AppointmentRow.id).where(over)
    waited = and_(WaitingRow.ended_at < before, WaitingRow.phone.is_not(None))
    run(session, update(WaitingRow).where(waited).values(phone=None))
    run(session, delete(NoticeRow).where(NoticeRow.appointment_id.in_(due)))
    _forget_days(session, cell_at(before) // DAY_CELLS)
    nothing = {column.name: None for column in (*_PERSONAL, AppointmentRow.holder)}
    return run(session, update(AppointmentRow).where(over).values(nothing)).rowcount


def _forget_days(session: Session, day: int) -> None:
    """Whole days, so that claims and the bits that repeat them go together."""
    # Desk by desk: the primary key of the claims begins with it.
    desks = ClaimRow.desk_id.in_(select(DeskRow.id))
    run(session, delete(ClaimRow).where(desks, ClaimRow.cell < day * DAY_CELLS))
    run(session, delete(OccupancyRow).where(OccupancyRow.day < day))
