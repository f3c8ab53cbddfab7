"""The example data again and again: a file is read once, then its rows are put into each further database.

Loading a file asks for each row whether it is there. These databases are new: at once is 15 times as fast.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from booking.db import Base
from booking.example.load import load_example
from booking.opening import local_day
from booking.tables import OfficeRow

Rows = list[tuple[Table, list[dict[str, Any]]]]

_LOADED: dict[tuple[Path | None, int], Rows] = {}


def seed(session: Session, path: Path | None = None, *, now: datetime) -> None:
    """What `load_example` does, where nothing is there yet; else that itself."""
    key = (path, local_day(now).year)  # all that it makes of the time: closures are of this year and the next
    if session.scalar(select(func.count()).select_from(OfficeRow)) or key not in _LOADED:
        was_empty = not _rows(session)
        load_example(session, path, now=now)
        if was_empty:
            _LOADED[key] = _rows(session)
        return
    for table, rows in _LOADED[key]:
        session.connection().execute(table.insert(), rows)
        if session.get_bind().dialect.name == "postgresql" and "id" in table.c:
            last = max(row["id"] for row in rows)
            session.execute(select(func.setval(func.pg_get_serial_sequence(table.name, "id"), last)))


def _rows(session: Session) -> Rows:
    found = [
        (table, [dict(row) for row in session.execute(table.select()).mappings()])
        for table in Base.metadata.sorted_tables
    ]
    return [(table, rows) for table, rows in found if rows]
