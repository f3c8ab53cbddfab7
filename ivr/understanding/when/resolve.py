"""From what was said to days of the calendar: the next such day, month, weekday. Pure, given today."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from ivr.understanding.when.pieces import Calendar, Span, Weekday

YEARS_AHEAD = 9  # 29 February comes every eight years at the latest


def month_span(today: date, month: int, year: int | None = None) -> Span:
    """A month as a whole; without a year the next that is not over."""
    if year is None:
        year = today.year if month >= today.month else today.year + 1
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def week_of(day: date) -> Span:
    """Monday to Sunday around `day`."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6), "week")


def calendar_day(
    said: Calendar, today: date, *, month: Span | None = None, weekday: int | None = None
) -> date | None:
    """The day that `said` names from `today` on; None where there is no such day.

    A day without a month is looked for in `month` first; with a `weekday`, in the coming year on that one.
    """
    if said.month is not None:
        if said.year is not None:
            return _date(said.year, said.month, said.day)
        return next((day for day in _in_years(said.day, said.month, today) if day >= today), None)
    if month is not None and (found := _date(month.first.year, month.first.month, said.day)):
        return found
    candidates = list(_in_months(said.day, today))
    fitting = [day for day in candidates[:4] if weekday is None or day.weekday() == weekday]
    return next(iter(fitting or candidates), None)


def nearest(weekday: int, to: date) -> date:
    """The day on that weekday that is nearest to `to`."""
    ahead = (weekday - to.weekday()) % 7
    return to + timedelta(days=ahead if ahead <= 3 else ahead - 7)


def weekday_days(said: Weekday, today: date) -> tuple[date, ...]:
    """The day meant; two, where people mean one or the other.

    "Next Wednesday" said on a Monday is in two days for some and in nine for others; said on a Friday there
    is only one. A bare weekday is the next one after today.
    """
    coming = today + timedelta(days=(said.index - today.weekday() - 1) % 7 + 1)
    ahead = timedelta(days=7 * said.weeks)
    match said.which:
        case "next" if coming <= week_of(today).last:
            return coming + ahead, coming + timedelta(days=7) + ahead
        case "after_next":
            later = coming + timedelta(days=7) + ahead
            if coming <= week_of(today).last:
                return later, later + timedelta(days=7)
            return (later,)
        case _:
            return (coming + ahead,)


def _in_years(day: int, month: int, today: date) -> Iterator[date]:
    for year in range(today.year, today.year + YEARS_AHEAD):
        if (found := _date(year, month, day)) is not None:
            yield found


def _in_months(day: int, today: date) -> Iterator[date]:
    for ahead in range(13):
        months = today.year * 12 + today.month - 1 + ahead
        found = _date(months // 12, months % 12 + 1, day)
        if found is not None and found >= today:
            yield found


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
