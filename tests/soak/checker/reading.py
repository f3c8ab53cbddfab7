"""The tables as they are, and the few notions that all proofs share."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

Row = Mapping[str, Any]
Place = tuple[int, int, int]  # desk, first cell, cell after the last

OWNING = ("confirmed", "arrived", "done", "missed")
CELL_S = 300
APART = timedelta(seconds=2)  # so much the clocks of two machines may differ
BERLIN = ZoneInfo("Europe/Berlin")


class Tables:
    """Each is read once; moments are aware, JSON is parsed."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @cached_property
    def appointments(self) -> dict[int, Row]:
        return {row["id"]: row for row in self.rows("SELECT * FROM appointments")}

    @cached_property
    def events(self) -> list[Row]:
        """The whole history, in its order."""
        rows = self.rows("SELECT * FROM appointment_events ORDER BY id")
        return [{**row, "details": parsed(row["details"]), "at": moment(row["at"])} for row in rows]

    @cached_property
    def claims(self) -> list[Row]:
        return self.rows("SELECT * FROM claims")

    @cached_property
    def windows(self) -> dict[str, tuple[timedelta, timedelta]]:
        """How soon, and how late, a cancelled place comes back at each office."""
        return {
            row["key"]: (
                timedelta(minutes=row["return_after_min"]),
                timedelta(minutes=row["return_after_max"]),
            )
            for row in self.rows("SELECT * FROM offices")
        }

    def rows(self, query: str) -> list[Row]:
        cursor = self._connection.cursor()
        cursor.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def moment(at: datetime | str) -> datetime:
    """SQLite keeps text, in UTC and without its zone."""
    found = datetime.fromisoformat(at) if isinstance(at, str) else at
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def cell(at: datetime | str) -> int:
    return int(moment(at).timestamp() // CELL_S)


def place(details: Row) -> Place:
    """The place that an event or a diary tells of."""
    return details["desk"], cell(details["start"]), cell(details["end"])


def place_of(row: Row) -> Place:
    """The place that a row of `appointments` stands at."""
    return row["desk_id"], cell(row["starts_at"]), cell(row["ends_at"])


def buffer_cells(minutes: int) -> int:
    return minutes * 60 // CELL_S


def parsed(details: Any) -> Row:
    parsed: Row = json.loads(details) if isinstance(details, str) else details
    return parsed
