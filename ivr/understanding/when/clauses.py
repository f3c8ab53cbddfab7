"""Pieces in relation: what was taken back is dropped, what was refused set apart, ranges are closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from ivr.understanding.when.pieces import (
    Calendar,
    Clock,
    DayPart,
    DayPiece,
    Mark,
    MarkName,
    Piece,
    Soonest,
    Span,
    Weekday,
)
from ivr.understanding.when.taken_back import without_taken_back

Bound: TypeAlias = Literal["since", "from", "until", "after", "before", "around", "at", "between"]
_BOUNDS: Mapping[str, Bound] = {bound: bound for bound in get_args(Bound)}
_JOINS: tuple[MarkName, ...] = ("and", "or", "slash")
_RANGES: tuple[MarkName, ...] = ("to", "dash")
_REFUSING: tuple[MarkName, ...] = ("not", "not_so", "away", "over", "break", "instead")


@dataclass(frozen=True, slots=True)
class Days:
    """Words for days that belong together; `to` where a range ends, `bound` the small word before them."""

    said: tuple[DayPiece, ...]
    bound: Bound | None = None
    to: tuple[DayPiece, ...] = ()
    joined: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Times:
    """A time, or a range of times."""

    said: Clock
    bound: Bound | None = None
    to: Clock | None = None
    joined: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A part of the day."""

    said: DayPart
    bound: Bound | None = None
    joined: bool = False
    refused: bool = False


Item: TypeAlias = Days | Times | Parts


@dataclass(slots=True)
class Clauses:
    """Everything in a sentence about time, each thing with how it is related to the rest."""

    items: list[Item] = field(default_factory=list)
    soonest: bool = False


def related(pieces: Sequence[Piece]) -> Clauses:
    """The items of a sentence."""
    reader = _Reader()
    for piece in without_taken_back(pieces):
        reader.take(piece)
    reader.end()
    return Clauses([item for item in reader.items if item.bound != "since"], reader.soonest)


class _Reader:
    """Reads pieces one after the other; remembers the small words until the piece that they belong to."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.soonest = False
        self._bound: Bound | None = None
        self._to = self._join = self._not = self._fresh = False
        self._dash = self._near = False
        self._not_at = 0
        self._comma = 0  # items before the last comma
        self._clause = 0  # where the clause began, for "geht nicht" after what it refuses

    def take(self, piece: Piece) -> None:
        match piece:
            case Mark(name):
                self._mark(name)
                return
            case Soonest():
                self.soonest = not self._not
            case Clock():
                self._clock(piece)
            case DayPart():
                self.items.append(Parts(piece, self._bound_now(), self._join, self._not))
            case Calendar() | Weekday() | Span():
                self._day(piece)
        self._bound, self._to, self._join, self._fresh, self._near = None, False, False, False, True

    def end(self) -> None:
        """ "Vormittags nicht": a refusal after what it refuses, with nothing between them."""
        if self._not and self._near and self.items and self._not_at == len(self.items):
            self.items[-1] = replace(self.items[-1], refused=True)

    def _mark(self, name: MarkName) -> None:
        if name in _REFUSING:
            self._refusing(name)
        elif name in _JOINS:
            self._join = True
        elif name in _RANGES:
            self._to, self._dash = True, name == "dash"
        elif name == "start":
            self._fresh = True
        elif name == "comma":
            self._comma = len(self.items)
        elif name == "gap":
            self._forget()
            self._fresh, self._near = True, False
            self._not = self._not and self._not_at == len(self.items)
        elif (bound := _BOUNDS.get(name)) is not None:
            if not (name in {"around", "at"} and self._bound):
                self._bound = bound
            self._fresh = self._fresh or not self._join

    def _refusing(self, name: MarkName) -> None:
        """What takes something out, before it ("nicht am Montag"), after it ("geht nicht"), or anew."""
        if name == "not" or (name == "not_so" and len(self.items) == self._clause):
            self._not, self._not_at = True, len(self.items)  # "ich kann nicht am Montag"
        elif name in {"not_so", "away"}:
            self._refuse()
        elif name == "over":  # "seit Mai abgelaufen": of a document, no wish
            del self.items[self._clause :]
        else:
            self.end()
            self._clause, self._not = len(self.items), False
            self._forget()

    def _bound_now(self) -> Bound | None:
        """The small word before this piece; "bis" that closes no range is a bound, a hyphen is nothing."""
        return self._bound or ("until" if self._to and not self._dash else None)

    def _forget(self) -> None:
        self._bound, self._to, self._join = None, False, False

    def _refuse(self) -> None:
        """Of "nur vormittags, Montag geht nicht" the Monday; of "Montag, Dienstag geht nicht" both."""
        begins = self._clause
        after, before = self.items[self._comma :], self.items[begins : self._comma]
        if after and before and isinstance(after[0], Days) is not isinstance(before[-1], Days):
            begins = self._comma
        for at in range(begins, len(self.items)):
            self.items[at] = replace(self.items[at], refused=True)
        self._clause, self._not = len(self.items), False
        self._forget()

    def _clock(self, clock: Clock) -> None:
        last = self.items[-1] if self.items else None
        closes = isinstance(last, Times) and last.to is None
        if isinstance(last, Times) and closes and (self._to or (self._join and last.bound != "until")):
            self.items[-1] = replace(last, to=clock)
        else:
            self.items.append(Times(clock, self._bound_now(), refused=self._not))

    def _day(self, piece: DayPiece) -> None:
        at = next((at for at in range(len(self.items) - 1, -1, -1) if isinstance(self.items[at], Days)), -1)
        last = self.items[at] if at >= 0 else None
        if not isinstance(last, Days) or last.refused != self._not:
            self._new_days(piece)
        elif not last.to and (self._to or (self._join and last.bound == "between")):
            self.items[at] = replace(last, to=(piece,))
        elif self._join or self._bound or self._fresh or self._to or at != len(self.items) - 1:
            beside = self._comma > at + 1 and self._comma == len(self.items)
            self._join = self._join or (beside and not self._bound and _is_another(piece, last))
            self._new_days(piece)
        elif _is_another(piece, last):
            self._join = True  # "Montag, Dienstag": one or the other
            self._new_days(piece)
        else:
            self.items[at] = (
                replace(last, to=(*last.to, piece)) if last.to else replace(last, said=(*last.said, piece))
            )

    def _new_days(self, piece: DayPiece) -> None:
        self.items.append(Days((piece,), self._bound_now(), joined=self._join, refused=self._not))


def _is_another(piece: DayPiece, last: Days) -> bool:
    """Whether it is one more weekday beside one that was named; those of "werktags" belong together."""
    if not isinstance(piece, Weekday) or last.to:
        return False
    named = [one for one in last.said if isinstance(one, Weekday)]
    together = piece.which == "each" and all(one.which == "each" for one in named)
    return bool(named) and not together and all(one.index != piece.index for one in named)
