"""What staff may do beyond the rules: each exception has a name, by which it is asked for and remembered."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from booking import claims, schedule
from booking.cells import cell_at
from booking.errors import OutsideHours, SlotTaken, TooManyPlaces
from booking.holds import HOLD_MINUTES, take, whole_cells
from booking.lanes import free_lanes
from booking.opening import Window, local_day, windows_on
from booking.sql import all_or_nothing
from booking.values import Channel, Held, Offer


class Beyond(StrEnum):
    OTHER_LENGTH = "other_length"  # than the services take by the rules
    OTHER_START = "other_start"  # between two places
    OVERBOOKED = "overbooked"  # no desk is free: on a lane of its own
    PAST_CLOSING = "past_closing"  # runs on after its opening hours, or begins after them
    WALK_IN = "walk_in"  # somebody stands there: it may have begun


def hold_beyond(
    session: Session,
    offer: Offer,
    *,
    allow: Collection[Beyond],
    now: datetime,
    minutes: int = HOLD_MINUTES,
    holder: str,
) -> Held:
    """Keep a place that only staff may give, on a day on which the office opens, from its opening on.

    Of the exceptions in `allow` those that are needed are used, and kept as `beyond` in the history; WALK_IN
    always. Raises OutsideHours (whose `detail` names the exceptions that are missing), SlotTaken where all
    desks are taken and overbooking is not allowed or has no lane left, TooManyPlaces over 25 places,
    UnknownService, UnknownOffice.
    """
    window = _window_before(session, offer, now)
    cells = whole_cells(offer.start, offer.end)
    used = _needed(window, cells, now) | ({Beyond.WALK_IN} & set(allow))
    if missing := used - set(allow):
        raise OutsideHours(", ".join(sorted(missing)))
    until = now + timedelta(minutes=minutes)
    for desk, extra in _desks(session, offer, window, cells, Beyond.OVERBOOKED in allow, now):
        beyond = sorted(used | ({Beyond.OVERBOOKED} if extra else set()))
        with suppress(SlotTaken), all_or_nothing(session):
            return take(
                session, offer, desk, window.buffer, holder=holder, now=now, until=until, beyond=beyond
            )
    raise SlotTaken


def _window_before(session: Session, offer: Offer, now: datetime) -> Window:
    """The last window of the day that opens no later than the place starts."""
    day, start = local_day(offer.start), cell_at(offer.start)
    tables = schedule.timetables(session, offer.services, office=offer.office, channel=Channel.STAFF)
    windows = [window for table in tables for window in windows_on(table, day, now) if window.first <= start]
    if not windows:
        raise OutsideHours
    return max(windows, key=lambda window: window.first)


def _needed(window: Window, cells: range, now: datetime) -> set[Beyond]:
    if len(cells) > schedule.MOST_PLACES * window.step:
        raise TooManyPlaces
    if cells.stop <= cell_at(now):
        raise OutsideHours("over")
    needed = {
        Beyond.OTHER_LENGTH: len(cells) != window.length,
        Beyond.OTHER_START: (cells.start - window.first) % window.step != 0,
        Beyond.PAST_CLOSING: cells.stop > window.end,
        Beyond.WALK_IN: cells.start < cell_at(now),
    }
    return {exception for exception, is_needed in needed.items() if is_needed}


def _desks(
    session: Session, offer: Offer, window: Window, cells: range, overbook: bool, now: datetime
) -> Iterator[tuple[int, bool]]:
    """Desks that are free then, the offered one first; then lanes, where overbooking is allowed."""
    whole = range(cells.start, cells.stop + window.buffer)
    taken = claims.taken(session, window.desks, whole.start, whole.stop, now=now)
    for desk in sorted(window.desks, key=lambda desk: desk != offer.desk):
        if not taken.at(desk, whole.start, len(whole)):
            yield desk, False
    if overbook:
        for lane in free_lanes(session, offer.office, whole, now=now):
            yield lane, True
