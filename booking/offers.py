"""The next free places for a wish: a few, spread, found without looking at more days than needed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import compress, groupby, islice
from typing import NamedTuple

from sqlalchemy.orm import Session

from booking import claims, schedule, wishes
from booking.availability import Place, Taken, first_places, flags, free_places, free_starts
from booking.cells import cell_at, start_of, starts_between
from booking.errors import TooManyPlaces
from booking.opening import Timetable, Window, earliest_start, local_day, windows_on
from booking.spread import apart, parts_of_day, spread
from booking.values import Channel, FreeTimes, Offer, OfficeKind, Wish

FIRST_LOOK = 2  # open days read at first; each further look reads twice as many
ANYTHING = Wish()
CHOICE_DAYS = 7  # days after the first free one within which a choice is looked for

Services = str | Sequence[str]


class _Look(NamedTuple):
    """Some windows, each with the cells between which a place may start, and what is taken there."""

    windows: list[tuple[Window, int, int | None]]
    taken: Taken


def offer(
    session: Session,
    service: Services,
    *,
    persons: int = 1,
    office: str | None = None,
    near: bool = False,
    kind: OfficeKind | None = None,
    wish: Wish = ANYTHING,
    after: datetime | None = None,
    count: int = 3,
    earliest: bool = False,
    channel: Channel = Channel.PHONE,
    now: datetime,
) -> list[Offer]:
    """Up to `count` free places in order of time, not all neighbours; only those that `hold` would accept.

    `service`: one or several for one appointment, each for all `persons`. `near`: also at offices near
    `office`. `after` asks for starts strictly later than that; `earliest` for the first ones, neighbours or
    not. Raises UnknownService, UnknownOffice, TooManyPlaces.
    """
    services = all_services(service, persons)
    tables = schedule.timetables(session, services, office=office, near=near, kind=kind, channel=channel)
    days = _open_days(tables, wish, after, now)
    looks = _looks(session, tables, days, wish, after, now)
    places = _first(looks, count) if earliest else _spread(looks, count)
    return [_offer(place, services) for place in places]


def free_times(
    session: Session,
    service: Services,
    *,
    persons: int = 1,
    office: str | None = None,
    near: bool = False,
    kind: OfficeKind | None = None,
    wish: Wish = ANYTHING,
    channel: Channel = Channel.PHONE,
    now: datetime,
) -> list[FreeTimes]:
    """Every free start of each office on each day that has one, by day and then the order of offices.

    Reads all days at once. Raises what `offer` raises.
    """
    services = all_services(service, persons)
    tables = schedule.timetables(session, services, office=office, near=near, kind=kind, channel=channel)
    windows = [window for day in _open_days(tables, wish, None, now) for window in day]
    found = []
    if windows:
        look = _look(session, tables, windows, wish, None, now)
        for (day, key), of_office in groupby(look.windows, lambda one: (one[0].day, one[0].office)):
            starts = [start for one in of_office for start in _starts(*one, look.taken)]
            if starts:
                found.append(FreeTimes(key, day, tuple(starts)))
    return found


def open_on(
    session: Session,
    service: Services,
    day: date,
    *,
    office: str | None = None,
    kind: OfficeKind | None = None,
    channel: Channel = Channel.PHONE,
    now: datetime,
) -> bool:
    """Whether any office gives places for `service` on `day` at all, free or not: closed, or only full?

    Raises UnknownService, UnknownOffice, TooManyPlaces.
    """
    services = all_services(service, 1)
    tables = schedule.timetables(session, services, office=office, kind=kind, channel=channel)
    return any(windows_on(table, day, now) for table in tables)


def all_services(service: Services, persons: int) -> list[str]:
    """The services of one appointment, each as often as there are persons. Raises TooManyPlaces."""
    services = [service] if isinstance(service, str) else list(service)
    if persons * len(services) > schedule.MOST_PLACES:  # each takes one place at least
        raise TooManyPlaces
    return services * persons


def _open_days(
    tables: list[Timetable], wish: Wish, after: datetime | None, now: datetime
) -> Iterator[list[Window]]:
    """The windows of each day on which any office is open, from the first day that can be wished for."""
    today = local_day(now)
    first = max(today, local_day(after)) if after is not None else today
    last = today + timedelta(days=max((table.horizon_days for table in tables), default=0))
    for day in wishes.days_of(wish, first, last):
        windows = [one for table in tables for one in windows_on(table, day, now)]
        if day == today:  # what is over needs no look
            windows = [one for one in windows if one.end > cell_at(now)]
        if windows:
            yield windows


def _looks(
    session: Session,
    tables: list[Timetable],
    days: Iterator[list[Window]],
    wish: Wish,
    after: datetime | None,
    now: datetime,
) -> Iterator[_Look]:
    """Days taken together so that each look is one reading: few at first, more where nothing was free."""
    size = FIRST_LOOK
    while look := list(islice(days, size)):
        yield _look(session, tables, [window for day in look for window in day], wish, after, now)
        size *= 2


def _look(
    session: Session,
    tables: list[Timetable],
    windows: list[Window],
    wish: Wish,
    after: datetime | None,
    now: datetime,
) -> _Look:
    desks = {desk for window in windows for desk in window.desks}
    first, end = min(one.first for one in windows), max(one.end + one.buffer for one in windows)
    taken = claims.taken(session, desks, first, end, now=now)
    later = cell_at(after) + 1 if after is not None else 0
    starts = {table.office: max(later, earliest_start(table, now)) for table in tables}
    bounds = {day: wishes.bounds(wish, day) for day in {window.day for window in windows}}
    return _Look(
        [
            (window, max(bounds[window.day][0], starts[window.office]), bounds[window.day][1])
            for window in windows
        ],
        taken,
    )


def _first(looks: Iterator[_Look], count: int) -> list[Place]:
    """The earliest `count`, at different times or offices."""
    found: dict[tuple[int, str], Place] = {}
    for windows, taken in looks:
        places = sorted(place for one in windows for place in free_places(one[0], taken, *one[1:]))
        for place in places:
            found.setdefault((place.start, place.office), place)
        if len(found) >= count:
            break
    return list(found.values())[:count]


def _spread(looks: Iterator[_Look], count: int) -> list[Place]:
    """The first place of each part of each day says whether there is a choice; only else all are needed."""
    seen: list[_Look] = []
    firsts: list[Place] = []
    for look in looks:
        if firsts and look.windows[0][0].day > min(firsts).day + timedelta(days=CHOICE_DAYS):
            break
        seen.append(look)
        for window, earliest, before in look.windows:
            parts = parts_of_day(window.day)
            firsts += first_places(window, look.taken, earliest, before, parts)
        if len(apart(firsts, count)) == count:
            return sorted(apart(firsts, count))
    every = [
        place for look in seen for one in look.windows for place in free_places(one[0], look.taken, *one[1:])
    ]
    return spread(every, count)


def _starts(window: Window, earliest: int, before: int | None, taken: Taken) -> Iterator[datetime]:
    free = 0
    for _, starts in free_starts(window, taken, earliest, before):
        free |= starts
    return compress(starts_between(window.first, window.end), flags(free))


def _offer(place: Place, services: Sequence[str]) -> Offer:
    end = start_of(place.start + place.length)
    first, *further = services
    return Offer(place.office, first, place.desk, start_of(place.start), end, tuple(further))
