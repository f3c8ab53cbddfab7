"""Occupancy as bars: a frame for what is open, filled as far as it is booked. Sizes are units of an SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from booking.outlook import DayOutlook

WIDTH, HEIGHT = 590, 210
LEFT, BOTTOM = 34, 40  # room for the scale, and for the weeks below
TOP = 12
BAR, GAP, WEEK_GAP = 14, 4, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """`x`: left edge. `open_y`, `booked_y`: upper edges; heights go down to the base line."""

    outlook: DayOutlook
    x: int
    open_y: float
    open_height: float
    booked_y: float
    booked_height: float
    past: bool


@dataclass(frozen=True, slots=True)
class Week:
    """A label below its bars."""

    monday: date
    x: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale."""

    hours: int
    y: float


@dataclass(frozen=True, slots=True)
class Picture:
    bars: tuple[Bar, ...]
    weeks: tuple[Week, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    bar: int = BAR
    left: int = LEFT
    base: int = HEIGHT - BOTTOM

    @property
    def first(self) -> date:
        return self.bars[0].outlook.day

    @property
    def last(self) -> date:
        return self.bars[-1].outlook.day


def picture_of(days: Sequence[DayOutlook], most: int, today: date) -> Picture:
    """`days` are whole weeks from a Monday on; `most` are the minutes that reach the top."""
    scale = (HEIGHT - BOTTOM - TOP) / max(most, 60)
    return Picture(
        bars=tuple(_bar(n, day, scale, today) for n, day in enumerate(days)),
        weeks=tuple(Week(days[n].day, _x(n)) for n in range(0, len(days), 7)),
        lines=tuple(_lines(max(most, 60), scale)),
    )


def _bar(n: int, day: DayOutlook, scale: float, today: date) -> Bar:
    base = HEIGHT - BOTTOM
    opened, booked = day.open_minutes * scale, day.booked_minutes * scale
    return Bar(
        outlook=day,
        x=_x(n),
        open_y=round(base - opened, 1),
        open_height=round(opened, 1),
        booked_y=round(base - booked, 1),
        booked_height=round(booked, 1),
        past=day.day < today,
    )


def _x(n: int) -> int:
    weeks, days = divmod(n, 7)
    return LEFT + WEEK_GAP // 2 + weeks * (7 * (BAR + GAP) + WEEK_GAP) + days * (BAR + GAP)


def _lines(most: int, scale: float) -> list[Line]:
    """Three or four lines at round hours."""
    step = next(hours for hours in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if hours * 60 * 4 >= most)
    top = most // 60
    return [Line(hours, round(HEIGHT - BOTTOM - hours * 60 * scale, 1)) for hours in range(0, top + 1, step)]
