"""Dates, times, codes and numbers as people say them."""

from datetime import UTC, date, datetime, time

import pytest

from voice_prompts import spoken


def test_moment_is_told_in_the_offices_time() -> None:
    """UTC inside, Berlin in speech: in winter one hour on, in summer two."""
    assert (
        spoken.moment(datetime(2026, 12, 1, 7, 30, tzinfo=UTC), "de")
        == "Dienstag, den 1. Dezember, um 8 Uhr 30"
    )
    assert spoken.moment(datetime(2026, 12, 1, 7, 30, tzinfo=UTC), "en") == "Tuesday, 1 December, at 8:30"
    assert (
        spoken.moment(datetime(2026, 7, 1, 7, 30, tzinfo=UTC), "de") == "Mittwoch, den 1. Juli, um 9 Uhr 30"
    )


def test_moment_late_in_the_evening_is_the_next_day_in_berlin() -> None:
    """23:30 UTC is after midnight here."""
    assert spoken.moment(datetime(2026, 12, 1, 23, 30, tzinfo=UTC), "de") == (
        "Mittwoch, den 2. Dezember, um 0 Uhr 30"
    )


@pytest.mark.parametrize(
    ("at", "german", "english"),
    [
        (time(8, 0), "8 Uhr", "8:00"),
        (time(9, 5), "9 Uhr 5", "9:05"),
        (time(12, 0), "12 Uhr", "12 noon"),
        (time(14, 30), "14 Uhr 30", "2:30 pm"),
    ],
)
def test_clock(at: time, german: str, english: str) -> None:
    """Full hours go without minutes in German; the afternoon is marked in English."""
    assert spoken.clock(at, "de") == german
    assert spoken.clock(at, "en") == english


def test_moment_as_it_is_written() -> None:
    """Shorter than it is spoken, and still what a telephone can read aloud."""
    at = datetime(2026, 12, 3, 13, 5, tzinfo=UTC)
    assert spoken.written(at, "de") == "Donnerstag, 3.12., 14:05 Uhr"
    assert spoken.written(at, "en") == "Thursday 3 December, 2:05 pm"


def test_day_and_weekday() -> None:
    """Names come from the language's own calendar."""
    assert spoken.day(date(2026, 3, 1), "de") == "Sonntag, den 1. März"
    assert spoken.weekday(date(2026, 3, 1), "en") == "Sunday"


@pytest.mark.parametrize(
    ("digits", "said"), [("1234567", "1 2 3, 4 5, 6 7"), ("12", "1 2"), ("1234", "1 2 3, 4"), ("", "")]
)
def test_code_is_said_in_groups(digits: str, said: str) -> None:
    """Three, then twos: that is how one writes it down."""
    assert spoken.code(digits) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("+494511223311", "0 4 5 1, 1 2 2, 3 3, 1 1"),
        ("+4531234567", "0 0 4 5, 3 1, 2 3, 4 5, 6 7"),
        ("no number", ""),
    ],
)
def test_phone_number_is_said_as_one_dials_it(number: str, said: str) -> None:
    """German numbers without their country, others with it."""
    assert spoken.phone(number) == said


@pytest.mark.parametrize(
    ("minutes", "german", "english"),
    [
        (0, "eine Minute", "one minute"),
        (1.4, "eine Minute", "one minute"),
        (5, "5 Minuten", "5 minutes"),
        (90, "mehr als eine Stunde", "more than an hour"),
    ],
)
def test_minutes(minutes: float, german: str, english: str) -> None:
    """Whole minutes, never none."""
    assert spoken.minutes(minutes, "de") == german
    assert spoken.minutes(minutes, "en") == english


def test_number_and_street() -> None:
    """Counts in digits, and an address without its postal code."""
    assert spoken.number(3, "de") == "3"
    assert spoken.number(22.8, "de") == "22,8"
    assert spoken.street("Kreuzweg 9, 23558 Lübeck") == "Kreuzweg 9, Lübeck"
