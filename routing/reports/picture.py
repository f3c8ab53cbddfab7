"""Bars over the day: a frame for what was offered, filled as far as it was answered in time."""

from collections.abc import Mapping
from dataclasses import dataclass

HEIGHT, BASE, TOP = 230, 190, 12
LEFT, BAR, GAP = 40, 22, 8


@dataclass(frozen=True, slots=True)
class Bar:
    """`whole`, `part`: the counts, and their heights from the base line."""

    label: str
    x: int
    whole: float
    part: float
    whole_height: float
    part_height: float


@dataclass(frozen=True, slots=True)
class Picture:
    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, float], ...]
    width: int
    height: int = HEIGHT
    base: int = BASE
    left: int = LEFT
    bar: int = BAR


def picture_of(values: Mapping[str, tuple[float, float]]) -> Picture:
    """`values`: the whole and its part, by what stands below the bar. The part may exceed the whole."""
    most = max((max(pair) for pair in values.values()), default=0)
    step = next(step for step in _STEPS if step * 5 >= most)
    scale = (BASE - TOP) / max(step, -(-most // step) * step)
    bars = tuple(
        Bar(
            label,
            LEFT + GAP + n * (BAR + GAP),
            whole,
            part,
            round(whole * scale, 1),
            round(part * scale, 1),
        )
        for n, (label, (whole, part)) in enumerate(values.items())
    )
    lines = tuple(
        (at, round(BASE - at * scale, 1)) for at in range(0, int(-(-most // step) * step) + 1, step)
    )
    return Picture(bars, lines, LEFT + GAP + max(len(bars), 12) * (BAR + GAP))


_STEPS = tuple(digit * 10**zeros for zeros in range(6) for digit in (1, 2, 5))
