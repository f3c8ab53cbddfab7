"""On which days an opening series falls."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking.recurrence import BadRule, check, every_week, falls_on, monthly, weekly

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
WEEKDAYS = st.integers(0, 6)


@given(st.sets(WEEKDAYS, min_size=1), st.integers(1, 5), DAYS, DAYS)
def test_every_n_weeks(weekdays: set[int], every: int, since: date, day: date) -> None:
    """The weekdays of the first day's week, and of every n-th week after it; nothing before the first day."""
    monday, first = day - timedelta(days=day.weekday()), since - timedelta(days=since.weekday())
    in_turn = (monday - first).days // 7 % every == 0
    falls = day >= since and in_turn and day.weekday() in weekdays
    assert falls_on(weekly(weekdays, every=every), since, day) == falls


@given(WEEKDAYS, st.sampled_from([1, 2, 3, 4, 5, -1]), DAYS)
def test_nth_or_last_of_the_month(weekday: int, nth: int, day: date) -> None:
    """The n-th such weekday of its month; -1 is the last, be it the fourth or the fifth."""
    length = calendar.monthrange(day.year, day.month)[1]
    place = day.day > length - 7 if nth == -1 else (day.day - 1) // 7 + 1 == nth
    assert falls_on(monthly(weekday, nth), date(2024, 1, 1), day) == (day.weekday() == weekday and place)


def test_every_week_is_told_from_every_second() -> None:
    """Only what falls in each and every week counts as weekly hours."""
    assert every_week(weekly([0, 3])) == {0, 3}
    assert every_week(weekly([0, 3], every=2)) == every_week(monthly(4, -1)) == frozenset()


@pytest.mark.parametrize(
    "rule",
    ["", "MO", "FREQ=HOURLY", "FREQ=WEEKLY;BYHOUR=8", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=x"],
)
def test_what_is_no_rule_in_days(rule: str) -> None:
    """Unreadable rules, and those finer than a day, are refused."""
    with pytest.raises(BadRule):
        check(rule)


@pytest.mark.parametrize("rule", [weekly([0]), weekly([1, 2], every=2), monthly(4, -1), "FREQ=DAILY;COUNT=1"])
def test_what_is_a_rule(rule: str) -> None:
    """The rules that the book makes itself are rules."""
    assert check(rule) == rule
