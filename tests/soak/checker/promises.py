"""What a client was told is so still, or somebody changed it who is known."""

from collections import Counter
from collections.abc import Sequence

from tests.soak.checker.reading import OWNING, Place, Row, Tables, place

OF_APPOINTMENTS = ("confirmed", "moved", "cancelled")
NOTED = ("arrived", "done", "missed", "undone", "waits")


def faults(tables: Tables, told: Sequence[Row]) -> list[str]:
    unwanted = {line["id"] for line in told if line["what"] == "wants_cancelled"}
    places = {(event["appointment_id"], one) for event in tables.events for one in _places(event)}
    noted = {(event["appointment_id"], event["what"]) for event in tables.events}
    found = []
    for line in told:
        if line["what"] in OF_APPOINTMENTS:
            found += _changed(line, tables.appointments.get(line["id"]), unwanted, places)
        elif line["what"] in NOTED and (line["id"], line["what"]) not in noted:
            found.append(f"{line['id']} was {line['what']}, of which the history knows nothing")
    return found + _numbers(tables, told) + _sent(tables, told)


def _changed(line: Row, row: Row | None, unwanted: set[int], places: set[tuple[int, Place]]) -> list[str]:
    one, what = line["id"], line["what"]
    if row is None:
        return [f"{one} was {what}, and is not there"]
    if what == "cancelled":
        return [f"{one} was cancelled, and is {row['state']}"] if row["state"] != "cancelled" else []
    if row["state"] not in OWNING and one not in unwanted:
        return [f"{one} was {what}, and is {row['state']} by nobody's wish"]
    if row["code"] != line["code"]:
        return [f"{one} was told another code"]
    if (one, place(line)) not in places:
        return [f"{one} was {what}, of which the history knows nothing"]
    return []


def _numbers(tables: Tables, told: Sequence[Row]) -> list[str]:
    """Each walk-in has the number that it drew, and was called by one desk."""
    rows = {row["id"]: row for row in tables.rows("SELECT * FROM walk_ins")}
    found = [
        f"walk-in {line['id']} drew {line['number']}, of which nobody knows"
        for line in told
        if line["what"] == "drew" and rows.get(line["id"], {}).get("number") != line["number"]
    ]
    called = Counter(line["id"] for line in told if line["what"] == "called")
    found += [f"walk-in {one} was called {count} times" for one, count in called.items() if count > 1]
    return found + [
        f"walk-in {one} was called, and still waits"
        for one in called
        if rows.get(one, {}).get("state") == "waiting"
    ]


def _sent(tables: Tables, told: Sequence[Row]) -> list[str]:
    sent = {row["id"] for row in tables.rows("SELECT * FROM notices") if row["sent_at"] is not None}
    return [
        f"notice {line['id']} was sent, and is not"
        for line in told
        if line["what"] == "sent" and line["id"] not in sent
    ]


def _places(event: Row) -> list[Place]:
    details = event["details"]
    if event["what"] == "held":
        return [place(details)]
    return [place(details["now"])] if event["what"] == "moved" else []
