"""An appointment book as one would keep it with a pencil: sets of minutes, looked through one by one.

It knows the small town by heart and shares no code with the book. Times are minutes of local time, counted
from midnight of the first Monday: neither a change of clocks nor a holiday lies in its week.
"""

from collections.abc import Iterator
from dataclasses import dataclass

DAY = 24 * 60
CUT_OFF = 30
HOLD = 10
LIMIT = 5
DAYS = range(5)  # Monday to Friday
THURSDAY = 3

DESKS = {"markt": (1, 2, 3), "hafen": (4,)}
STEP = {"markt": 10, "hafen": 15}
PLACES = {("ausweis", "markt"): 1, ("ausweis", "hafen"): 1, ("pass", "markt"): 2, ("pass", "hafen"): 3}


@dataclass(frozen=True)
class Slot:
    """A desk from minute `start` up to and not including minute `end`."""

    office: str
    service: str
    desk: int
    start: int
    end: int

    def overlaps(self, other: "Slot") -> bool:
        return self.desk == other.desk and self.start < other.end and other.start < self.end


@dataclass
class Entry:
    """A line of the book; `until` is None once it is an appointment."""

    slot: Slot
    holder: str
    until: int | None
    phone: str | None = None


def spans(office: str, day: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """When which desks are open on `day`."""
    if office == "markt":
        yield day * DAY + 8 * 60, day * DAY + 12 * 60, DESKS[office]
        if day == THURSDAY:
            yield day * DAY + 14 * 60, day * DAY + 18 * 60, (1,)
    elif day == 0:
        yield 13 * 60, 15 * 60, DESKS[office]


class PlainBook:
    """`entries` are what holds a place or once did: the number of the hold leads to its line."""

    def __init__(self, now: int) -> None:
        self.now = now
        self.entries: dict[int, Entry] = {}

    def slots(self, office: str, service: str, day: int) -> Iterator[Slot]:
        """What the hours allow now, taken or not."""
        length = STEP[office] * PLACES[service, office]
        for opens, closes, desks in spans(office, day):
            for start in range(opens, closes - length + 1, STEP[office]):
                if start >= self.now + CUT_OFF:
                    for desk in desks:
                        yield Slot(office, service, desk, start, start + length)

    def is_free(self, slot: Slot) -> bool:
        return not any(entry.slot.overlaps(slot) for entry in self.entries.values() if self.counts(entry))

    def free_starts(self, office: str, service: str, day: int) -> set[int]:
        return {slot.start for slot in self.slots(office, service, day) if self.is_free(slot)}

    def counts(self, entry: Entry) -> bool:
        """Whether it keeps its place from others."""
        return entry.until is None or entry.until > self.now

    def live_holds(self) -> list[int]:
        return [one for one, entry in self.entries.items() if entry.until is not None and self.counts(entry)]

    def ended_holds(self) -> list[int]:
        return [one for one, entry in self.entries.items() if not self.counts(entry)]

    def open_appointments(self) -> list[int]:
        return [
            one for one, entry in self.entries.items() if entry.until is None and entry.slot.start > self.now
        ]

    def open_of(self, phone: str) -> int:
        return sum(self.entries[one].phone == phone for one in self.open_appointments())
