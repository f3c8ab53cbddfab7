"""A wish in the caller's own words, as the book understands it."""

from datetime import date, datetime, time

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


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("vom 1. bis 10. Dezember, aber nicht am 3.", [("12-01", "12-02"), ("12-04", "12-10")]),
        ("im Dezember, nicht vom 10. bis 15.", [("12-01", "12-09"), ("12-16", "12-31")]),
        ("im Dezember, nicht bis zum 10.", [("12-11", "12-31")]),
    ],
)
def test_days_that_are_left(text: str, days: list[tuple[str, str]]) -> None:
    """Days that were ruled out in the middle of others are not looked at; those around them are."""
    looks = wishes.to_look_for(wishes.to_keep(when(text, "de", TODAY), TODAY, 90), None)
    assert [(str(look.day)[5:], str(look.until_day)[5:]) for look in looks] == days


def test_each_day_with_its_own_time() -> None:
    """ "Monday at ten or Tuesday at two": both are looked for, each around its own time."""
    kept = wishes.to_keep(when("Montag um 10 oder Dienstag um 14 Uhr", "de", TODAY), TODAY, 90)
    looks = wishes.to_look_for(kept, None)
    tuesday, monday = date(2026, 11, 24), date(2026, 11, 30)
    assert [(look.day, look.from_time) for look in looks] == [(monday, time(8, 30)), (tuesday, time(12, 30))]
    assert [look.day for look in wishes.to_look_for(kept, tuesday)] == [tuesday]
    assert wishes.meets(kept, datetime(2026, 11, 24, 14, tzinfo=booking.BERLIN))
    assert not wishes.meets(kept, datetime(2026, 11, 24, 10, tzinfo=booking.BERLIN))
    later = wishes.joined(kept, wishes.to_keep(when("lieber am Freitag", "de", TODAY), TODAY, 90))
    assert [look.day for look in wishes.to_look_for(later, None)] == [date(2026, 11, 27)]


def test_hours_of_one_day_ruled_out() -> None:
    """ "Next week, but not Wednesday morning": Wednesday afternoon will do, and so will all other days."""
    kept = wishes.to_keep(when("nächste Woche, aber nicht Mittwoch vormittags", "de", TODAY), TODAY, 90)
    starts = [(30, 9), (2, 9), (2, 15), (3, 9)]
    found = [
        wishes.meets(kept, datetime(2026, 11 if day == 30 else 12, day, hour, tzinfo=booking.BERLIN))
        for day, hour in starts
    ]
    assert found == [True, False, True, True]


def test_day_chosen_since() -> None:
    """A day that was chosen takes the place of those of the wish; the time of day stays."""
    kept = wishes.to_keep(when("nächsten Mittwoch nachmittags", "de", TODAY), TODAY, 90)
    assert wishes.either(kept) == [date(2026, 11, 25), date(2026, 12, 2)]
    chosen = wishes.to_book(kept, date(2026, 12, 2))
    assert (chosen.day, chosen.until_day, chosen.part) == (date(2026, 12, 2), date(2026, 12, 2), "afternoon")
