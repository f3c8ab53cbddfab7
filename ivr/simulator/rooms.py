"""Which conferences there are, who is in which, and who hears whom."""

from typing import TYPE_CHECKING

from ivr.simulator.callbacks import Callback
from ivr.simulator.conferences import Conference

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg


class Rooms:
    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self.all: dict[str, Conference] = {}

    def open(self, name: str, callback: Callback | None) -> Conference:
        """The conference of this name that is not over, or a new one; the first participant's callback
        counts.
        """
        with self._exchange.lock:
            found = next((room for room in self.all.values() if room.name == name and not room.over), None)
            if found is None:
                found = Conference(self._exchange, name, self._exchange.clock.at(), callback)
                self.all[found.sid] = found
            return found

    def find(self, sid: str) -> Conference | None:
        """By sid, or by the name of one that is not over."""
        if sid in self.all:
            return self.all[sid]
        return next((room for room in self.all.values() if room.name == sid and not room.over), None)

    def of(self, leg: "Leg") -> Conference | None:
        return next(
            (room for room in self.all.values() if any(p.leg is leg for p in room.participants)), None
        )

    def companions(self, leg: "Leg") -> list["Leg"]:
        room = self.of(leg)
        return [participant.leg for participant in room.participants] if room else []

    def who_hears(self, leg: "Leg") -> list["Leg"]:
        """Whoever hears what is said on this leg."""
        with self._exchange.lock:
            if leg.peer is not None:
                return [] if leg.muted else [leg.peer]
            room = self.of(leg)
            return room.listeners_of(leg) if room else []
