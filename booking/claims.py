"""Claiming a desk's cells. Here, and nowhere else, it is decided that no place is given twice.

A claim with `held_until` ends by itself at that moment: the next taker writes over it, in the same statement
that inserts what was free. Row locks are taken in the order of cells, so that no two wait for each other.
"""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from booking import occupancy
from booking.availability import Taken
from booking.errors import HoldEnded, SlotTaken
from booking.made_once import Ran
from booking.sql import dialect, insert_for, run
from booking.tables import ClaimRow

_LOCK_NOT_AVAILABLE = {"55P03", "40P01"}  # PostgreSQL: lock_not_available, deadlock_detected


def take(
    session: Session, appointment_id: int, desk: int, cells: range, *, now: datetime, until: datetime
) -> None:
    """Claim all `cells` of `desk` until `until`, or raise SlotTaken. Call it inside `all_or_nothing`."""
    claim = {"desk": desk, "first": cells.start, "last": cells.stop - 1, "of_hold": appointment_id}
    try:
        got = len(run(session, _claiming(dialect(session)), {**claim, "until": until, "at": now}).all())
    except OperationalError as trouble:
        # Somebody is taking the same cells and did not end within the wait that `connect` allows.
        if getattr(trouble.orig, "sqlstate", None) in _LOCK_NOT_AVAILABLE:
            raise SlotTaken from trouble
        raise
    if got != len(cells):
        raise SlotTaken


@cache
def _claiming(database: str) -> ReturningInsert[int]:
    """Insert what is free, write over what has ended, tell which cells that were: in the order of cells."""
    first = select(bindparam("first", type_=Integer).label("cell")).cte(recursive=True)
    cells = first.union_all(select(first.c.cell + 1).where(first.c.cell < bindparam("last")))
    wanted = select(
        bindparam("desk", type_=Integer),
        cells.c.cell,
        bindparam("of_hold", type_=Integer),
        bindparam("until", type_=ClaimRow.held_until.type),
    ).where(true())  # without it, SQLite takes ON CONFLICT for a join
    columns = ["desk_id", "cell", "appointment_id", "held_until"]
    claim = insert_for(database, ClaimRow).from_select(columns, wanted)
    return claim.on_conflict_do_update(
        index_elements=[ClaimRow.desk_id, ClaimRow.cell],
        set_={"appointment_id": claim.excluded.appointment_id, "held_until": claim.excluded.held_until},
        where=ClaimRow.held_until <= bindparam("at"),
    ).returning(ClaimRow.cell)


def extend(session: Session, appointment_id: int, count: int, *, now: datetime, until: datetime) -> None:
    """Let a live hold of `count` cells end at `until`. Raises HoldEnded where a cell is no longer its own."""
    _change_all(session, appointment_id, count, now, held_until=until)


def make_firm(session: Session, appointment_id: int, count: int, *, now: datetime) -> None:
    """Keep the `count` cells of a live hold for good.

    Raises HoldEnded where a cell is no longer its own; then it has none of the others any more, either.
    """
    try:
        firm = _change_all(session, appointment_id, count, now, held_until=None)
    except HoldEnded:
        _give_back(session, appointment_id, None)
        raise
    occupancy.change(session, firm=firm)


def give_back(session: Session, appointment_id: int, *, until: datetime | None = None) -> None:
    """Free the firm cells of an appointment, at `until` or now."""
    occupancy.change(session, freed=_give_back(session, appointment_id, until))


def hand_on(
    session: Session, hold_id: int, count: int, owner: int, *, now: datetime, until: datetime | None
) -> None:
    """Make the `count` cells of a live hold those of `owner`, who gives back its own at `until` or now.

    Raises HoldEnded where a cell is no longer the hold's.
    """
    freed = _give_back(session, owner, until)
    firm = _change_all(session, hold_id, count, now, held_until=None, appointment_id=owner)
    occupancy.change(session, freed=freed, firm=firm)


def end_hold(session: Session, appointment_id: int) -> None:
    """Free the cells that this appointment holds still; not what others took over."""
    held = _locked(and_(ClaimRow.appointment_id == appointment_id, ClaimRow.held_until.is_not(None)))
    run(session, delete(ClaimRow).where(_key().in_(held)))


def sweep(session: Session, *, now: datetime) -> None:
    """Delete claims that ended. Cells that somebody is just taking over are left to them."""
    ended = _locked(ClaimRow.held_until <= now, skip_locked=True)
    run(session, delete(ClaimRow).where(_key().in_(ended)))


def taken(session: Session, desks: Collection[int], first: int, end: int, *, now: datetime) -> Taken:
    """What is claimed at `desks` from cell `first` up to and not including `end`."""
    # Held before firm: what is confirmed between the two statements is then seen by both, not by neither.
    held = select(*_CELL).where(ClaimRow.held_until > now, ClaimRow.cell >= first, ClaimRow.cell < end)
    bits = occupancy.bits_of(_cells(run(session, held)))
    for key, firm in occupancy.read(session, desks, first, end).items():
        bits[key] = bits.get(key, 0) | firm
    return Taken(bits)


_CELL = (ClaimRow.desk_id, ClaimRow.cell)


def _cells(rows: Ran) -> list[tuple[int, int]]:
    return [(desk, cell) for desk, cell in rows]


def _give_back(session: Session, appointment_id: int, until: datetime | None) -> list[tuple[int, int]]:
    own = _key().in_(_locked(and_(ClaimRow.appointment_id == appointment_id, ClaimRow.held_until.is_(None))))
    change = delete(ClaimRow) if until is None else update(ClaimRow).values(held_until=until)
    return _cells(run(session, change.where(own).returning(*_CELL)))


def _change_all(
    session: Session, hold: int, count: int, now: datetime, **values: Any
) -> list[tuple[int, int]]:
    changed = _cells(run(session, _CHANGE_LIVE, {"of_hold": hold, "at": now, **values}))
    if len(changed) != count:
        raise HoldEnded
    return changed


def _key() -> Any:
    return tuple_(ClaimRow.desk_id, ClaimRow.cell)


def _locked(condition: ColumnElement[bool], *, skip_locked: bool = False) -> Select[int, int]:
    in_order = select(ClaimRow.desk_id, ClaimRow.cell).where(condition)
    return in_order.order_by(ClaimRow.desk_id, ClaimRow.cell).with_for_update(skip_locked=skip_locked)


_LIVE = and_(ClaimRow.appointment_id == bindparam("of_hold"), ClaimRow.held_until > bindparam("at"))
_CHANGE_LIVE = update(ClaimRow).where(_key().in_(_locked(_LIVE))).returning(*_CELL)
