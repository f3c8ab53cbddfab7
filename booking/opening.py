"""When an office gives places to the public: its series, closures and holidays, and how far ahead. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import holidays

from booking.cells import CELL_MINUTES, cell_at, cell_of_wall_time
from booking.values import BERLIN, Closure

COUNTRY = "DE"


@dataclass(frozen=True, slots=True)
class Series:
    """Weekly on `weekday` (0 is Monday) between two local times, at `desks`, in places of equal length."""

    weekday: int
    opens: time
    closes: time
    place_minutes: int
    desks: tuple[int, ...]
    valid_from: date | None = None
    valid_until: date | None = None

    def falls_on(self, day: date) -> bool:
        return day.weekday() == self.weekday and self.is_valid(day)

    def is_valid(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that decides when one office gives places for one service."""

    office: str
    rank: int
    subdivision: str
    lead_days: int
    horizon_days: int
    cut_off_minutes: int
    places: int
    series: tuple[Series, ...]
    closures: tuple[Closure, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """One series on one day, as cells: from `first` up to and not including `end`, a place every `step`."""

    office: str
    rank: int
    day: date
    first: int
    end: int
    step: int
    length: int  # cells that the service needs
    desks: tuple[int, ...]


@lru_cache(maxsize=256)
def public_holidays(subdivision: str, year: int, language: str = "de") -> dict[date, str]:
    """The public holidays of a federal state in one year, with their names."""
    named = "en_US" if language == "en" else "de"
    return dict(holidays.country_holidays(COUNTRY, subdiv=subdivision, years=year, language=named))


def local_day(moment: datetime) -> date:
    """The date in Berlin at an aware `moment`."""
    return moment.astimezone(BERLIN).date()


def is_shut(timetable: Timetable, day: date) -> bool:
    """A closure or a public holiday: no series counts on this day."""
    closed = any(closure.day_from <= day <= closure.day_to for closure in timetable.closures)
    return closed or day in public_holidays(timetable.subdivision, day.year)


def windows_on(timetable: Timetable, day: date, now: datetime) -> list[Window]:
    """The windows of `day` in which the public may book at `now`; none where the day is out of reach."""
    series = [one for one in timetable.series if one.falls_on(day)]
    if not series or is_shut(timetable, day) or not _within_reach(timetable, series, day, now):
        return []
    return [_window(timetable, one, day) for one in series]


def earliest_start(timetable: Timetable, now: datetime) -> int:
    """The first cell that is not past the office's cut-off."""
    return cell_at(now + timedelta(minutes=timetable.cut_off_minutes) - timedelta.resolution) + 1


def _within_reach(timetable: Timetable, series: Iterable[Series], day: date, now: datetime) -> bool:
    ahead = (day - local_day(now)).days
    if ahead == timetable.horizon_days:
        # The last day opens at its own opening time: at midnight nobody but a robot would be there.
        return now.astimezone(BERLIN).time() >= min(one.opens for one in series)
    return timetable.lead_days <= ahead < timetable.horizon_days


def _window(timetable: Timetable, series: Series, day: date) -> Window:
    step = series.place_minutes // CELL_MINUTES
    return Window(
        office=timetable.office,
        rank=timetable.rank,
        day=day,
        first=cell_of_wall_time(day, series.opens),
        end=cell_of_wall_time(day, series.closes),
        step=step,
        length=step * timetable.places,
        desks=series.desks,
    )
