"""How many did not come, by service, for the page on which an office sets its extra places."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from booking.attendance import Attendance, attendance_by_service
from booking.catalogue import services
from booking.extra_places import COUNTED, ENOUGH
from booking.values import LANGUAGE


@dataclass(frozen=True, slots=True)
class Missed:
    """A line of the table: a service by name; None: all of them together."""

    service: str | None
    of_how_many: int
    missed: int

    @property
    def percent(self) -> int:
        return round(100 * self.missed / self.of_how_many)


@dataclass(frozen=True, slots=True)
class NoShows:
    """`rows` for all of which anything was noted; fewer than `enough` of a service give no extra places."""

    rows: tuple[Missed, ...]
    days: int = COUNTED.days
    enough: int = ENOUGH


def no_shows(session: Session, office: str, *, now: datetime) -> NoShows:
    """What extra places are counted from, as it is now."""
    counted = attendance_by_service(session, office, now - COUNTED, now)
    names = {each.key: each.name(LANGUAGE) for each in services(session)}
    rows = [_row(names.get(key, key), one) for key, one in counted.items()]
    if not rows:
        return NoShows(())
    together = Missed(None, sum(row.of_how_many for row in rows), sum(row.missed for row in rows))
    return NoShows((*sorted(rows, key=lambda row: str(row.service)), together))


def _row(name: str, of: Attendance) -> Missed:
    return Missed(name, of.came + of.missed, of.missed)
