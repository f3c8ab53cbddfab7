"""On which days a rule falls: RRULE of RFC 5545, in days, read by dateutil. Pure.

A series counts from its first day: "every two weeks" are the weeks of `since`, then every second one.
"""

from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ONE_DAY = "FREQ=DAILY;COUNT=1"
ANCHOR = date(2024, 1, 1)  # a Monday: what a rule counts from that has no first day
_PARTS = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "COUNT", "UNTIL", "WKST"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


class BadRule(ValueError):
    """The text is no rule in days."""


def weekly(weekdays: Iterable[int], *, every: int = 1) -> str:
    """On these `weekdays` (0 is Monday) of every n-th week."""
    return f"FREQ=WEEKLY;{_every(every)}BYDAY={','.join(WEEKDAYS[day] for day in weekdays)}"


def monthly(weekday: int, nth: int, *, every: int = 1) -> str:
    """On the n-th `weekday` of the month; -1 is the last one."""
    return f"FREQ=MONTHLY;{_every(every)}BYDAY={nth}{WEEKDAYS[weekday]}"


def check(rule: str) -> str:
    """The rule itself. Raises BadRule: unreadable, or finer than a day, or with a start of its own."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if not set(parts) <= _PARTS or parts.get("FREQ") not in _FREQUENCIES:
        raise BadRule(rule)
    try:
        _read(rule, ANCHOR)
    except (ValueError, TypeError) as fault:
        raise BadRule(rule) from fault
    return rule


def falls_on(rule: str, since: date | None, day: date) -> bool:
    """Whether `rule`, counted from `since`, falls on `day`."""
    return day in _days_of(rule, since or ANCHOR, day.year)


def every_week(rule: str) -> frozenset[int]:
    """The weekdays (0 is Monday) on which it falls in each and every week; none for any other rule."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if (
        parts.get("FREQ") != "WEEKLY"
        or set(parts) - {"FREQ", "BYDAY", "INTERVAL"}
        or parts.get("INTERVAL", "1") != "1"
    ):
        return frozenset()
    return frozenset(WEEKDAYS.index(day) for day in parts.get("BYDAY", "").split(",") if day)


def _every(count: int) -> str:
    return f"INTERVAL={count};" if count > 1 else ""


@lru_cache(maxsize=4096)
def _days_of(rule: str, since: date, year: int) -> frozenset[date]:
    first, last = datetime(year, 1, 1), datetime(year, 12, 31)  # noqa: DTZ001 - dates, with midnight as filling
    return frozenset(found.date() for found in _read(rule, since).between(first, last, inc=True))


def _read(rule: str, since: date) -> rrule:
    read = rrulestr(rule, dtstart=datetime.combine(since, time()))
    if not isinstance(read, rrule):
        raise BadRule(rule)
    return read
