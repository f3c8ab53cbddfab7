"""Proves from the tables alone that the book kept its word. Shares no code with the book: plain SQL.

It asks three things. Did any desk ever have two at once: now, by the rows, and at any time, by the history?
Was anything lost that a client had been told? Does each history explain the state that its row is in?
Times are compared by the order of events (`id`), not by clocks, which may differ between machines.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

Row = Mapping[str, Any]
Place = tuple[int, int, int]  # desk, first cell, cell after the last

Stay = tuple[
    Place, int, int, int
]  # the place, its appointment, and the two events between which it was there

OWNING = ("confirmed", "arrived", "done", "missed")
CELL_S = 300
# What may follow on what, and which state it leads to.
STEPS = {
    (None, "held"): "held",
    ("held", "handed_over"): "held",
    ("held", "confirmed"): "confirmed",
    ("held", "released"): "released",
    ("held", "expired"): "expired",
    ("held", "spent"): "spent",
    ("confirmed", "moved"): "confirmed",
    ("confirmed", "noted"): "confirmed",
    ("confirmed", "cancelled"): "cancelled",
}
COUNTED = ("moved", "cancelled")  # each adds one to `sequence`


@dataclass
class Life:
    """What the history tells of one appointment."""

    state: str | None = None
    place: Place | None = None
    since: int = 0  # the event by which it came to its place
    sequence: int = 0
    faults: list[str] = field(default_factory=list)


def check(connection: Any, told: Iterable[Row]) -> list[str]:
    """Everything that is wrong, in sentences; nothing where the book kept its word.

    `connection` is one of psycopg or sqlite3, `told` the lines of the clients' diaries.
    """
    appointments = {row["id"]: row for row in _rows(connection, "SELECT * FROM appointments")}
    events = _rows(connection, "SELECT * FROM appointment_events ORDER BY id")
    claims = _rows(connection, "SELECT * FROM claims")
    faults = _two_at_once(connection)
    faults += _claims_without_owner(appointments, claims)
    lives, stays = _replay(events)
    faults += _two_ever(stays)
    faults += _unexplained(appointments, lives)
    faults += _lost(appointments, events, told)
    faults += _occupancy(connection, claims)
    return faults


def _two_at_once(connection: Any) -> list[str]:
    states = ", ".join(f"'{state}'" for state in OWNING)
    rows = _rows(
        connection,
        "SELECT a.id AS one, b.id AS other, a.desk_id AS desk FROM appointments a JOIN appointments b "
        "ON a.desk_id = b.desk_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at "
        f"WHERE a.state IN ({states}) AND b.state IN ({states})",
    )
    return [f"desk {row['desk']} has {row['one']} and {row['other']} at once" for row in rows]


def _claims_without_owner(appointments: Mapping[int, Row], claims: Sequence[Row]) -> list[str]:
    """The firm cells of each desk are those of its appointments, one by one."""
    firm = {
        (row["desk_id"], row["cell"]): row["appointment_id"] for row in claims if row["held_until"] is None
    }
    due = {
        (row["desk_id"], cell): row["id"]
        for row in appointments.values()
        if row["state"] in OWNING
        for cell in range(
            _cell(row["starts_at"]), _cell(row["ends_at"]) + row["buffer_minutes"] * 60 // CELL_S
        )
    }
    return [
        f"cell {key} is claimed by {firm.get(key)}, and should be by {due.get(key)}"
        for key in sorted(firm.keys() | due.keys())
        if firm.get(key) != due.get(key)
    ]


def _replay(events: Sequence[Row]) -> tuple[dict[int, Life], list[Stay]]:
    """Every appointment's life, and every stay: a place, its appointment, and the events it lies between."""
    lives: dict[int, Life] = defaultdict(Life)
    stays: list[Stay] = []
    came: dict[int, int] = {}
    for event in events:
        one, what, details = event["appointment_id"], event["what"], _json(event["details"])
        life = lives[one]
        if (life.state, what) not in STEPS:
            life.faults.append(f"{one}: {what} after {life.state}")
        life.state = STEPS.get((life.state, what), life.state)
        life.sequence += what in COUNTED
        if what == "held":
            life.place, life.since = _place(details), event["id"]
        elif what == "spent":
            came[details["appointment"]] = life.since  # who moves there has had the place since it was held
        elif what == "moved" and life.place:
            stays.append((life.place, one, life.since, event["id"]))
            if _place(details["was"]) != life.place:
                life.faults.append(f"{one}: moved away from where it was not")
            life.place, life.since = _place(details["now"]), came.pop(one, event["id"])
        elif what == "cancelled" and life.place:
            stays.append((life.place, one, life.since, event["id"]))
    end = events[-1]["id"] + 1 if events else 0
    for one, life in lives.items():
        if life.state in OWNING and life.place:
            stays.append((life.place, one, life.since, end))
    return dict(lives), stays


def _two_ever(stays: Iterable[Stay]) -> list[str]:
    """No cell of any desk was at two appointments between the same events."""
    by_cell: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for (desk, first, end), one, since, until in stays:
        for cell in range(first, end):
            by_cell[desk, cell].append((since, until, one))
    faults = []
    for key, times in by_cell.items():
        times.sort()
        for (_, until, one), (since, _, other) in pairwise(times):
            if since < until:
                faults.append(f"cell {key} was at {one} and {other} at once")
    return faults


def _unexplained(appointments: Mapping[int, Row], lives: Mapping[int, Life]) -> list[str]:
    faults = [fault for life in lives.values() for fault in life.faults]
    faults += [f"{one}: a history without a row" for one in lives.keys() - appointments.keys()]
    for one, row in appointments.items():
        life = lives.get(one, Life())
        place = (row["desk_id"], _cell(row["starts_at"]), _cell(row["ends_at"]))
        told, found = (life.state, life.sequence, life.place), (row["state"], row["sequence"], place)
        if told != found:
            faults.append(f"{one}: the history tells {told}, the row {found}")
    return faults


def _lost(appointments: Mapping[int, Row], events: Sequence[Row], told: Iterable[Row]) -> list[str]:
    """What a client was told is so still, or somebody changed it who is known."""
    lines = list(told)
    unwanted = {line["id"] for line in lines if line["what"] == "wants_cancelled"}
    places = {(event["appointment_id"], place) for event in events for place in _places(event)}
    faults = []
    for line in lines:
        if line["what"] not in ("confirmed", "moved", "cancelled"):
            continue
        row = appointments.get(line["id"])
        if row is None:
            faults.append(f"{line['id']} was {line['what']}, and is not there")
        elif line["what"] == "cancelled":
            if row["state"] != "cancelled":
                faults.append(f"{line['id']} was cancelled, and is {row['state']}")
        elif row["state"] not in OWNING and line["id"] not in unwanted:
            faults.append(f"{line['id']} was {line['what']}, and is {row['state']} by nobody's wish")
        elif row["code"] != line["code"]:
            faults.append(f"{line['id']} was told another code")
        elif (line["id"], _place(line)) not in places:
            faults.append(f"{line['id']} was {line['what']}, of which the history knows nothing")
    return faults


def _occupancy(connection: Any, claims: Sequence[Row]) -> list[str]:
    """The calendar that is read at a glance shows the firm claims, and nothing else."""
    shown = {
        (row["desk_id"], row["day"] * 288 + word * 60 + bit)
        for row in _rows(connection, "SELECT * FROM occupancy")
        for word in range(5)
        for bit in range(60)
        if row[f"w{word}"] >> bit & 1
    }
    firm = {(row["desk_id"], row["cell"]) for row in claims if row["held_until"] is None}
    return [f"cell {key} is shown wrongly in the calendar" for key in sorted(shown ^ firm)]


def _places(event: Row) -> list[Place]:
    details = _json(event["details"])
    if event["what"] == "held":
        return [_place(details)]
    return [_place(details["now"])] if event["what"] == "moved" else []


def _place(details: Row) -> Place:
    return details["desk"], _cell(details["start"]), _cell(details["end"])


def _cell(moment: datetime | str) -> int:
    at = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() // CELL_S)


def _json(details: Any) -> Row:
    return json.loads(details) if isinstance(details, str) else details


def _rows(connection: Any, query: str) -> list[dict[str, Any]]:
    cursor = connection.cursor()
    cursor.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
