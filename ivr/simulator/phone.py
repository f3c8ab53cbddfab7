"""Telephones: whoever can be rung, with what they hear and do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from ivr.simulator.call import Call
from ivr.simulator.heard import Heard

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg

Listener = Callable[[dict[str, Any]], None]
Habit = Literal["answer", "decline", "busy", "fail"]


class Phone:
    """A telephone with an address: "+4917…", "client:agent_17" or "sip:…".

    A client is reachable while a browser holds its line open or `present` is set, as it is by
    `exchange.phone()`.
    Numbers and SIP addresses always are. `habit` is what it does by itself when it rings.
    """

    def __init__(self, exchange: "Exchange", address: str) -> None:
        self.exchange = exchange
        self.address = address
        self.present = False
        self.habit: Habit | None = None
        self.legs: list[Leg] = []
        self.listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        with self.exchange.lock:
            self.listeners.append(listener)

    def listen_no_more(self, listener: Listener) -> None:
        with self.exchange.lock:
            self.listeners.remove(listener)

    # what the carrier does with it

    @property
    def reachable(self) -> bool:
        return not self.address.startswith("client:") or self.present or bool(self.listeners)

    @property
    def engaged(self) -> bool:
        """A client can be rung beside a call; other telephones are busy."""
        return not self.address.startswith("client:") and any(not leg.over for leg in self.legs)

    def note(self, leg: "Leg") -> None:
        """A leg of this phone has another status now."""
        if leg.over and leg in self.legs:
            self.legs.remove(leg)
        elif not leg.over and leg not in self.legs:
            self.legs.append(leg)
        self.publish("status", leg, status=leg.status)

    def publish(self, happening: str, leg: "Leg | None" = None, **more: Any) -> None:
        """Tell whoever watches this phone; `happening` is "status", "heard", "connected", "text", ..."""
        news = {"type": happening, **more}
        if leg is not None:
            news |= {"call": leg.sid, "direction": leg.route.direction, "from": leg.route.from_}
            news |= {"to": leg.route.to, "parameters": dict(leg.parameters)}
        for listener in list(self.listeners):
            listener(news)

    # what its owner does with it

    @property
    def calls(self) -> list[Call]:
        """Calls that ring here or are under way, the oldest first."""
        self.exchange.settle_if_still()
        return [self.exchange.call_of(leg) for leg in self.legs]

    @property
    def ringing(self) -> bool:
        return self._ringing() is not None

    @property
    def call(self) -> Call:
        """The call under way, else the one that rings, else the last. Raises LookupError when there never
        was one.
        """
        self.exchange.settle_if_still()
        legs = sorted(self.legs, key=lambda leg: leg.status != "in-progress")
        leg = legs[0] if legs else self.exchange.last_leg_of(self)
        if leg is None:
            raise LookupError(f"no call for {self.address}")
        return self.exchange.call_of(leg)

    @property
    def parameters(self) -> dict[str, str]:
        """The `<Parameter>`s that came with the call."""
        return dict(self.call.leg.parameters)

    @property
    def heard(self) -> list[Heard]:
        return self.call.heard

    def _ringing(self) -> "Leg | None":
        self.exchange.settle_if_still()
        return next((leg for leg in self.legs if leg.status == "ringing"), None)

    def _must_ring(self) -> "Leg":
        leg = self._ringing()
        if leg is None:
            raise LookupError(f"{self.address} does not ring")
        return leg

    def answer(self) -> Call:
        """Raises LookupError when nothing rings; so do `decline` and `ring_out`."""
        leg = self._must_ring()
        leg.answer()
        self.exchange.settle_if_still()
        return self.exchange.call_of(leg)

    def decline(self) -> None:
        self._must_ring().end("busy")
        self.exchange.settle_if_still()

    def ring_out(self) -> None:
        """Nobody answers: let time pass until the ringing ends."""
        leg = self._must_ring()
        self.exchange.pass_time_until(lambda: leg.over)

    def hang_up(self) -> None:
        self.call.hang_up()

    def press(self, keys: str) -> None:
        self.call.press(keys)

    def say(self, text: str, confidence: float | None = 0.9) -> None:
        self.call.say(text, confidence)
