"""A new office: with its desks and rules, and without hours and services, which its own pages give it."""

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from booking.editing.changes import Changed, begin_names, note
from booking.editing.desks import HIGHEST
from booking.editing.errors import BadNumber
from booking.editing.names import key_of
from booking.editing.settings import Settings, require_sound
from booking.sql import run
from booking.tables import DeskRow, OfficeRow
from booking.values import OfficeKind

KEY_AT_MOST = 40  # characters


def add_office(
    session: Session, kind: OfficeKind, settings: Settings, desks: int, *, by: str, now: datetime
) -> str:
    """A new office with desks 1 to `desks`; its key. It is named last.

    Raises what `settings.require_sound` raises.
    """
    if not 1 <= desks <= HIGHEST:
        raise BadNumber("desks")
    begin_names(session)
    require_sound(session, settings)
    known = set(run(session, select(OfficeRow.key)).scalars())
    key = key_of(settings.short, known, KEY_AT_MOST)
    rank = (run(session, select(func.max(OfficeRow.rank))).scalar() or 0) + 1
    row = {"key": key, "kind": kind, "rank": rank, "example": False, **settings.as_json()}
    run(session, insert(OfficeRow), row)
    numbers = range(1, desks + 1)
    run(session, insert(DeskRow), [{"office_key": key, "number": n, "extra": False} for n in numbers])
    told = {**settings.as_json(), "kind": kind, "desks": list(numbers)}
    note(session, key, Changed.OFFICE_ADDED, by=by, now=now, is_now=told)
    return key
