"""One call as the person at this end of it has it."""

from typing import TYPE_CHECKING

from ivr.simulator.events import Key, Silence, Spoken
from ivr.simulator.heard import Heard
from ivr.simulator.verbs.gather import KEYS

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg
    from ivr.simulator.verbs.gather import Listening


class Call:
    """With a clock that stands still, everything done here returns when all that follows from it has
    happened.
    """

    def __init__(self, leg: "Leg") -> None:
        self.leg = leg
        self._listened_to = 0

    @property
    def sid(self) -> str:
        return self.leg.sid

    @property
    def state(self) -> str:
        """ "ringing", "in-progress", "listening", "queue", "talking", or how it ended: "completed", "busy",
        ...
        """
        self.settle_if_still()
        return self.leg.state

    @property
    def over(self) -> bool:
        self.settle_if_still()
        return self.leg.over

    @property
    def listening(self) -> "Listening | None":
        """What is listened for just now: keys, speech, hints."""
        self.settle_if_still()
        return self.leg.listening

    @property
    def heard(self) -> list[Heard]:
        """What was heard since this was last asked."""
        self.settle_if_still()
        with self.leg.exchange.lock:
            news = self.leg.heard[self._listened_to :]
            self._listened_to = len(self.leg.heard)
        return news

    @property
    def all_heard(self) -> list[Heard]:
        self.settle_if_still()
        return list(self.leg.heard)

    @property
    def talks_to(self) -> str | None:
        """The address at the other end, while two people talk."""
        self.settle_if_still()
        peer = self.leg.peer
        if peer is None:
            return None
        return peer.route.from_ if peer.route.direction == "inbound" else peer.route.to

    def press(self, keys: str) -> None:
        """Press keys, one after the other. Raises ValueError for what is no key."""
        if set(keys) - KEYS:
            raise ValueError(f"no keys of a telephone: {keys!r}")
        for key in keys:
            self.leg.post(Key(key))
            self.settle_if_still()

    def say(self, text: str, confidence: float | None = 0.9) -> None:
        """Say something: to the recogniser when there is one, and to whoever is at the other end."""
        self.leg.post(Spoken(text, confidence))
        self.leg.exchange.recordings.passes(self.leg, text)
        for other in self.leg.exchange.rooms.who_hears(self.leg):
            other.hear(Heard(text, kind="voice"))
        self.settle_if_still()

    def silence(self) -> None:
        """Say and press nothing until what is listening gives up."""
        self.leg.post(Silence())
        self.settle_if_still()

    def hang_up(self) -> None:
        """Put the phone down; a call that still rings here is declined by it."""
        ringing_here = self.leg.status == "ringing" and self.leg.route.direction != "inbound"
        self.leg.end("busy" if ringing_here else "completed")
        self.settle_if_still()

    def pass_time(self, seconds: float) -> None:
        """Let time pass for the whole exchange."""
        self.leg.exchange.pass_time(seconds)

    def settle(self) -> None:
        """Return when this call, and the legs that belong to it, wait for somebody or are over."""
        self.leg.exchange.settle_call(self.leg)

    def settle_if_still(self) -> None:
        if self.leg.exchange.clock.stands_still:
            self.settle()
