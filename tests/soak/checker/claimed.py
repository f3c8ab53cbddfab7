"""What the tables say now: rows that overlap, claims without owners, a calendar that shows something else."""

from collections.abc import Iterator

from tests.soak.checker.reading import OWNING, Row, Tables, buffer_cells, moment, place_of

Cell = tuple[int, int]  # desk, cell


def faults(tables: Tables) -> list[str]:
    return _two_at_once(tables) + _firm(tables) + _for_a_while(tables) + _calendar(tables)


def _two_at_once(tables: Tables) -> list[str]:
    states = ", ".join(f"'{state}'" for state in OWNING)
    rows = tables.rows(
        "SELECT a.id AS one, b.id AS other, a.desk_id AS desk FROM appointments a JOIN appointments b "
        "ON a.desk_id = b.desk_id AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at "
        f"WHERE a.state IN ({states}) AND b.state IN ({states})",
    )
    return [f"desk {row['desk']} has {row['one']} and {row['other']} at once" for row in rows]


def _firm(tables: Tables) -> list[str]:
    """The firm cells of each desk are those of its appointments, one by one."""
    firm = {_cell(row): row["appointment_id"] for row in tables.claims if row["held_until"] is None}
    due = {
        one: row["id"] for row in tables.appointments.values() if row["state"] in OWNING for one in _all(row)
    }
    return [
        f"cell {key} is claimed by {firm.get(key)}, and should be by {due.get(key)}"
        for key in sorted(firm.keys() | due.keys())
        if firm.get(key) != due.get(key)
    ]


def _for_a_while(tables: Tables) -> list[str]:
    """A live hold has all its cells for as long as it says; whatever else is claimed ends soon."""
    found = []
    own: dict[int, set[Cell]] = {}
    back = {  # who gave a place back last, by cancelling or moving away
        event["appointment_id"]: event["at"]
        for event in tables.events
        if event["what"] in ("cancelled", "moved")
    }
    for claim in tables.claims:
        if claim["held_until"] is None:
            continue
        row, until = tables.appointments[claim["appointment_id"]], moment(claim["held_until"])
        if row["state"] == "held":
            own.setdefault(row["id"], set()).add(_cell(claim))
            if until != moment(row["held_until"]):
                found.append(f"cell {_cell(claim)} is held by {row['id']} until {until}, unlike its row")
        elif row["id"] in back and until > back[row["id"]] + max(most for _, most in tables.windows.values()):
            found.append(f"cell {_cell(claim)} comes back too late from {row['id']}")
        elif row["id"] not in back and row["state"] != "expired":
            found.append(f"cell {_cell(claim)} is kept for {row['id']}, which is {row['state']}")
    last = max((event["at"] for event in tables.events), default=None)
    for row in tables.appointments.values():
        if row["state"] == "held" and last and moment(row["held_until"]) > last:
            missing = set(_all(row)) - own.get(row["id"], set())
            found += [f"cell {one} is not claimed by the live hold {row['id']}" for one in sorted(missing)]
    return found


def _calendar(tables: Tables) -> list[str]:
    """The calendar that is read at a glance shows the firm claims, and nothing else."""
    shown = {
        (row["desk_id"], row["day"] * 288 + word * 60 + bit)
        for row in tables.rows("SELECT * FROM occupancy")
        for word in range(5)
        for bit in range(60)
        if row[f"w{word}"] >> bit & 1
    }
    firm = {_cell(row) for row in tables.claims if row["held_until"] is None}
    return [f"cell {key} is shown wrongly in the calendar" for key in sorted(shown ^ firm)]


def _cell(claim: Row) -> Cell:
    return claim["desk_id"], claim["cell"]


def _all(row: Row) -> Iterator[Cell]:
    """All cells that an appointment or hold must own, with the buffer after it."""
    desk, first, end = place_of(row)
    for cell in range(first, end + buffer_cells(row["buffer_minutes"])):
        yield desk, cell
