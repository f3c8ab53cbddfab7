"""What agents type: telephone numbers and days."""

from datetime import date

import pytest

from routing.desk.forms import BadInput, day, phone


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("  ", None),
        ("0451 122-3311", "+494511223311"),
        ("+49 170 1234567", "+491701234567"),
        ("0045 32 12 34 56", "+4532123456"),
    ],
)
def test_numbers(typed: str, number: str | None) -> None:
    """As people in Germany write them; none is allowed."""
    assert phone(typed) == number


@pytest.mark.parametrize("typed", ["12", "anonym", "+49", "0451 122-3311 0451 122-3311"])
def test_bad_numbers(typed: str) -> None:
    """What is no number is not guessed at."""
    with pytest.raises(BadInput, match="bad_phone"):
        phone(typed)


@pytest.mark.parametrize(
    ("typed", "on"), [("", None), ("2026-12-01", date(2026, 12, 1)), ("1.12.2026", date(2026, 12, 1))]
)
def test_days(typed: str, on: date | None) -> None:
    """From a date field, or as written."""
    assert day(typed) == on


@pytest.mark.parametrize("typed", ["morgen", "30.02.2026", "2026-13-01"])
def test_bad_days(typed: str) -> None:
    """Days that do not exist are refused."""
    with pytest.raises(BadInput, match="bad_day"):
        day(typed)
