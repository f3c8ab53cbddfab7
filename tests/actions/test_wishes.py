"""A wish in the caller's own words, as the book understands it."""

from datetime import date, time

import pytest

import booking
from ivr.actions import wishes
from ivr.understanding import when

TODAY = date(2026, 11, 23)  # a Monday
FROM_TWELVE = time(12)
AFTERNOON = booking.PartOfDay.AFTERNOON
FIRST = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("nächste Woche Dienstag nachmittags", booking.Wish(FIRST, until_day=FIRST, part=AFTERNOON)),
        ("ab dem 7. Dezember", booking.Wish(date(2026, 12, 7), until_day=date.max)),
        ("bis Freitag", booking.Wish(until_day=date(2026, 11, 27))),
        ("montags ab 14 Uhr", booking.Wish(weekdays=(0,), from_time=time(14))),
        ("morgen um zehn", booking.Wish(date(2026, 11, 24), time(8, 30), time(11, 30), date(2026, 11, 24))),
        ("nicht freitags", booking.Wish(weekdays=(0, 1, 2, 3, 5, 6))),
        ("nicht vormittags", booking.Wish(from_time=FROM_TWELVE)),
        ("diese Woche bin ich nicht da", booking.Wish(date(2026, 11, 30), until_day=date(2027, 2, 20))),
        ("so früh wie möglich", booking.Wish()),
    ],
)  # fmt: skip
def test_wish(text: str, wish: booking.Wish) -> None:
    """What was said limits the days and times that are looked at."""
    assert wishes.to_book(wishes.to_keep(when(text, "de", TODAY), TODAY, 90), None) == wish


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("nicht zwischen 12 und 14 Uhr", [(None, time(12)), (time(14), None)]),
        ("am Dienstag, aber nicht mittags", [(None, time(12)), (time(14), None)]),
        ("nicht vor zehn", [(time(10), None)]),
        ("nicht nach 15 Uhr", [(None, time(15))]),
    ],
)
def test_hours_that_are_left(text: str, hours: list[tuple[time | None, time | None]]) -> None:
    """What was ruled out is not looked at; what is before and after it is."""
    looks = wishes.to_look_for(wishes.to_keep(when(text, "de", TODAY), TODAY, 90), None)
    assert [(look.from_time, look.until_time) for look in looks] == hours


def test_day_chosen_since() -> None:
    """A day that was chosen takes the place of those of the wish; the time of day stays."""
    kept = wishes.to_keep(when("nächsten Mittwoch nachmittags", "de", TODAY), TODAY, 90)
    assert wishes.either(kept) == [date(2026, 11, 25), date(2026, 12, 2)]
    chosen = wishes.to_book(kept, date(2026, 12, 2))
    assert (chosen.day, chosen.until_day, chosen.part) == (date(2026, 12, 2), date(2026, 12, 2), "afternoon")
