"""Holidays and the days that people name like them: when they are in a year.

Legal holidays come from the `holidays` package, for Schleswig-Holstein; what is said and is none of these
(Easter as a whole, Christmas Eve, Advent) is reckoned here.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays
from dateutil.easter import easter

from ivr.understanding.when.pieces import Span

STATE = "SH"
Reckoned = Callable[[int], tuple[date, date, date]]


def _fixed(month: int, day: int, first: int | None = None, last: int | None = None) -> Reckoned:
    def reckoned(year: int) -> tuple[date, date, date]:
        return date(year, month, day), date(year, month, first or day), date(year, month, last or day)

    return reckoned


def _from_easter(days: int, first: int | None = None, last: int | None = None) -> Reckoned:
    def reckoned(year: int) -> tuple[date, date, date]:
        sunday = easter(year)
        ahead = (days, days if first is None else first, days if last is None else last)
        day, begins, ends = (sunday + timedelta(days=each) for each in ahead)
        return day, begins, ends

    return reckoned


def _before_christmas(sundays: int, days: int = 0) -> Reckoned:
    """Counted back from the fourth Sunday in Advent, the last before 25 December."""

    def reckoned(year: int) -> tuple[date, date, date]:
        christmas = date(year, 12, 25)
        fourth = christmas - timedelta(days=christmas.weekday() + 1)
        day = fourth - timedelta(days=7 * sundays + days)
        return day, day, day

    return reckoned


def _nth_sunday(month: int, nth: int) -> Reckoned:
    def reckoned(year: int) -> tuple[date, date, date]:
        begins = date(year, month, 1)
        day = begins + timedelta(days=6 - begins.weekday() + 7 * (nth - 1))
        return day, day, day

    return reckoned


FEASTS: Mapping[str, Reckoned] = {
    "new_year": _fixed(1, 1),
    "three_kings": _fixed(1, 6),
    "valentine": _fixed(2, 14),
    "womens_day": _fixed(3, 8),
    "rose_monday": _from_easter(-48),
    "ash_wednesday": _from_easter(-46),
    "maundy_thursday": _from_easter(-3),
    "good_friday": _from_easter(-2),
    "easter": _from_easter(0, -2, 1),
    "easter_saturday": _from_easter(-1),
    "easter_monday": _from_easter(1),
    "labour_day": _fixed(5, 1),
    "ascension": _from_easter(39),
    "mothers_day": _nth_sunday(5, 2),
    "pentecost": _from_easter(49, 48, 50),
    "pentecost_monday": _from_easter(50),
    "corpus_christi": _from_easter(60),
    "unity": _fixed(10, 3),
    "reformation": _fixed(10, 31),
    "all_saints": _fixed(11, 1),
    "martin": _fixed(11, 11),
    "mourning_sunday": _before_christmas(5),
    "repentance": _before_christmas(4, 4),
    "sunday_of_the_dead": _before_christmas(4),
    "advent_1": _before_christmas(3),
    "advent_2": _before_christmas(2),
    "advent_3": _before_christmas(1),
    "advent_4": _before_christmas(0),
    "nicholas": _fixed(12, 6),
    "christmas_eve": _fixed(12, 24),
    "christmas": _fixed(12, 25, 24, 26),
    "christmas_1": _fixed(12, 25),
    "christmas_2": _fixed(12, 26),
    "new_years_eve": _fixed(12, 31),
}


def feast(name: str, today: date, year: int | None = None) -> Span:
    """The feast `name` in `year`, or the next one that is not over."""
    for candidate in (year,) if year else (today.year, today.year + 1):
        day, first, last = FEASTS[name](candidate)
        if year or last >= today:
            break
    return Span(first, last, "feast", day)


@lru_cache(maxsize=64)
def legal(year: int) -> frozenset[date]:
    """The legal holidays of a year."""
    return frozenset(holidays.country_holidays("DE", subdiv=STATE, years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < 5 and day not in legal(day.year)
