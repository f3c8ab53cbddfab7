"""What a day will bring, and how many agents that takes, against examples that were counted by hand."""

from datetime import date, time, timedelta

import pytest

from ivr.lines import load_lines
from ivr.settings import ROOT
from routing.demand import AFTER, CLOSED, ORDINARY, Calendar, expect, needed
from routing.forecast import Load, answered_within

TERMINE = Calendar(load_lines(ROOT / "ivr" / "lines.toml")["termine"].spans)
TEN, ELEVEN = time(10), time(11)


def days(first: date, *calls: int | None) -> dict[date, dict[time, int]]:
    """From `first` on, day by day; None: not known."""
    known = {first + timedelta(days=n): calls for n, calls in enumerate(calls) if calls is not None}
    return {day: {TEN: number} for day, number in known.items()}


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-12-01", ORDINARY),
        ("2026-12-05", CLOSED),  # a Saturday
        ("2026-12-07", ORDINARY),  # a Monday follows closed days, but no holiday
        ("2026-12-25", CLOSED),
        ("2026-12-28", AFTER),  # a Monday; Christmas Day was a Friday
        ("2027-01-04", AFTER),  # New Year was a Friday
        ("2027-03-30", AFTER),  # the Tuesday after Easter
        ("2027-05-07", AFTER),  # the Friday after Ascension Day
        ("2027-05-10", ORDINARY),  # the Monday after it
        ("2026-11-02", ORDINARY),  # Reformation Day was a Saturday: nobody would have called
    ],
)
def test_holidays_and_the_days_after_them_are_known(day: str, kind: str) -> None:
    """By the line's own hours and the holidays of the state."""
    assert TERMINE.kind(date.fromisoformat(day)) == kind


def test_a_weekday_is_like_those_before_it() -> None:
    """The mean of the same weekday; a holiday, the day after it, and what is too old do not count."""
    tuesdays = {date(2026, 11, 10): 4, date(2026, 11, 17): 6, date(2026, 9, 1): 100}
    past = {day: {TEN: calls} for day, calls in tuesdays.items()} | days(date(2026, 11, 18), 9)
    expected = expect(date(2026, 11, 24), past, TERMINE)
    assert (expected.kind, expected.days) == (ORDINARY, 2)
    assert (expected.calls[TEN], expected.calls[ELEVEN]) == (5, 0)
    assert (min(expected.calls), max(expected.calls), len(expected.calls)) == (time(7), time(18, 30), 24)
    assert expect(date(2026, 12, 25), past, TERMINE).calls == {}


def test_the_day_after_a_holiday_brings_more() -> None:
    """As much more as past ones brought against the same weekday before; else as a Monday brings."""
    week = days(date(2027, 3, 15), 60, 40, 40, 40, 40)  # Monday to Friday
    tuesday = date(2027, 3, 30)
    assert expect(tuesday, week, TERMINE).calls[TEN] == pytest.approx(60)
    after_new_year = {date(2026, 12, 21): {TEN: 50}, date(2027, 1, 4): {TEN: 90}}
    assert TERMINE.kind(date(2026, 12, 28)) == AFTER  # so the 4th has no ordinary Monday a week before
    assert expect(tuesday, week | after_new_year, TERMINE).calls[TEN] == pytest.approx(60)
    ascension = {date(2026, 5, 8): {TEN: 40}, date(2026, 5, 15): {TEN: 100}}
    assert expect(tuesday, week | ascension, TERMINE).calls[TEN] == pytest.approx(40 * 2.5)


@pytest.mark.parametrize(
    ("calls", "handling_s", "agents"),
    [(60, 240, 11), (75, 240, 13), (400, 240, 58), (950, 240, 133), (0, 240, 1), (0.5, 300, 1)],
)
def test_as_many_as_the_promise_needs(calls: float, handling_s: float, agents: int) -> None:
    """The fewest with which Erlang C says 75 % in 30 s; with shrinkage, so many that as many are left."""
    assert needed(calls, handling_s, shrinkage=0) == agents
    if calls:
        assert answered_within(Load(agents, 2 * calls, handling_s), 30) >= 0.75
        assert agents == 1 or answered_within(Load(agents - 1, 2 * calls, handling_s), 30) < 0.75
    with_shrinkage = needed(calls, handling_s, shrinkage=0.3)
    assert with_shrinkage * 0.7 >= agents - 1e-9 > (with_shrinkage - 1) * 0.7
