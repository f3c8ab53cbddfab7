"""The browsers at which somebody is signed in: to see them, and to sign one out from another."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.moves import changed
from routing.people_tables import SignInRow, Stage
from routing.session_limits import Limits
from routing.staff import Staff
from routing.tables import StaffRow


@dataclass(frozen=True, slots=True)
class Browser:
    """`handle` names it in a form; `here`: it is the one that asks."""

    handle: str
    browser: str
    how: str
    begun_at: datetime
    seen_at: datetime
    here: bool


def browsers_of(session: Session, staff: Staff, limits: Limits, *, here: str, now: datetime) -> list[Browser]:
    """Where `staff` is signed in, last seen first; `here` is the key of the browser that asks."""
    rows = session.scalars(
        select(SignInRow)
        .join(StaffRow, StaffRow.id == SignInRow.staff_id)
        .where(SignInRow.staff_id == staff.id, SignInRow.epoch == StaffRow.epoch)
        .where(SignInRow.stage == Stage.IN, SignInRow.ended_at.is_(None))
        .where(SignInRow.begun_at >= now - limits.longest_of(staff.roles))
        .where(SignInRow.seen_at >= now - limits.idle_of(staff.roles))
        .order_by(SignInRow.seen_at.desc())
    )
    return [
        Browser(_handle(row.key), row.browser, row.how, row.begun_at, row.seen_at, row.key == here)
        for row in rows
    ]


def end(session: Session, staff_id: int, handle: str, *, now: datetime) -> bool:
    """Sign this browser of theirs out. False: there is none."""
    keys = session.scalars(
        select(SignInRow.key).where(SignInRow.staff_id == staff_id, SignInRow.ended_at.is_(None))
    ).all()
    for key in keys:
        if _handle(key) == handle:
            changed(session, update(SignInRow).where(SignInRow.key == key).values(ended_at=now))
            return True
    return False


def _handle(key: str) -> str:
    """Not the key itself: what stands in a page may be photographed."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
