"""The pieces that a sentence about time is made of: what the grammar finds, before it is put together."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from ivr.understanding.when.meaning import Part

Which: TypeAlias = Literal["bare", "this", "coming", "next", "after_next", "each"]
MarkName: TypeAlias = Literal[
    "from", "until", "after", "before", "around", "at", "between", "start", "to", "dash", "slash", "and",
    "or", "not", "not_so", "away", "since", "over", "instead", "in_place", "break", "gap", "comma",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day by its numbers; without a month or a year that of the next such day."""

    day: int
    month: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week (0 is Monday): which one, and how many weeks later ("Monday in two weeks")."""

    index: int
    which: Which = "bare"
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row, both included, that are known already: today, next week, the end of May, Easter.

    `day` is the one that is meant where a single day is asked for; `grain` what it was named as.
    """

    first: date
    last: date
    grain: Literal["day", "week", "month", "feast"] = "day"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time as it was said. `literal`: "07:00" or "13", which no part of the day changes."""

    hour: int
    minute: int = 0
    literal: bool = False


@dataclass(frozen=True, slots=True)
class DayPart:
    """A part of the day."""

    part: Part


@dataclass(frozen=True, slots=True)
class Soonest:
    """As early as possible."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small word that relates pieces to each other; "gap" is any word that has nothing to do with time."""

    name: MarkName


@dataclass(frozen=True, slots=True)
class Post:
    """A small word that stands after what it relates: "ondan sonra" is "after ten"."""

    name: MarkName


DayPiece: TypeAlias = Calendar | Weekday | Span
Piece: TypeAlias = DayPiece | Clock | DayPart | Soonest | Mark | Post
