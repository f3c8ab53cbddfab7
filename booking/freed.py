"""Times that came back: noted where an appointment is cancelled or moved, looked at for the waiting list."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from booking.rows import AnyRow
from booking.sql import run
from booking.tables import FreedRow


def note(session: Session, office: str, start: datetime, end: datetime, *, back: datetime) -> None:
    """From `start` to `end` there will be room at the office, from the moment `back` on."""
    row = {"office_key": office, "starts_at": start, "ends_at": end, "look_at": back}
    run(session, insert(FreedRow), [row])


def due(session: Session, *, now: datetime, limit: int) -> list[AnyRow]:
    """Those to be looked at, for this worker alone until its transaction ends."""
    chosen = select(*FreedRow.__table__.columns).where(FreedRow.look_at <= now)
    oldest = chosen.order_by(FreedRow.look_at, FreedRow.id).limit(limit)
    return list(run(session, oldest.with_for_update(skip_locked=True)).all())


def look_again(session: Session, freed_id: int, *, at: datetime) -> None:
    run(session, update(FreedRow).values(look_at=at).where(FreedRow.id == freed_id))


def drop_taken(session: Session, office: str, start: datetime, *, until: datetime) -> None:
    """What was offered until then was taken: it did not come back after all."""
    taken = (FreedRow.office_key == office, FreedRow.look_at == until)
    run(session, delete(FreedRow).where(*taken, FreedRow.starts_at <= start, FreedRow.ends_at > start))


def drop(session: Session, freed_id: int) -> None:
    """Nobody who waits wants it, or it is too late."""
    run(session, delete(FreedRow).where(FreedRow.id == freed_id))
