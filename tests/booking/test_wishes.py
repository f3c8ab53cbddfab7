"""What a wish means, and offices near one."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

import booking
from booking import PartOfDay, Wish
from tests.booking.town import MONDAY, NOW, at, change_office, local

THURSDAY = MONDAY + timedelta(days=3)


def days(book: Session, wish: Wish) -> list[str]:
    return [
        f"{free.day:%a %d.}"
        for free in booking.free_times(book, "ausweis", office="markt", wish=wish, now=NOW)
    ]


def test_several_days(book: Session) -> None:
    """From one day to another; without the first one from now on; only some weekdays."""
    assert days(book, Wish(day=MONDAY, until_day=THURSDAY)) == ["Mon 30.", "Tue 01.", "Wed 02.", "Thu 03."]
    assert days(book, Wish(until_day=MONDAY + timedelta(days=1))) == ["Mon 30.", "Tue 01."]
    assert days(book, Wish(until_day=date(2026, 12, 8), weekdays=(0, 3))) == ["Mon 30.", "Thu 03.", "Mon 07."]
    assert days(book, Wish(day=MONDAY, weekdays=(1,))) == []


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        (PartOfDay.MORNING, "08:00", "11:50"),
        (PartOfDay.NOON, "11:00", "11:50"),
        (PartOfDay.AFTERNOON, "14:00", "17:50"),
        (PartOfDay.EVENING, "16:00", "17:50"),
    ],
)
def test_parts_of_a_day(book: Session, part: PartOfDay, first: str, last: str) -> None:
    """On a Thursday at the market, open from 8 to 12 and from 14 to 18."""
    wish = Wish(day=THURSDAY, part=part)
    (free,) = booking.free_times(book, "ausweis", office="markt", wish=wish, now=NOW)
    assert (local(free.starts[0])[-5:], local(free.starts[-1])[-5:]) == (first, last)


def test_part_and_times_must_both_be_met(book: Session) -> None:
    """In the morning, but not before nine and not from eleven on."""
    wish = Wish(day=THURSDAY, part=PartOfDay.MORNING, from_time=time(9), until_time=time(11))
    (free,) = booking.free_times(book, "ausweis", office="markt", wish=wish, now=NOW)
    assert (local(free.starts[0])[-5:], local(free.starts[-1])[-5:]) == ("09:00", "10:50")


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (Wish(), True),
        (Wish(day=MONDAY), True),
        (Wish(day=THURSDAY), False),
        (Wish(day=MONDAY - timedelta(days=3), until_day=MONDAY), True),
        (Wish(weekdays=(1, 2)), False),
        (Wish(part=PartOfDay.AFTERNOON), False),
        (Wish(from_time=time(9, 0), until_time=time(9, 5)), True),
        (Wish(until_time=time(9, 0)), False),
    ],
)
def test_whether_a_start_fits(wish: Wish, fits: bool) -> None:
    """Monday at nine, told by the same rule that offers go by."""
    assert booking.fits(wish, at(MONDAY, "09:00")) is fits


def test_offices_near_one(book: Session) -> None:
    """The office itself and those that it names as near; others are not among them."""
    assert {one.office for one in booking.offer(book, "ausweis", office="hafen", near=True, now=NOW)} == {
        "hafen"
    }
    change_office(book, "hafen", near=["markt"])
    near = booking.offer(book, "ausweis", office="hafen", near=True, count=6, now=NOW)
    assert {one.office for one in near} == {"hafen", "markt"}
    assert {one.office for one in booking.offer(book, "ausweis", office="hafen", now=NOW)} == {"hafen"}


def test_the_very_earliest(book: Session) -> None:
    """Who wants the earliest gets neighbours, too: each time of an office once, in order."""
    found = booking.offer(book, "ausweis", office="markt", earliest=True, count=4, now=NOW)
    assert [local(one.start)[-5:] for one in found] == ["08:00", "08:10", "08:20", "08:30"]
