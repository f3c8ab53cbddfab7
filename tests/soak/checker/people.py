"""What people may have, and what they were sent: limits, numbers at the counter, notices."""

from collections import Counter, defaultdict

from tests.soak.checker.reading import Row, Tables, moment

OPEN_PER_NUMBER = 5
STAFF = ("agent:", "office:")


def faults(tables: Tables) -> list[str]:
    return _too_many(tables) + _walk_ins(tables) + _notices(tables)


def _too_many(tables: Tables) -> list[str]:
    """No number booked one more by itself while it had five open ones; staff may go beyond that.

    What staff booked, or took back on the day, is not counted here: a neighbour may not have seen it yet.
    """
    found = []
    open_ones: dict[str, dict[int, Row]] = defaultdict(dict)  # by number, then appointment: its last place
    held = {row["appointment_id"]: row["details"] for row in tables.events if row["what"] == "held"}
    for event in tables.events:
        one, what = event["appointment_id"], event["what"]
        phone = tables.appointments.get(one, {}).get("phone")
        if phone is None:
            continue
        own = open_ones[phone]
        if what == "confirmed" and not event["by"].startswith(STAFF):
            open_now = [row for row in own.values() if moment(row["start"]) > event["at"]]
            if len(open_now) >= OPEN_PER_NUMBER:
                found.append(f"{one} was one too many for its number")
            own |= {one: held[one]} if one in held else {}
        elif what == "moved" and one in own:
            own[one] = event["details"]["now"]
        elif what in ("cancelled", "arrived", "done", "missed"):
            own.pop(one, None)
    return found


def _walk_ins(tables: Tables) -> list[str]:
    """Numbers of an office and day are counted from 1 without a gap; each state has its marks."""
    rows = tables.rows("SELECT * FROM walk_ins ORDER BY office_key, day, number")
    drawn: dict[tuple[str, object], list[int]] = defaultdict(list)
    for row in rows:
        drawn[row["office_key"], row["day"]].append(row["number"])
    found = [
        f"{office} on {day} drew {numbers}"
        for (office, day), numbers in drawn.items()
        if numbers != list(range(1, len(numbers) + 1))
    ]
    marks = {"waiting": (False, False), "called": (True, False), "served": (True, True)}
    for row in rows:
        has = (row["called_at"] is not None, row["ended_at"] is not None)
        if has != marks.get(row["state"], (has[0], True)):
            found.append(f"walk-in {row['id']} is {row['state']} with the marks {has}")
    return found


def _notices(tables: Tables) -> list[str]:
    """Who has a number was told of the booking; nobody is reminded twice, or of what is cancelled."""
    rows = tables.rows("SELECT * FROM notices")
    told = {row["appointment_id"] for row in rows if row["kind"] == "confirmed"}
    found = [
        f"{one['appointment_id']} has no word of its booking"
        for one in tables.events
        if one["what"] == "confirmed"
        and one["appointment_id"] not in told
        and tables.appointments.get(one["appointment_id"], {}).get("phone")
    ]
    found += [f"notice {row['id']} is sent, and due" for row in rows if row["sent_at"] and row["due_at"]]
    due = Counter(
        row["appointment_id"] for row in rows if row["kind"] == "reminder" and row["due_at"] is not None
    )
    for one, count in due.items():
        if count > 1 or tables.appointments[one]["state"] == "cancelled":
            found.append(f"{one} is to be reminded {count} times, and is {tables.appointments[one]['state']}")
    return found
