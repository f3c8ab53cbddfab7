"""Two legs that hear each other, or are about to."""

from typing import TYPE_CHECKING

from ivr.simulator.events import BridgeEnded, Connected

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg


class Bridge:
    """Made when two legs are promised to each other; `connected` once they hear each other."""

    def __init__(self, taken: "Leg", taker: "Leg") -> None:
        self.taken, self.taker = taken, taker
        self.connected = False
        self.over = False
        taken.bridge = taker.bridge = self

    def connect(self) -> None:
        with self.taken.exchange.lock:
            if self.over:
                return
            self.connected = True
            introduce(self.taken, self.taker)
            self.taker.post(Connected(self))

    def leave(self, leg: "Leg") -> None:
        """`leg` hangs up or goes elsewhere: the other one is told."""
        with self.taken.exchange.lock:
            if self.over:
                return
            self.over = True
            part(self.taken, self.taker)
            self.taken.bridge = self.taker.bridge = None
            (self.taker if leg is self.taken else self.taken).post(BridgeEnded(self))


def introduce(one: "Leg", other: "Leg") -> None:
    """The two hear each other."""
    with one.exchange.lock:
        one.peer, other.peer = other, one
        for leg in (one, other):
            leg.phone.publish("connected", leg)
        one.exchange.quiet.notify_all()


def part(one: "Leg", other: "Leg") -> None:
    with one.exchange.lock:
        if one.peer is other:
            one.peer = None
        if other.peer is one:
            other.peer = None
