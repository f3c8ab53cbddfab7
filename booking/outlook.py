"""How full the days ahead are: desk time that an office opens, and how much of it is booked."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking import schedule
from booking.catalogue import closures
from booking.catalogue import office as known_office
from booking.cells import CELL_MINUTES, cell_of_wall_time
from booking.day_list import NO_APPOINTMENTS, bounds_of
from booking.opening import local_day
from booking.sql import run
from booking.tables import AppointmentRow
from booking.values import State


@dataclass(frozen=True, slots=True)
class DayOutlook:
    """Minutes at desks, all of them together; `shut` is the reason of a closure or holiday."""

    day: date
    open_minutes: int
    booked_minutes: int
    appointments: int
    shut: str | None = None

    @property
    def share(self) -> float:
        """From 0 to 1, more where it is overbooked; 0 on a day without desks."""
        return self.booked_minutes / self.open_minutes if self.open_minutes else 0.0


def outlook(session: Session, office: str, start: date, days: int) -> list[DayOutlook]:
    """One for each of the local `days` from `start` on. Raises UnknownOffice."""
    known_office(session, office)
    booked = _booked(session, office, start, start + timedelta(days=days - 1))
    calendar = schedule.calendar_of(session, office)
    reasons = {
        closure.day_from + timedelta(days=n): closure.reason
        for closure in closures(session, office, start, days)
        for n in range((closure.day_to - closure.day_from).days + 1)
    }
    found = []
    for day in (start + timedelta(days=n) for n in range(days)):
        cells = sum(
            (cell_of_wall_time(day, one.closes) - cell_of_wall_time(day, one.opens)) * len(one.desks)
            for one in calendar.open_on(day)
        )
        minutes = booked.get(day, [])
        shut = None if cells else reasons.get(day)
        found.append(DayOutlook(day, cells * CELL_MINUTES, sum(minutes), len(minutes), shut))
    return found


def _booked(session: Session, office: str, first: date, last: date) -> dict[date, list[int]]:
    """The minutes that each appointment takes of its desk, by local day."""
    rows = run(
        session,
        select(AppointmentRow.starts_at, AppointmentRow.ends_at, AppointmentRow.buffer_minutes)
        .where(AppointmentRow.office_key == office)
        .where(AppointmentRow.starts_at >= bounds_of(first)[0], AppointmentRow.starts_at < bounds_of(last)[1])
        .where(AppointmentRow.state.not_in((*NO_APPOINTMENTS, State.CANCELLED))),
    )
    minutes: dict[date, list[int]] = defaultdict(list)
    for start, end, buffer in rows:
        minutes[local_day(start)].append(int((end - start).total_seconds()) // 60 + buffer)
    return minutes
