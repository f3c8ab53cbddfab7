"""When something is offered: on some days of the week, at some hours, for a while, while people answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, TypeAlias, cast

from ivr.dialog.tables import Table

WEEK = frozenset(range(1, 8))

LineIs: TypeAlias = Literal["open", "closed"]


@dataclass(frozen=True, slots=True)
class Times:
    """On ISO weekdays `days` (1 is Monday), from `begins` until `ends`, local time of Berlin.

    None of a bound: there is none. `first` and `last` are the days on which it begins and ends to hold, both
    included. `line`: only while people answer this line, or only while nobody does.
    """

    days: frozenset[int] = WEEK
    begins: time | None = None
    ends: time | None = None
    first: date | None = None
    last: date | None = None
    line: LineIs | None = None

    def hold(self, now: datetime, line_is: Callable[[], str]) -> bool:
        """Whether it is offered at `now` (in Berlin); `line_is` is asked only where it matters."""
        at = now.time().replace(tzinfo=None)
        return (
            now.isoweekday() in self.days
            and (self.begins is None or self.begins <= at)
            and (self.ends is None or at < self.ends)
            and (self.first is None or self.first <= now.date())
            and (self.last is None or now.date() <= self.last)
            and (self.line is None or self.line == line_is())
        )


NEVER = Times(days=frozenset())


def read_times(table: Table, field: str) -> Times | None:
    """`offered = false`, or a table of which each part may be left out. None where it is always offered.

    `offered = { days = [1, 2], from = "08:00", until = "12:00", first = "2026-12-01", last = "2026-12-24",
    line = "open" }`
    """
    if not isinstance(table.content.get(field), dict):
        return None if table.flag(field, default=True) else NEVER
    times = table.table(field)
    try:
        read = Times(
            days=frozenset(times.integers("days")) or WEEK,
            begins=_clock(times.optional_text("from")),
            ends=_clock(times.optional_text("until")),
            first=_day(times.optional_text("first")),
            last=_day(times.optional_text("last")),
            line=_line(times.optional_text("line")),
        )
        _require_sense(read)
    except ValueError as wrong:
        times.fault("bad_times", detail=str(wrong))
        return None
    times.done()
    return read


def _clock(written: str | None) -> time | None:
    return None if written is None else time.fromisoformat(written).replace(tzinfo=None)


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _line(written: str | None) -> LineIs | None:
    if written not in {None, "open", "closed"}:
        raise ValueError(written)
    return cast("LineIs | None", written)


def _require_sense(times: Times) -> None:
    if not times.days <= WEEK:
        raise ValueError(", ".join(map(str, sorted(times.days - WEEK))))
    if times.begins is not None and times.ends is not None and times.begins >= times.ends:
        raise ValueError(f"{times.begins:%H:%M} – {times.ends:%H:%M}")
    if times.first is not None and times.last is not None and times.first > times.last:
        raise ValueError(f"{times.first} – {times.last}")
