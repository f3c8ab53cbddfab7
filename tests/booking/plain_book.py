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
BUFFER = {("pass", "markt"): 5}  # minutes for which the desk stays blocked afterwards
RETURN = {"markt": 20}  # minutes until what was given up there comes back
CLOSED = {("markt", 2)}  # the office and the day
Services = tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """A desk from minute `start` up to and not including minute `end`."""

    office: str
    services: Services
    desk: int
    start: int
    end: int

    @property
    def free_again(self) -> int:
        return self.end + max(BUFFER.get((service, self.office), 0) for service in self.services)

    def overlaps(self, other: "Slot") -> bool:
        return self.desk == other.desk and self.start < other.free_again and other.start < self.free_again


@dataclass
class Entry:
    """A line of the book; `until` is None once it is an appointment."""

    slot: Slot
    holder: str
    until: int | None
    phone: str | None = None


def spans(office: str, day: int) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """When which desks are open on `day`."""
    if (office, day) in CLOSED:
        return
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
        self.returning: list[tuple[Slot, int]] = []  # what was given up, and when it comes back

    def slots(self, office: str, services: Services, day: int) -> Iterator[Slot]:
        """What the hours allow now, taken or not."""
        length = STEP[office] * sum(PLACES[service, office] for service in services)
        for opens, closes, desks in spans(office, day):
            for start in range(opens, closes - length + 1, STEP[office]):
                if start >= self.now + CUT_OFF:
                    for desk in desks:
                        yield Slot(office, services, desk, start, start + length)

    def is_free(self, slot: Slot) -> bool:
        away = [gone for gone, back in self.returning if back > self.now]
        taken = [entry.slot for entry in self.entries.values() if self.counts(entry)]
        return not any(one.overlaps(slot) for one in (*away, *taken))

    def free_starts(self, office: str, services: Services, day: int) -> set[int]:
        return {slot.start for slot in self.slots(office, services, day) if self.is_free(slot)}

    def give_up(self, slot: Slot) -> None:
        """It is free again at once, or after the office's delay."""
        self.returning.append((slot, self.now + RETURN.get(slot.office, 0)))

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
