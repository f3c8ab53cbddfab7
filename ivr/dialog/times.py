"""When something is offered, and to whom: on some days, for a while, to callers who show their number."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal, TypeAlias, cast

from ivr.dialog.tables import Table

WEEK = frozenset(range(1, 8))

LineIs: TypeAlias = Literal["open", "closed"]
CallerIs: TypeAlias = Literal["known", "withheld"]

Asks: TypeAlias = Callable[[str], str]
"""Has an action done that looks something up, and gives its outcome."""
DUTY, OWN_NUMBER = "duty", "own_number"


@dataclass(frozen=True, slots=True)
class Times:
    """On ISO weekdays `days` (1 is Monday), from `begins` until `ends`, local time of Berlin.

    None of a bound: there is none. `first` and `last` are the days on which it begins and ends to hold, both
    included. `line`: only while people answer this line, or only while nobody does. `caller`: only for who
    shows their number, or only for who withholds it.
    """

    days: frozenset[int] = WEEK
    begins: time | None = None
    ends: time | None = None
    first: date | None = None
    last: date | None = None
    line: LineIs | None = None
    caller: CallerIs | None = None

    def hold(self, now: datetime, ask: Asks) -> bool:
        """Whether it is offered at `now` (in Berlin); `ask` is called only where it matters."""
        at = now.time().replace(tzinfo=None)
        return (
            now.isoweekday() in self.days
            and (self.begins is None or self.begins <= at)
            and (self.ends is None or at < self.ends)
            and (self.first is None or self.first <= now.date())
            and (self.last is None or now.date() <= self.last)
            and (self.line is None or self.line == ask(DUTY))
            and (self.caller is None or self.caller == ask(OWN_NUMBER))
        )


NEVER = Times(days=frozenset())


def read_times(table: Table, field: str) -> Times | None:
    """`offered = false`, or a table of which each part may be left out. None where it is always offered.

    `offered = { days = [1, 2], from = "08:00", until = "12:00", first = "2026-12-01", last = "2026-12-24",
    line = "open", caller = "known" }`
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
            line=cast("LineIs | None", _one_of(times.optional_text("line"), "open", "closed")),
            caller=cast("CallerIs | None", _one_of(times.optional_text("caller"), "known", "withheld")),
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


def _one_of(written: str | None, *possible: str) -> str | None:
    if written is not None and written not in possible:
        raise ValueError(written)
    return written


def _require_sense(times: Times) -> None:
    if not times.days <= WEEK:
        raise ValueError(", ".join(map(str, sorted(times.days - WEEK))))
    if times.begins is not None and times.ends is not None and times.begins >= times.ends:
        raise ValueError(f"{times.begins:%H:%M} – {times.ends:%H:%M}")
    if times.first is not None and times.last is not None and times.first > times.last:
        raise ValueError(f"{times.first} – {times.last}")
