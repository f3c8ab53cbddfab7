"""The waiting list: what each entry was offered, what became of it, and what its own history tells."""

from collections import Counter, defaultdict

from tests.soak.checker.reading import Row, Tables, parsed

WAITING_PER_NUMBER = 5
# What an offer's state says that the entry's history must tell of its hold.
TOLD: dict[str, set[str]] = {"open": set(), "taken": {"taken"}, "lapsed": {"declined", "lapsed"}}


def faults(tables: Tables) -> list[str]:
    return _waiting_list(tables) + _histories(tables)


def _waiting_list(tables: Tables) -> list[str]:
    entries = {row["id"]: row for row in tables.rows("SELECT * FROM waiting_list")}
    offers = tables.rows("SELECT * FROM waiting_offers")
    waiting = [row for row in entries.values() if row["state"] == "waiting"]
    per_number = Counter(row["phone"] for row in waiting)
    per_appointment = Counter(row["appointment_id"] for row in waiting if row["appointment_id"])
    found = [f"a number waits {count} times" for count in per_number.values() if count > WAITING_PER_NUMBER]
    found += [f"{one} waits {count} times" for one, count in per_appointment.items() if count > 1]
    open_ones = Counter(entries[row["entry_id"]]["phone"] for row in offers if row["state"] == "open")
    found += [f"a number has {count} open offers" for count in open_ones.values() if count > 1]
    told = Counter(
        row["appointment_id"] for row in tables.rows("SELECT * FROM notices") if row["kind"] == "earlier"
    )
    for row in offers:
        found += _offer_faults(row, entries[row["entry_id"]], tables.appointments[row["hold_id"]])
        if told[row["hold_id"]] != 1:
            found.append(f"offer {row['id']} was told {told[row['hold_id']]} times")
    taken = Counter(row["entry_id"] for row in offers if row["state"] == "taken")
    for one, row in entries.items():
        # Who has left the list may still take what they were offered before.
        allowed = {"served": (1,), "waiting": (0,)}.get(row["state"], (0, 1))
        if taken[one] not in allowed:
            found.append(f"entry {one} is {row['state']} and took {taken[one]}")
    return found


def _offer_faults(offer: Row, entry: Row, hold: Row) -> list[str]:
    """The hold of an open offer is one; of a taken one it became, or went to, what its taker has."""
    found = []
    if hold["holder"] != f"waiting:{entry['id']}":
        found.append(f"offer {offer['id']} is held by {hold['holder']}")
    was_taken = hold["state"] not in ("held", "released", "expired")
    if was_taken != (offer["state"] == "taken"):
        found.append(f"offer {offer['id']} is {offer['state']}, its hold {hold['state']}")
    return found


def _histories(tables: Tables) -> list[str]:
    events: dict[int, list[Row]] = defaultdict(list)
    for event in tables.rows("SELECT * FROM waiting_events ORDER BY id"):
        events[event["entry_id"]].append(event)
    found = []
    for entry in tables.rows("SELECT * FROM waiting_list"):
        whats = [event["what"] for event in events[entry["id"]]]
        ended = set(whats) & {"taken", "left", "ended"}
        if whats[:1] != ["entered"] or whats.count("entered") > 1:
            found.append(f"entry {entry['id']} begins with {whats[:2]}")
        if bool(ended) == (entry["state"] == "waiting"):
            found.append(f"entry {entry['id']} is {entry['state']} after {whats}")
    for offer in tables.rows("SELECT * FROM waiting_offers"):
        of_hold = [
            event["what"]
            for event in events[offer["entry_id"]]
            if parsed(event["details"]).get("hold") == offer["hold_id"]
        ]
        if of_hold[:1] != ["offered"] or not _tells(of_hold[1:], TOLD[offer["state"]]):
            found.append(f"offer {offer['id']} is {offer['state']}, and its entry tells {of_hold}")
    return found


def _tells(whats: list[str], due: set[str]) -> bool:
    return not whats if not due else len(whats) == 1 and whats[0] in due
