"""Times that came back: noted where an appointment is cancelled or moved, looked at for the waiting list."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from booking.rows import AnyRow
from booking.sql import run
from booking.tables import FreedRow


def note(
    session: Session,
    office: str,
    start: datetime,
    end: datetime,
    *,
    back: datetime,
    of: int | None = None,
) -> None:
    """From `start` to `end` there will be room at the office, from the moment `back` on.

    `of` is the appointment that had it: whoever gives a place up is not offered it.
    """
    place = {"office_key": office, "starts_at": start, "ends_at": end}
    run(session, insert(FreedRow), [{**place, "look_at": back, "appointment_id": of}])


def due(session: Session, *, now: datetime, limit: int) -> list[AnyRow]:
    """Those to be looked at, for this worker alone until its transaction ends."""
    chosen = select(*FreedRow.__table__.columns).where(FreedRow.look_at <= now)
    oldest = chosen.order_by(FreedRow.look_at, FreedRow.id).limit(limit)
    return list(run(session, oldest.with_for_update(skip_locked=True)).all())


def look_again(session: Session, freed_id: int, *, at: datetime) -> None:
    run(session, update(FreedRow).values(look_at=at).where(FreedRow.id == freed_id))


def look_now(
    session: Session, office: str, start: datetime, end: datetime, *, until: datetime, now: datetime
) -> None:
    """What was offered until then is wanted no more: look for the next at once."""
    one = select(func.min(FreedRow.id)).where(*_offered(office, start, until))
    change = update(FreedRow).values(look_at=now).where(FreedRow.id == one.scalar_subquery())
    if run(session, change).rowcount == 0:
        note(session, office, start, end, back=now)


def drop_taken(session: Session, office: str, start: datetime, *, until: datetime) -> None:
    """What was offered until then was taken: it did not come back after all."""
    run(session, delete(FreedRow).where(*_offered(office, start, until)))


def drop(session: Session, freed_id: int) -> None:
    """Nobody who waits wants it, or it is too late."""
    run(session, delete(FreedRow).where(FreedRow.id == freed_id))


def _offered(office: str, start: datetime, until: datetime) -> tuple[Any, ...]:
    """The stretches of which a place at `start` is offered until then."""
    at_start = (FreedRow.starts_at <= start, FreedRow.ends_at > start)
    return (FreedRow.office_key == office, FreedRow.look_at == until, *at_start)
