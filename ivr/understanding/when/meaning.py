"""What a caller's words about time mean: days, times, parts of a day, and what is not wanted."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, time, timedelta
from enum import StrEnum


class Part(StrEnum):
    """A part of the day, as it is said."""

    MORNING = "morning"
    FORENOON = "forenoon"
    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


@dataclass(frozen=True, slots=True)
class When:
    """Everything said about time, in local time; what was not said is None or empty.

    Days from `first` up to and including `last`, of these only `weekdays` (0 is Monday); one of the two may
    be missing ("from Monday on"). `at` is a wished start, `from_time` and `until_time` bound it. `soonest`:
    as early as possible. `not_…` is what was ruled out. `either` holds the days that may have been meant
    where that is not clear, the likelier first; the days are then those of the first one. `pairs` are ways in
    which the wish may be met where days have times of their own; any of them will do.
    """

    first: date | None = None
    last: date | None = None
    weekdays: tuple[int, ...] = ()
    at: time | None = None
    from_time: time | None = None
    until_time: time | None = None
    part: Part | None = None
    soonest: bool = False
    not_days: tuple[tuple[date, date], ...] = ()
    not_weekdays: tuple[int, ...] = ()
    not_parts: tuple[Part, ...] = ()
    not_times: tuple[tuple[time, time], ...] = ()
    either: tuple[date, ...] = ()
    pairs: tuple["When", ...] = ()

    def __bool__(self) -> bool:
        """Whether anything was said about time."""
        return any(getattr(self, each.name) for each in fields(self)) or self.has_time

    @property
    def day(self) -> date | None:
        """The one day that was named, clear or not."""
        return self.first if self.first == self.last else None

    @property
    def has_day(self) -> bool:
        """Whether anything was said about days that limits them."""
        return bool(self.first or self.last or self.weekdays)

    @property
    def has_time(self) -> bool:
        """Whether a time of day was named; midnight is one."""
        return not (self.at is None and self.from_time is None and self.until_time is None)

    def days(self, today: date, ahead: int) -> Iterator[date]:
        """The days from `today` on, at most `ahead` of them, that were not ruled out."""
        for at in range(ahead):
            day = today + timedelta(days=at)
            if self.allows(day):
                yield day

    def allows(self, day: date) -> bool:
        """Whether `day` is among those that were wished for."""
        return (
            (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and day.weekday() not in self.not_weekdays
            and not any(first <= day <= last for first, last in self.not_days)
            and (not self.pairs or any(pair.allows(day) for pair in self.pairs))
        )
