"""Five-minute cells: the grain in which desks are claimed, counted since 1970-01-01 00:00 UTC.

Offsets of Europe/Berlin are whole cells, so that local opening hours fall on cells in summer and winter.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from booking.values import BERLIN

CELL_MINUTES = 5
CELL = timedelta(minutes=CELL_MINUTES)
_SECONDS = CELL_MINUTES * 60


def cell_at(moment: datetime) -> int:
    """The cell in which an aware `moment` lies."""
    return int(moment.timestamp() // _SECONDS)


def start_of(cell: int) -> datetime:
    """The moment, in UTC, at which `cell` begins."""
    return datetime.fromtimestamp(cell * _SECONDS, UTC)


@lru_cache(maxsize=1024)
def starts_between(first: int, end: int) -> tuple[datetime, ...]:
    """The beginnings, in UTC, of the cells from `first` up to and not including `end`."""
    return tuple(start_of(cell) for cell in range(first, end))


def cells_between(start: datetime, end: datetime) -> range:
    """The cells of the half-open window from `start` to `end`, both aware and on whole cells."""
    return range(cell_at(start), cell_at(end))


@lru_cache(maxsize=8192)
def cell_of_wall_time(day: date, wall: time) -> int:
    """The cell at which clocks in Berlin show `wall` on `day`.

    A time that comes twice in October is its first coming. A time that is skipped in March is the moment of
    the skip: an office that opens at 2:30 opens when the clock jumps to 3:00. So windows that meet on the
    clock meet in truth, and their lengths are true.
    """
    first = datetime.combine(day, wall, tzinfo=BERLIN)
    cell = cell_at(first)
    if start_of(cell).astimezone(BERLIN).time() == wall:
        return cell
    cell = cell_at(first.replace(fold=1))
    while start_of(cell).astimezone(BERLIN).replace(tzinfo=None) < first.replace(tzinfo=None):
        cell += 1
    return cell
