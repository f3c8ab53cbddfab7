"""Free places from opened windows and what is taken. Pure, and fast.

What is taken at a desk on a day is an integer in which bit i stands for the day's cell i. A run of free cells
is then found by a few shifts, however many appointments there are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import compress, pairwise
from typing import NamedTuple

from booking.opening import Window

DAY_CELLS = 288  # of a day in UTC


class Place(NamedTuple):
    """Cells from `start` at one desk that are free. Orders by time, then the office's rank, then the desk."""

    start: int
    rank: int
    desk: int
    office: str
    length: int
    day: date


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken, per day (cell // 288) and desk."""

    bits: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def at(self, desk: int, first: int, count: int) -> int:
        """The bits of `count` cells from `first`, at most a day long."""
        day, offset = divmod(first, DAY_CELLS)
        found = self.bits.get((day, desk), 0) >> offset
        if offset + count > DAY_CELLS:
            found |= self.bits.get((day + 1, desk), 0) << (DAY_CELLS - offset)
        return found & ((1 << count) - 1)


def free_starts(
    window: Window, taken: Taken, earliest: int, before: int | None = None
) -> list[tuple[int, int]]:
    """For each desk the starts at which none before it is free, as bits counted from the window's first cell.

    From cell `earliest` on, before cell `before`. All desks together give each free start once.
    """
    left = _allowed_starts(window, earliest, before)
    found = []
    for desk in window.desks if left else ():
        starts = left & _runs(window, taken, desk)
        if starts:
            left ^= starts
            found.append((desk, starts))
            if not left:
                break
    return found


def free_places(window: Window, taken: Taken, earliest: int, before: int | None = None) -> Iterator[Place]:
    """A place for each start at which some desk is free: from cell `earliest` on, before cell `before`."""
    for desk, starts in free_starts(window, taken, earliest, before):
        for offset in compress(range(window.end - window.first), flags(starts)):
            yield _place(window, desk, offset)


def first_places(
    window: Window, taken: Taken, earliest: int, before: int | None, parts: tuple[int, ...]
) -> Iterator[Place]:
    """The first place of each part of the window, where the parts begin at the cells `parts`."""
    free = free_starts(window, taken, earliest, before)
    edges = [0, *(max(0, part - window.first) for part in parts), window.end - window.first]
    for begins, ends in pairwise(edges):
        part = (1 << ends) - (1 << begins) if begins < ends else 0
        firsts = [(starts & part & -(starts & part), desk) for desk, starts in free if starts & part]
        if firsts:
            lowest, desk = min(firsts)
            yield _place(window, desk, lowest.bit_length() - 1)


def is_place(window: Window, desk: int, start: int, length: int, earliest: int) -> bool:
    """Whether the rules give this place at all, taken or not. The same rule that `free_places` goes by."""
    if desk not in window.desks or length != window.length or start < window.first:
        return False
    return bool(_allowed_starts(window, earliest, None) >> (start - window.first) & 1)


def free_desks(window: Window, taken: Taken, start: int) -> list[int]:
    """The desks at which the window's services could start at cell `start`."""
    offset = start - window.first
    return [desk for desk in window.desks if _runs(window, taken, desk) >> offset & 1]


def _place(window: Window, desk: int, offset: int) -> Place:
    return Place(window.first + offset, window.rank, desk, window.office, window.length, window.day)


def _allowed_starts(window: Window, earliest: int, before: int | None) -> int:
    starts = _grid(window.end - window.first, window.step, window.length)
    if before is not None:
        starts &= (1 << max(0, before - window.first)) - 1
    if earliest > window.first:
        skipped = min(earliest, window.end) - window.first
        starts = starts >> skipped << skipped
    return starts


def _runs(window: Window, taken: Taken, desk: int) -> int:
    """Bit i: from the window's i-th cell on, all that the services and the buffer after them need is free."""
    count = window.end - window.first + window.buffer
    free = taken.at(desk, window.first, count) ^ ((1 << count) - 1)
    for shift in _shifts(window.length + window.buffer):
        free &= free >> shift
    return free


@lru_cache(maxsize=256)
def _shifts(needed: int) -> tuple[int, ...]:
    """By how much to shift, one after the other, so that what remains are runs of `needed` cells."""
    shifts, run = [], 1
    while run < needed:
        shifts.append(min(run, needed - run))
        run += shifts[-1]
    return tuple(shifts)


@lru_cache(maxsize=1024)
def _grid(count: int, step: int, length: int) -> int:
    """The starts of places that end within a window of `count` cells."""
    return sum(1 << offset for offset in range(0, count - length + 1, step))


_AS_FLAGS = bytes.maketrans(b"01", b"\x00\x01")


def flags(bits: int) -> bytes:
    """A byte for each bit, the lowest first: 0 or 1."""
    return f"{bits:b}"[::-1].encode().translate(_AS_FLAGS)
