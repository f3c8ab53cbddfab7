"""How many calls each half hour of a day will bring, from those of past weeks. Pure.

A day is expected like the mean of the same weekday in the weeks before; holidays and the days after them
are left out of that mean, since they are like no other. A day on which the line is closed brings no calls.
The first open day after a holiday brings more: by how much, past ones tell (each against the same weekday
before it); where there are none, it is taken to be like a Monday, which follows closed days as well.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

ORDINARY, AFTER, CLOSED = "ordinary", "after_holiday", "closed"
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)
HALF_HOUR = timedelta(minutes=30)
MONDAY = 0
PROFILE_WEEKS = 8
"""How many weeks a weekday's mean is drawn from: enough to be steady, few enough to follow the season."""

Spans = Callable[[date], Sequence[tuple[datetime, datetime]]]
Counts = Mapping[date, Mapping[time, int]]
"""Calls by day and half hour, local to Berlin. A day that is missing is not known, an empty one had none."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a line is answered: `spans` as `AnsweredLine.spans` says."""

    spans: Spans

    def kind(self, day: date) -> str:
        if not self.spans(day):
            return CLOSED
        return AFTER if self._follows_a_holiday(day) else ORDINARY

    def half_hours(self, day: date) -> list[time]:
        """The beginnings of the half hours in which the line is answered."""
        found = []
        for opens, closes in self.spans(day):
            at = opens.replace(minute=opens.minute // 30 * 30, second=0, microsecond=0)
            while at < closes:
                found.append(at.time())
                at += HALF_HOUR
                if at.date() != day:
                    break
        return found

    def _follows_a_holiday(self, day: date) -> bool:
        before = day - DAY
        while not self.spans(before) and before > day - WEEK:
            if self.spans(before - WEEK) or self.spans(before + WEEK):
                return True
            before -= DAY
        return False


@dataclass(frozen=True, slots=True)
class Expectation:
    """Expected calls by half hour, and what kind of day it is; `days`: from how many it was drawn."""

    kind: str
    calls: Mapping[time, float]
    days: int


def expect(day: date, past: Counts, calendar: Calendar) -> Expectation:
    """What `day` will bring, by the `past` days that are known."""
    kind = calendar.kind(day)
    if kind == CLOSED:
        return Expectation(CLOSED, {}, 0)
    recent = max(past, default=day) - PROFILE_WEEKS * WEEK
    ordinary = [each for each in past if each > recent and calendar.kind(each) == ORDINARY]
    same = [each for each in ordinary if each.weekday() == day.weekday()]
    factor = _after_holidays(past, ordinary, calendar, day) if kind == AFTER else 1.0
    calls = {at: factor * _mean(past[each].get(at, 0) for each in same) for at in calendar.half_hours(day)}
    return Expectation(kind, calls, len(same))


def _after_holidays(past: Counts, ordinary: Sequence[date], calendar: Calendar, day: date) -> float:
    """How many times as many calls as on an ordinary day of the week come on the day after a holiday."""
    pairs = [
        (sum(past[each].values()), sum(past[each - WEEK].values()))
        for each in past
        if calendar.kind(each) == AFTER and each - WEEK in past and calendar.kind(each - WEEK) == ORDINARY
    ]
    usual = sum(before for _, before in pairs)
    if usual:
        return sum(after for after, _ in pairs) / usual
    mondays = _mean(sum(past[each].values()) for each in ordinary if each.weekday() == MONDAY)
    same = _mean(sum(past[each].values()) for each in ordinary if each.weekday() == day.weekday())
    return max(1.0, mondays / same) if same else 1.0


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0
