"""Each history, told step by step: what may follow on what, and when; and what its row has to say then."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from tests.soak.checker.reading import BERLIN, OWNING, Place, Row, Tables, moment, place, place_of

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
    ("confirmed", "waits"): "confirmed",
    ("confirmed", "cancelled"): "cancelled",
    ("confirmed", "arrived"): "arrived",
    ("missed", "arrived"): "arrived",
    ("confirmed", "done"): "done",
    ("arrived", "done"): "done",
    ("confirmed", "missed"): "missed",
}
STEPS |= {(state, "waits_no_more"): state for state in (*OWNING, "cancelled")}
ON_THE_DAY = ("arrived", "done", "missed")
COUNTED = ("moved", "cancelled")  # each adds one to `sequence`


@dataclass
class Life:
    """What the history tells of one appointment. `noted`: what staff can still take back, and when it was."""

    state: str | None = None
    place: Place | None = None
    start: datetime | None = None
    until: datetime | None = None
    sequence: int = 0
    noted: list[tuple[str, datetime]] = field(default_factory=list)
    spent_on: int | None = None
    faults: list[str] = field(default_factory=list)


def faults(tables: Tables) -> list[str]:
    lives = _replay(tables)
    found = [fault for life in lives.values() for fault in life.faults]
    found += [f"{one}: a history without a row" for one in lives.keys() - tables.appointments.keys()]
    for one, row in tables.appointments.items():
        life = lives.get(one, Life())
        told, is_so = (life.state, life.sequence, life.place), (row["state"], row["sequence"], place_of(row))
        if told != is_so:
            found.append(f"{one}: the history tells {told}, the row {is_so}")
    return found


def _replay(tables: Tables) -> dict[int, Life]:
    lives: dict[int, Life] = defaultdict(Life)
    for event in tables.events:
        life = lives[event["appointment_id"]]
        life.faults += [f"{event['appointment_id']}: {fault}" for fault in _step(life, event, lives)]
    return dict(lives)


def _step(life: Life, event: Row, lives: dict[int, Life]) -> list[str]:
    """Live through one event; what is wrong with it."""
    what, at, details = event["what"], event["at"], event["details"]
    if what == "undone":
        return _undo(life, at, details)
    if (life.state, what) not in STEPS:
        return [f"{what} after {life.state}"]
    before, life.state = life.state, STEPS[life.state, what]
    life.sequence += what in COUNTED
    if what == "held":
        life.place, life.start, life.until = (
            place(details),
            moment(details["start"]),
            moment(details["until"]),
        )
    elif what == "expired":
        return [f"expired at {at}, before {life.until}"] if life.until and at < life.until else []
    elif what == "spent":
        life.spent_on = details["appointment"]
    elif what == "moved":
        return _move(life, event, lives)
    elif what == "cancelled":
        return [f"cancelled at {at}, after it began"] if life.start and at >= life.start else []
    elif what in ON_THE_DAY:
        life.noted.append((str(before), at))
        return _too_early(life, what, at) + (
            [] if details.get("was") == before else [f"{what}, was {before}"]
        )
    return []


def _move(life: Life, event: Row, lives: dict[int, Life]) -> list[str]:
    details, found = event["details"], []
    hold = lives.get(details["hold"], Life())
    if place(details["was"]) != life.place:
        found.append("moved away from where it was not")
    if life.start and event["at"] >= life.start:
        found.append("moved after it began")
    life.place, life.start = place(details["now"]), moment(details["now"]["start"])
    if hold.spent_on != event["appointment_id"] or hold.place != life.place:
        found.append(f"moved to a place that {details['hold']} did not hold for it")
    return found


def _too_early(life: Life, what: str, at: datetime) -> list[str]:
    """Nobody comes before the day, and nobody is missed before the time."""
    if life.start is None:
        return []
    early = at < life.start if what == "missed" else _day(at) < _day(life.start)
    return [f"{what} at {at}, for {life.start}"] if early else []


def _undo(life: Life, at: datetime, details: Row) -> list[str]:
    """Back is what was before, and on the same day only."""
    if not life.noted or details.get("undone") != life.state:
        return [f"undone {details.get('undone')} after {life.state}"]
    back, noted_at = life.noted.pop()
    life.state = back
    late = [f"undone at {at}, noted at {noted_at}"] if _day(at) != _day(noted_at) else []
    return late + ([] if details.get("back") == back else [f"undone to {details.get('back')}, was {back}"])


def _day(at: datetime) -> date:
    return at.astimezone(BERLIN).date()
