"""A meaning written in one line, so that a table of sentences can be read.

2026-12-01 @14:00     a day and a wished start       2026-12-01..12-04    days in a row
12-07..               from that day on               ..12-04              up to and including that day
Mo,Di                 only these weekdays            10:00-12:00 10:00- -12:00   bounds
afternoon soonest     a part of the day              -Mo -12-24..12-26 -forenoon    ruled out
2026-11-25|2026-12-02 one of these, unclear which
… / 11-30 @10:00 / …  after the whole, each day with its own time
"""

from datetime import date, time

from ivr.understanding.when import When

_NAMES = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


def told(said: When) -> str:
    """The meaning in the notation above; empty where there is none."""
    parts = [_days(said)]
    parts.append(",".join(_NAMES[at] for at in said.weekdays))
    parts.append(f"@{_clock(said.at)}" if said.at is not None else "")
    if said.from_time is not None or said.until_time is not None:
        parts.append(f"{_clock(said.from_time)}-{_clock(said.until_time)}")
    parts.append(str(said.part or ""))
    parts.append("soonest" if said.soonest else "")
    parts += [f"-{_NAMES[at]}" for at in said.not_weekdays]
    parts += [f"-{_span(first, last)}" for first, last in said.not_days]
    parts += [f"-{part}" for part in said.not_parts]
    parts += [f"-{_clock(begins)}-{_clock(ends)}" for begins, ends in said.not_times]
    whole = " ".join(part for part in parts if part)
    return " / ".join(part for part in (whole, *map(told, said.pairs)) if part)


def _days(said: When) -> str:
    if said.either:
        return "|".join(_day(day) for day in said.either)
    return _span(said.first, said.last)


def _span(first: date | None, last: date | None) -> str:
    if first == last:
        return _day(first)
    return f"{_day(first)}..{_day(last)}"


def _day(day: date | None) -> str:
    """Without its year, where that is the year of these tests."""
    if day is None:
        return ""
    return day.isoformat()[5:] if day.year == 2026 else day.isoformat()


def _clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at is not None else ""
