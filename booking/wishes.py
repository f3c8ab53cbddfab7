"""What a wish means: on which days, from and until which cell, and whether a start meets it. Pure."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from booking.cells import cell_at, cell_of_wall_time
from booking.opening import local_day
from booking.values import PartOfDay, Wish

# Parts overlap, as they do in speech: half past eleven is both late morning and around noon.
_PARTS = {
    PartOfDay.MORNING: (None, time(12)),
    PartOfDay.NOON: (time(11), time(14)),
    PartOfDay.AFTERNOON: (time(12), None),
    PartOfDay.EVENING: (time(16), None),
}


def days_of(wish: Wish, first: date, last: date) -> Iterator[date]:
    """The days from `first` up to and including `last` that are wished for, in order."""
    if wish.day is not None:
        first = max(first, wish.day)
        last = min(last, wish.until_day or wish.day)
    elif wish.until_day is not None:
        last = min(last, wish.until_day)
    for ahead in range((last - first).days + 1):
        day = first + timedelta(days=ahead)
        if not wish.weekdays or day.weekday() in wish.weekdays:
            yield day


def bounds(wish: Wish, day: date) -> tuple[int, int | None]:
    """The first cell at which a place may start on `day`, and the one before which it has to."""
    part_from, part_until = _PARTS[wish.part] if wish.part else (None, None)
    begins = [cell_of_wall_time(day, clock) for clock in (wish.from_time, part_from) if clock]
    ends = [cell_of_wall_time(day, clock) for clock in (wish.until_time, part_until) if clock]
    return max(begins, default=0), min(ends, default=None)


def fits(wish: Wish, start: datetime) -> bool:
    """Whether a start at an aware moment is what was wished for."""
    day, cell = local_day(start), cell_at(start)
    earliest, before = bounds(wish, day)
    return any(days_of(wish, day, day)) and earliest <= cell and (before is None or cell < before)
