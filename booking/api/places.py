"""Free places as the public sees them. The book's rules decide; here is only what a question leaves open."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from booking import catalogue, holds, offers
from booking.api.moments import LAST
from booking.api.problems import Problem
from booking.availability import is_place
from booking.cells import cell_at, start_of
from booking.errors import OutsideHours, SlotTaken, UnknownService
from booking.opening import earliest_start, local_day, windows_on
from booking.schedule import timetables
from booking.values import Channel, Held, Offer, OfficeKind, Wish

ALL = 10_000  # more starts than a day has in all offices together
JUST_BEFORE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What for, and where: at one office (or also `near` it), at those of a kind, or anywhere."""

    services: tuple[str, ...]
    office: str | None = None
    kind: OfficeKind | None = None
    near: bool = False


def require(session: Session, asked: Asked) -> None:
    """Raises UnknownService (also for one that the office has not), UnknownOffice, and not_bookable.

    `near` an office that has it not may be one that has it.
    """
    for key in asked.services:
        if not catalogue.service(session, key).bookable:
            raise Problem("not_bookable", f"The service {key} is booked by the office's staff only.")
    if asked.office is not None:
        office = catalogue.office(session, asked.office)
        for key in () if asked.near else asked.services:
            if office not in catalogue.offices_for(session, key):
                raise UnknownService(f"The office {office.key} has no service {key}.")


def next_offers(
    session: Session,
    asked: Asked,
    *,
    wish: Wish,
    after: datetime | None = None,
    count: int,
    earliest: bool = False,
    now: datetime,
) -> list[Offer]:
    """Up to `count` of the next places: spread over times, days and offices, or the very `earliest`."""
    return offers.offer(
        session,
        asked.services,
        office=asked.office,
        near=asked.near,
        kind=asked.kind,
        wish=wish,
        after=after,
        count=count,
        earliest=earliest,
        channel=Channel.PUBLIC,
        now=now,
    )


def free_times(session: Session, asked: Asked, day: date, *, now: datetime) -> list[Offer]:
    """Every start of `day` at which some desk is free, by time and office."""
    return next_offers(session, asked, wish=Wish(day=day), count=ALL, earliest=True, now=now)


def free_days(
    session: Session, asked: Asked, first: date | None, last: date | None, *, now: datetime
) -> dict[date, list[str]]:
    """The days from `first` to `last` on which there is a free time, and the offices that have it."""
    days: dict[date, list[str]] = defaultdict(list)
    for free in offers.free_times(
        session,
        asked.services,
        office=asked.office,
        near=asked.near,
        kind=asked.kind,
        wish=Wish(day=first or local_day(now), until_day=last or LAST),
        channel=Channel.PUBLIC,
        now=now,
    ):
        days[free.day].append(free.office)
    return days


def hold_at(session: Session, asked: Asked, start: datetime, *, holder: str, now: datetime) -> Held:
    """Hold what starts then at the office. Raises the problem past_time, OutsideHours, SlotTaken."""
    if start <= now:
        raise Problem("past_time")
    wish = Wish(day=local_day(start))
    after = start - JUST_BEFORE
    found = next_offers(session, asked, wish=wish, after=after, count=1, earliest=True, now=now)
    if found and found[0].start == start:
        return holds.hold(session, found[0], now=now, holder=holder, channel=Channel.PUBLIC)
    raise SlotTaken if _is_given(session, asked, start, now) else OutsideHours


def _is_given(session: Session, asked: Asked, start: datetime, now: datetime) -> bool:
    """Whether the office's rules give a place at `start`, taken or not: those that `hold` goes by."""
    cell = cell_at(start)
    tables = timetables(session, asked.services, office=asked.office, channel=Channel.PUBLIC)
    return start == start_of(cell) and any(
        is_place(window, window.desks[0], cell, window.length, earliest_start(table, now))
        for table in tables
        for window in windows_on(table, local_day(start), now)
    )
