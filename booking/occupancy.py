"""Firm claims once more, as bits: a row for each desk and day, so that a calendar is read at a glance.

Only `claims` writes it, in the transaction that changes the claims themselves. Every change is one statement
that sets or clears bits of the row as it then is, so that writers of the same row lose nothing of each other.
"""

from collections.abc import Collection, Iterable
from functools import cache

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from booking.availability import DAY_CELLS
from booking.sql import Insert, dialect, insert_for, run
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


def change(
    session: Session, *, freed: Iterable[tuple[int, int]] = (), firm: Iterable[tuple[int, int]] = ()
) -> None:
    """Cells that are no longer firmly taken, and those that are from now on.

    Rows are locked in the order of days and desks: appointments that pass each other, one from Monday to
    Tuesday, the other the opposite way, would else wait for each other for ever.
    """
    to_clear, to_fill = bits_of(freed), bits_of(firm)
    for key in sorted(to_clear.keys() | to_fill.keys()):
        if key in to_clear:
            _clear(session, key, to_clear[key])
        if key in to_fill:
            _fill(session, key, to_fill[key])


def read(session: Session, desks: Collection[int], first: int, end: int) -> Bits:
    """What is firmly taken on the days of cells `first` up to `end`, at `desks` and perhaps at others."""
    days = OccupancyRow.day.between(first // DAY_CELLS, (end - 1) // DAY_CELLS)
    chosen = select(OccupancyRow.day, OccupancyRow.desk_id, *_COLUMNS).where(days)
    if len(desks) <= FEW:
        chosen = chosen.where(OccupancyRow.desk_id.in_(sorted(desks)))
    return {
        (day, desk): w0 | w1 << WORD | w2 << 2 * WORD | w3 << 3 * WORD | w4 << 4 * WORD
        for day, desk, w0, w1, w2, w3, w4 in run(session, chosen).all()
    }


def _fill(session: Session, key: tuple[int, int], bits: int) -> None:
    row = {"day": key[0], "desk_id": key[1], **dict(zip(_WORDS, _split(bits), strict=True))}
    run(session, _filling(dialect(session)), row)


def _clear(session: Session, key: tuple[int, int], bits: int) -> None:
    left = {f"{word}_left": _FULL ^ part for word, part in zip(_WORDS, _split(bits), strict=True)}
    run(session, _CLEAR, {"of_day": key[0], "of_desk": key[1], **left})


@cache
def _filling(database: str) -> Insert:
    new = insert_for(database, OccupancyRow)
    added = {word: getattr(OccupancyRow, word).bitwise_or(getattr(new.excluded, word)) for word in _WORDS}
    return new.on_conflict_do_update(index_elements=["day", "desk_id"], set_=added)


def _split(bits: int) -> list[int]:
    return [bits >> number * WORD & _FULL for number in range(len(_WORDS))]


_CLEAR = (
    update(OccupancyRow)
    .where(OccupancyRow.day == bindparam("of_day"), OccupancyRow.desk_id == bindparam("of_desk"))
    .values({word: getattr(OccupancyRow, word).bitwise_and(bindparam(f"{word}_left")) for word in _WORDS})
)
