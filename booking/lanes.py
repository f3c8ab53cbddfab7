"""Lanes for overbooking: rows among an office's desks that stand for no real desk.

An appointment beyond the desks stands on such a lane, so that the primary key of the claims holds for it as
for any other, and nobody has to count. Whichever desk is free first serves it.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from booking import claims
from booking.kept import changing
from booking.sql import insert_into, run
from booking.tables import DeskRow

FIRST_NUMBER = 101  # a house has at most 99 desks
MOST = 20  # of one office


def free_lanes(session: Session, office: str, cells: range, *, now: datetime) -> Iterator[int]:
    """The lanes of `office` that are free for `cells`; the last one may be new."""
    chosen = select(DeskRow.id).where(DeskRow.office_key == office, DeskRow.extra).order_by(DeskRow.number)
    lanes = list(run(session, chosen).scalars())
    taken = claims.taken(session, lanes, cells.start, cells.stop, now=now)
    yield from (lane for lane in lanes if not taken.at(lane, cells.start, len(cells)))
    if len(lanes) < MOST:
        yield lane_of(session, office, FIRST_NUMBER + len(lanes))


def lane_of(session: Session, office: str, number: int) -> int:
    """The id of the lane of this number, which is made where it is not there."""
    changing(session)
    new = insert_into(session, DeskRow).values(office_key=office, number=number, extra=True)
    run(session, new.on_conflict_do_nothing())
    chosen = select(DeskRow.id).where(DeskRow.office_key == office, DeskRow.number == number)
    found: int = run(session, chosen).scalar_one()
    return found
