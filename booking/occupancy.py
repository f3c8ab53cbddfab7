"""Firm claims once more, as bits: a row for each desk and day, so that a calendar is read at a glance.

Only `claims` writes it, in the transaction that changes the claims themselves. Every change is one statement
that sets or clears bits of the row as it then is, so that writers of the same row lose nothing of each other.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booking.availability import DAY_CELLS
from booking.sql import insert_into, run
from booking.tables import OccupancyRow

WORD = 60  # cells in a word: well within the 63 bits that both databases have in an integer
_FULL = (1 << WORD) - 1
_WORDS = ("w0", "w1", "w2", "w3", "w4")
_COLUMNS = tuple(getattr(OccupancyRow, word) for word in _WORDS)
FEW = 32  # desks that are worth naming in a query; of more, the days are read whole

Bits = dict[tuple[int, int], int]


def bits_of(cells: Iterable[tuple[int, int]]) -> Bits:
    """Per day and desk the bits of (desk, cell)."""
    bits: Bits = {}
    for desk, cell in cells:
        day, offset = divmod(cell, DAY_CELLS)
        bits[day, desk] = bits.get((day, desk), 0) | 1 << offset
    return bits


def fill(session: Session, cells: Iterable[tuple[int, int]]) -> None:
    """These cells are firmly taken from now on."""
    rows = [
        {"day": day, "desk_id": desk, **dict(zip(_WORDS, _split(bits), strict=True))}
        for (day, desk), bits in sorted(bits_of(cells).items())
    ]
    if rows:
        new = insert_into(session, OccupancyRow)
        added = {word: getattr(OccupancyRow, word).bitwise_or(getattr(new.excluded, word)) for word in _WORDS}
        run(session, new.on_conflict_do_update(index_elements=["day", "desk_id"], set_=added), rows)


def clear(session: Session, cells: Iterable[tuple[int, int]]) -> None:
    """These cells are no longer firmly taken."""
    for (day, desk), bits in sorted(bits_of(cells).items()):
        left = {f"{word}_left": _FULL ^ part for word, part in zip(_WORDS, _split(bits), strict=True)}
        run(session, _CLEAR, {"of_day": day, "of_desk": desk, **left})


def read(session: Session, desks: Collection[int], first: int, end: int) -> Bits:
    """What is firmly taken on the days of cells `first` up to `end`, at `desks` and perhaps at others."""
    days = OccupancyRow.day.between(first // DAY_CELLS, (end - 1) // DAY_CELLS)
    chosen = select(OccupancyRow.day, OccupancyRow.desk_id, *_COLUMNS).where(days)
    if len(desks) <= FEW:
        chosen = chosen.where(OccupancyRow.desk_id.in_(sorted(desks)))
    return {
        (day, desk): w0 | w1 << WORD | w2 << 2 * WORD | w3 << 3 * WORD | w4 << 4 * WORD
        for day, desk, w0, w1, w2, w3, w4 in run(session, chosen)
    }


def _split(bits: int) -> list[int]:
    return [bits >> number * WORD & _FULL for number in range(len(_WORDS))]


_CLEAR = (
    update(OccupancyRow)
    .where(OccupancyRow.day == bindparam("of_day"), OccupancyRow.desk_id == bindparam("of_desk"))
    .values({word: getattr(OccupancyRow, word).bitwise_and(bindparam(f"{word}_left")) for word in _WORDS})
)
