"""Free places from opened windows and what is taken; and which few of them to offer. Pure, and fast.

What is taken at a desk is an integer in which bit i stands for cell `base + i`. A run of free cells is then
found by a few shifts, however many appointments there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from booking.opening import Window


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Cells from `start` at one desk that are free. Orders by time, then the office's rank, then the desk."""

    start: int
    rank: int
    desk: int
    office: str = field(compare=False)
    length: int = field(compare=False)
    day: date = field(compare=False)


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken, per desk, as bits counted from cell `base`."""

    base: int = 0
    bits: Mapping[int, int] = field(default_factory=dict)

    def at(self, desk: int, first: int, count: int) -> int:
        """The bits of `count` cells from `first`, which is not before `base`."""
        return self.bits.get(desk, 0) >> (first - self.base) & ((1 << count) - 1)


def free_places(window: Window, taken: Taken, earliest: int, before: int | None = None) -> Iterator[Place]:
    """A place for each start at which some desk is free: from cell `earliest` on, before cell `before`."""
    allowed = _allowed_starts(window, earliest, before)
    for desk in window.desks:
        if not allowed:
            return
        starts = allowed & _free_starts(window, taken, desk)
        allowed ^= starts
        for offset in _bits_set(starts):
            yield Place(window.first + offset, window.rank, desk, window.office, window.length, window.day)


def is_place(window: Window, desk: int, start: int, length: int, earliest: int) -> bool:
    """Whether the rules give this place at all, taken or not. The same rule that `free_places` goes by."""
    if desk not in window.desks or length != window.length or start < window.first:
        return False
    return bool(_allowed_starts(window, earliest, None) >> (start - window.first) & 1)


def free_desks(window: Window, taken: Taken, start: int) -> list[int]:
    """The desks at which the window's service could start at cell `start`."""
    offset = start - window.first
    return [desk for desk in window.desks if _free_starts(window, taken, desk) >> offset & 1]


def _allowed_starts(window: Window, earliest: int, before: int | None) -> int:
    starts = _grid(window.end - window.first, window.step, window.length)
    if before is not None:
        starts &= (1 << max(0, before - window.first)) - 1
    skipped = max(0, earliest - window.first)
    return starts >> skipped << skipped


def _free_starts(window: Window, taken: Taken, desk: int) -> int:
    """Bit i: the `length` cells from the window's i-th on are free."""
    count = window.end - window.first
    free = taken.at(desk, window.first, count) ^ ((1 << count) - 1)
    run = 1
    while run < window.length:
        shift = min(run, window.length - run)
        free &= free >> shift
        run += shift
    return free


@lru_cache(maxsize=1024)
def _grid(count: int, step: int, length: int) -> int:
    """The starts of places that end within a window of `count` cells."""
    return sum(1 << offset for offset in range(0, count - length + 1, step))


def _bits_set(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
