"""When an office gives places, and at which desks: series, closures, holidays, and how far ahead. Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

from booking import recurrence
from booking.cells import CELL_MINUTES, cell_at, cell_of_wall_time, start_of
from booking.values import BERLIN, Channel, Closure, Use

COUNTRY = "DE"
SUBDIVISIONS = (
    "BB",
    "BE",
    "BW",
    "BY",
    "HB",
    "HE",
    "HH",
    "MV",
    "NI",
    "NW",
    "RP",
    "SH",
    "SL",
    "SN",
    "ST",
    "TH",
)
"""The federal states, whose public holidays differ: ISO 3166-2 without its DE."""
_USES = {
    Channel.PUBLIC: frozenset({Use.PUBLIC}),
    Channel.PHONE: frozenset({Use.PUBLIC, Use.PHONE}),
    Channel.STAFF: frozenset(Use),
}


class OpenDesk(NamedTuple):
    """A desk within a series, and for whom it is open then."""

    desk: int
    use: Use = Use.PUBLIC


@dataclass(frozen=True, slots=True)
class Series:
    """On the days of `rule` (see `recurrence`) between two local times, in places of equal length."""

    rule: str
    opens: time
    closes: time
    place_minutes: int
    desks: tuple[OpenDesk, ...]
    valid_from: date | None = None
    valid_until: date | None = None
    special: bool = False

    def falls_on(self, day: date) -> bool:
        return self.is_valid(day) and recurrence.falls_on(self.rule, self.valid_from, day)

    def is_valid(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The series, closures and holidays of one office. What it finds for a day it remembers."""

    subdivision: str
    series: tuple[Series, ...]
    closures: tuple[Closure, ...]
    _found: dict[date, tuple[Series, ...]] = field(default_factory=dict, repr=False, compare=False)
    windows: dict[Hashable, list["Window"]] = field(default_factory=dict, repr=False, compare=False)

    def open_on(self, day: date) -> tuple[Series, ...]:
        """What counts on `day`: a closure beats a special opening, that a holiday, and that the series."""
        found = self._found.get(day)
        if found is None:
            found = self._found[day] = self._open_on(day)
        return found

    def _open_on(self, day: date) -> tuple[Series, ...]:
        if any(closure.day_from <= day <= closure.day_to for closure in self.closures):
            return ()
        falling = [one for one in self.series if one.falls_on(day)]
        special = tuple(one for one in falling if one.special)
        if special or day in public_holidays(self.subdivision, day.year):
            return special
        return tuple(falling)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that decides when one office gives places for what one `channel` asks for."""

    office: str
    rank: int
    lead_days: int
    horizon_days: int
    cut_off_minutes: int
    places: int  # of all services and persons together
    calendar: Calendar
    buffer_minutes: int = 0
    channel: Channel = Channel.PHONE
    unable: frozenset[int] = frozenset()  # desks that cannot do one of the services
    extra_desks: tuple[int, ...] = ()  # lanes for overbooking
    extra_share: float = 0.0  # so many of them for each open desk

    def windows(self, day: date, series: Iterable[Series], uses: frozenset[Use]) -> list["Window"]:
        """Those of `day` at desks of these `uses`; remembered with the calendar that they come from."""
        asked = (day, uses, self.places, self.buffer_minutes, self.unable, self.extra_desks, self.extra_share)
        found = self.calendar.windows.get(asked)
        if found is None:
            windows = [_window(self, one, day, uses) for one in series]
            found = self.calendar.windows[asked] = [window for window in windows if window.desks]
        return found


@dataclass(frozen=True, slots=True)
class Window:
    """One series on one day, as cells: from `first` up to and not including `end`, a place every `step`."""

    office: str
    rank: int
    day: date
    first: int
    end: int
    step: int
    length: int  # cells that the services need
    desks: tuple[int, ...]
    buffer: int = 0  # cells after them, which may lie past the end


@lru_cache(maxsize=256)
def public_holidays(subdivision: str, year: int, language: str = "de") -> dict[date, str]:
    """The public holidays of a federal state in one year, with their names."""
    named = "en_US" if language == "en" else "de"
    return dict(holidays.country_holidays(COUNTRY, subdiv=subdivision, years=year, language=named))


def local_day(moment: datetime) -> date:
    """The date in Berlin at an aware `moment`."""
    return moment.astimezone(BERLIN).date()


def windows_on(timetable: Timetable, day: date, now: datetime) -> list[Window]:
    """The windows of `day` in which one may book at `now`; none where the day is out of reach."""
    series = timetable.calendar.open_on(day)
    if not series or not _within_reach(timetable, series, day, now):
        return []
    return timetable.windows(day, series, _uses(timetable, series, day, now))


def earliest_start(timetable: Timetable, now: datetime) -> int:
    """The first cell that is not past the office's cut-off."""
    return cell_at(now + timedelta(minutes=timetable.cut_off_minutes) - timedelta.resolution) + 1


def _within_reach(timetable: Timetable, series: Iterable[Series], day: date, now: datetime) -> bool:
    ahead = (day - local_day(now)).days
    if ahead == timetable.horizon_days:
        # The last day opens at its own opening time: at midnight nobody but a robot would be there.
        return now.astimezone(BERLIN).time() >= min(one.opens for one in series)
    return timetable.lead_days <= ahead < timetable.horizon_days


def _uses(timetable: Timetable, series: Iterable[Series], day: date, now: datetime) -> frozenset[Use]:
    """What this channel may book; the share of the day opens when all of it can just still be had."""
    uses = _USES[timetable.channel]
    if day != local_day(now):
        return uses
    first = start_of(min(cell_of_wall_time(day, one.opens) for one in series))
    return uses | {Use.SAME_DAY} if now >= first - timedelta(minutes=timetable.cut_off_minutes) else uses


def _window(timetable: Timetable, series: Series, day: date, uses: frozenset[Use]) -> Window:
    step = series.place_minutes // CELL_MINUTES
    desks = tuple(desk for desk, use in series.desks if use in uses and desk not in timetable.unable)
    return Window(
        office=timetable.office,
        rank=timetable.rank,
        day=day,
        first=cell_of_wall_time(day, series.opens),
        end=cell_of_wall_time(day, series.closes),
        step=step,
        length=step * timetable.places,
        desks=desks + timetable.extra_desks[: int(len(desks) * timetable.extra_share)],
        buffer=timetable.buffer_minutes // CELL_MINUTES,
    )
