"""Days, keyed and spoken."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ivr.understanding import keyed_day, spoken_day
from voice_prompts import spoken

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("heute", "2026-11-23"),
        ("morgen", "2026-11-24"),
        ("übermorgen bitte", "2026-11-25"),
        ("am Dienstag", "2026-11-24"),
        ("Montag", "2026-11-30"),
        ("nächste Woche Dienstag", "2026-12-01"),
        ("am Freitag nächster Woche", "2026-12-04"),
        ("12. März", "2027-03-12"),
        ("am dritten März", "2027-03-03"),
        ("am 3.12.", "2026-12-03"),
        ("am zwölften zwölften", "2026-12-12"),
        ("einundzwanzigster Dezember", "2026-12-21"),
        ("Dienstag, den 1. Dezember", "2026-12-01"),
        ("29. Februar", "2028-02-29"),
        ("17. Januar 2027", "2027-01-17"),
    ],
)
def test_german_days(text: str, day: str) -> None:
    """Simple German days, said on a Monday."""
    assert spoken_day(text, "de", MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2026-11-24"),
        ("on Friday please", "2026-11-27"),
        ("Tuesday next week", "2026-12-01"),
        ("the 12th of March", "2027-03-12"),
        ("March twelfth", "2027-03-12"),
        ("twenty-first of December", "2026-12-21"),
        ("1 December", "2026-12-01"),
    ],
)
def test_english_days(text: str, day: str) -> None:
    """Simple English days."""
    assert spoken_day(text, "en", MONDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "danke",
        "nicht Montag",
        "Montag oder Dienstag",
        "Montag, der 1. Dezember",
        "31. Februar",
        "Perso",
        "13",
    ],
)
def test_what_is_no_clear_day_is_not_understood(text: str) -> None:
    """No day, a denied day, two days, or a weekday that contradicts the date: no guess is made."""
    assert spoken_day(text, "de", MONDAY) is None


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("0312", date(2026, 12, 3)),
        ("2211", date(2027, 11, 22)),
        ("2311", MONDAY),
        ("2902", date(2028, 2, 29)),
    ],
)
def test_keyed_day_is_the_next_such_day(keys: str, day: date) -> None:
    """Day and month; the year is the next in which that day comes, today included."""
    assert keyed_day(keys, MONDAY) == day


@pytest.mark.parametrize("keys", ["3102", "0000", "312", "03122", "abcd", "", "٠٣١٢"])
def test_keys_that_are_no_day(keys: str) -> None:
    """Days that do not exist, and anything but four digits."""
    assert keyed_day(keys, MONDAY) is None


@settings(deadline=None)  # the machine may be busy
@given(day=st.dates(MONDAY, date(2027, 11, 22)), language=st.sampled_from(["de", "en"]))
def test_what_is_spoken_is_understood(day: date, language: str) -> None:
    """Every day of a year, said as the line says it, is read back as the same day."""
    assert spoken_day(spoken.day(day, language), language, MONDAY) == day


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=400), st.sampled_from(["de", "en", "xx"]), st.dates())
def test_any_text_is_answered(text: str, language: str, today: date) -> None:
    """Nothing that is said raises, in any language, on any day."""
    found = spoken_day(text, language, today)
    assert found is None or isinstance(found, date)
