"""Claiming a desk's cells. Here, and nowhere else, it is decided that no place is given twice.

A claim with `held_until` ends by itself at that moment: the next taker writes over it, in the same statement
that inserts what was free. Row locks are taken in the order of cells, so that no two wait for each other.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    and_,
    cast,
    delete,
    func,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy import Integer as Int
from sqlalchemy import literal_column as constant
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from booking.availability import Taken
from booking.errors import HoldEnded, SlotTaken
from booking.sql import insert_into, run
from booking.tables import ClaimRow

WORD = 48  # cells in a word of the answer to "what is taken": four hours, well within 64 bits
_LOCK_NOT_AVAILABLE = {"55P03", "40P01"}  # PostgreSQL: lock_not_available, deadlock_detected


def take(
    session: Session, appointment_id: int, desk: int, cells: range, *, now: datetime, until: datetime
) -> None:
    """Claim all `cells` of `desk` until `until`, or raise SlotTaken. Call it inside `begin_nested()`."""
    claim = insert_into(session, ClaimRow)
    claim_what_is_free = claim.on_conflict_do_update(
        index_elements=[ClaimRow.desk_id, ClaimRow.cell],
        set_={"appointment_id": claim.excluded.appointment_id, "held_until": claim.excluded.held_until},
        where=ClaimRow.held_until <= now,
    ).returning(ClaimRow.cell)
    rows = [
        {"desk_id": desk, "cell": cell, "appointment_id": appointment_id, "held_until": until}
        for cell in cells
    ]
    try:
        got = len(run(session, claim_what_is_free, rows).all())
    except OperationalError as trouble:
        # Somebody is taking the same cells and did not end within the wait that `connect` allows.
        if getattr(trouble.orig, "sqlstate", None) in _LOCK_NOT_AVAILABLE:
            raise SlotTaken from trouble
        raise
    if got != len(cells):
        raise SlotTaken


def extend(session: Session, appointment_id: int, count: int, *, now: datetime, until: datetime) -> None:
    """Let a live hold of `count` cells end at `until`. Raises HoldEnded where a cell is no longer its own."""
    change = update(ClaimRow).values(held_until=until)
    _change_all(session, appointment_id, count, change, now)


def make_firm(
    session: Session, appointment_id: int, count: int, *, now: datetime, owner: int | None = None
) -> None:
    """Keep the `count` cells of a live hold for good, for itself or for another `owner`. Raises HoldEnded."""
    change = update(ClaimRow).values(held_until=None, appointment_id=owner or appointment_id)
    _change_all(session, appointment_id, count, change, now)


def give_back(session: Session, appointment_id: int) -> None:
    """Free the cells that are still this appointment's own; not those that others took over."""
    own = _locked(ClaimRow.appointment_id == appointment_id)
    run(session, delete(ClaimRow).where(_key().in_(own)))


def sweep(session: Session, *, now: datetime) -> None:
    """Delete claims that ended. Cells that somebody is just taking over are left to them."""
    ended = _locked(ClaimRow.held_until <= now, skip_locked=True)
    run(session, delete(ClaimRow).where(_key().in_(ended)))


def taken(session: Session, desks: Iterable[int], first: int, end: int, *, now: datetime) -> Taken:
    """What is claimed at `desks` from cell `first` up to and not including `end`: one query."""
    word = (ClaimRow.cell // constant(str(WORD), Int)).label("word")
    bit = cast(1, BigInteger).bitwise_lshift(ClaimRow.cell % constant(str(WORD), Int))
    rows = run(
        session,
        select(ClaimRow.desk_id, word, cast(func.sum(bit), BigInteger))
        .where(ClaimRow.desk_id.in_(sorted(set(desks))), ClaimRow.cell >= first, ClaimRow.cell < end)
        .where(or_(ClaimRow.held_until.is_(None), ClaimRow.held_until > now))
        .group_by(ClaimRow.desk_id, word),
    )
    base = first - first % WORD
    bits: dict[int, int] = {}
    for desk, number, mask in rows:
        bits[desk] = bits.get(desk, 0) | mask << (number * WORD - base)
    return Taken(base, bits)


def _change_all(session: Session, appointment_id: int, count: int, change: Any, now: datetime) -> None:
    own = _locked(and_(ClaimRow.appointment_id == appointment_id, ClaimRow.held_until > now))
    if run(session, change.where(_key().in_(own))).rowcount != count:
        raise HoldEnded


def _key() -> Any:
    return tuple_(ClaimRow.desk_id, ClaimRow.cell)


def _locked(condition: ColumnElement[bool], *, skip_locked: bool = False) -> Select[int, int]:
    in_order = select(ClaimRow.desk_id, ClaimRow.cell).where(condition)
    return in_order.order_by(ClaimRow.desk_id, ClaimRow.cell).with_for_update(skip_locked=skip_locked)
