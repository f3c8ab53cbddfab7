"""The nights on which clocks are changed.

28 March 2027: 2:00 becomes 3:00. 25 October 2026 and 31 October 2027: 3:00 becomes 2:00.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

import booking
from booking.cells import cell_of_wall_time, start_of
from booking.tables import DeskRow
from tests.booking.town import change_office, set_hours

SPRING, AUTUMN_26, AUTUMN = date(2027, 3, 28), date(2026, 10, 25), date(2027, 10, 31)


def starts(book: Session, day: date, opens: str, closes: str) -> list[str]:
    """The UTC times that a market open at night on Sundays offers on one night."""
    desks = list(book.execute(select(DeskRow.id).where(DeskRow.office_key == "markt")).scalars())
    span = {"opens": time.fromisoformat(opens), "closes": time.fromisoformat(closes)}
    set_hours(book, "markt", desks, weekday=6, **span)
    change_office(book, "markt", subdivision="BE")  # where 31 October is no holiday
    now = datetime.combine(day - timedelta(days=3), time(12), tzinfo=UTC)
    offers = booking.offer(book, "pass", office="markt", wish=booking.Wish(day=day), count=99, now=now)
    assert {one.end - one.start for one in offers} <= {timedelta(minutes=20)}
    for one in offers:
        held = booking.hold(book, one, now=now, holder="CA1")
        assert booking.release(book, held.id, now=now)
    return [one.start.strftime("%H:%M") for one in offers]


def test_the_short_night(book: Session) -> None:
    """Open from 1 to 4 on the short night is two hours: nothing in the hour that is not there."""
    assert starts(book, SPRING, "01:00", "04:00") == [
        "00:00", "00:10", "00:20", "00:30", "00:40", "00:50", "01:00", "01:10", "01:20", "01:30", "01:40",
    ]  # fmt: skip


def test_opening_within_the_skipped_hour(book: Session) -> None:
    """Who opens at 2:30 on the short night opens when the clock jumps to 3:00."""
    assert starts(book, SPRING, "02:30", "03:30") == ["01:00", "01:10"]


@pytest.mark.parametrize("night", [AUTUMN_26, AUTUMN])
def test_the_long_night(book: Session, night: date) -> None:
    """Open from 1 to 3 on the long night is three hours, each minute of them once."""
    found = starts(book, night, "01:00", "03:00")
    assert (found[0], found[-1], len(found)) == ("23:00", "01:40", 17)


def test_windows_that_meet_in_the_doubled_hour(book: Session) -> None:
    """Closing at 2:30 and opening at 2:30 is the same moment: the first 2:30."""
    assert starts(book, AUTUMN, "01:30", "02:30")[-1] == "00:10"
    assert starts(book, AUTUMN, "02:30", "03:30")[0] == "00:30"


def test_the_same_hour_on_both_sides(book: Session) -> None:
    """Eight in the morning stays eight in the morning across the change."""
    assert starts(book, SPRING - timedelta(days=7), "08:00", "09:00")[0] == "07:00"
    assert starts(book, SPRING, "08:00", "09:00")[0] == "06:00"


@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)), st.lists(st.integers(0, 287), min_size=2, max_size=2))
def test_wall_times_keep_their_order(day: date, fives: list[int]) -> None:
    """On any day the earlier wall time is never the later moment; where clocks show it, it is that."""
    first, second = (time(five // 12, five % 12 * 5) for five in sorted(fives))
    assert cell_of_wall_time(day, first) <= cell_of_wall_time(day, second)
    shown = start_of(cell_of_wall_time(day, first)).astimezone(booking.BERLIN)
    assert shown.date() == day
    assert shown.time() == first or shown.time() == time(3)
