"""The next free places for a wish: a few, spread, found without looking at more days than needed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from sqlalchemy.orm import Session

from booking import claims, schedule
from booking.availability import Place, free_places
from booking.cells import cell_at, cell_of_wall_time, start_of
from booking.opening import Timetable, Window, earliest_start, local_day, windows_on
from booking.spread import apart, spread
from booking.values import Offer, OfficeKind, Wish

FIRST_LOOK = 2  # open days read at first; each further look reads twice as many
ANYTHING = Wish()
CHOICE_DAYS = 7  # days after the first free one within which a choice is looked for


def offer(
    session: Session,
    service: str,
    *,
    office: str | None = None,
    kind: OfficeKind | None = None,
    wish: Wish = ANYTHING,
    after: datetime | None = None,
    count: int = 3,
    now: datetime,
) -> list[Offer]:
    """Up to `count` free places in order of time, not all neighbours; only those that `hold` would accept.

    `after` asks for starts strictly later than that. Raises UnknownService, UnknownOffice.
    """
    tables = schedule.timetables(session, [service], office=office, kind=kind)
    found: list[Place] = []
    for windows in _looks(_open_days(tables, wish, after, now)):
        if found and windows[0].day > found[0].day + timedelta(days=CHOICE_DAYS):
            break
        found += _free(session, tables, windows, wish, after, now)
        if len(apart(found, count)) == count:
            break
    return [_offer(place, service) for place in spread(found, count)]


def open_on(
    session: Session,
    service: str,
    day: date,
    *,
    office: str | None = None,
    kind: OfficeKind | None = None,
    now: datetime,
) -> bool:
    """Whether any office gives places for `service` on `day` at all, free or not: closed, or only full?

    Raises UnknownService, UnknownOffice.
    """
    tables = schedule.timetables(session, [service], office=office, kind=kind)
    return any(windows_on(table, day, now) for table in tables)


def _open_days(
    tables: list[Timetable], wish: Wish, after: datetime | None, now: datetime
) -> Iterator[list[Window]]:
    """The windows of each day on which any office is open, from the first day that can be wished for."""
    today = local_day(now)
    first, last = today, today + timedelta(days=max((table.horizon_days for table in tables), default=0))
    if after is not None:
        first = max(first, local_day(after))
    if wish.day is not None:
        first, last = max(first, wish.day), min(last, wish.day)
    for ahead in range((last - first).days + 1):
        windows = [one for table in tables for one in windows_on(table, first + timedelta(days=ahead), now)]
        if windows:
            yield windows


def _looks(days: Iterator[list[Window]]) -> Iterator[list[Window]]:
    """Days taken together so that each look is one query: few at first, more where nothing was free."""
    size = FIRST_LOOK
    while look := list(islice(days, size)):
        yield [window for day in look for window in day]
        size *= 2


def _free(
    session: Session,
    tables: Iterable[Timetable],
    windows: list[Window],
    wish: Wish,
    after: datetime | None,
    now: datetime,
) -> Iterator[Place]:
    desks = {desk for window in windows for desk in window.desks}
    first, end = min(one.first for one in windows), max(one.end for one in windows)
    taken = claims.taken(session, desks, first, end, now=now)
    starts = {table.office: earliest_start(table, now) for table in tables}
    later = cell_at(after) + 1 if after is not None else 0
    for window in windows:
        earliest, before = _bounds(wish, window.day)
        yield from free_places(window, taken, max(earliest, later, starts[window.office]), before)


def _bounds(wish: Wish, day: date) -> tuple[int, int | None]:
    """The first cell at which a place may start on `day`, and the one before which it has to."""
    earliest = cell_of_wall_time(day, wish.from_time) if wish.from_time else 0
    return earliest, cell_of_wall_time(day, wish.until_time) if wish.until_time else None


def _offer(place: Place, service: str) -> Offer:
    end = start_of(place.start + place.length)
    return Offer(place.office, service, place.desk, start_of(place.start), end)
