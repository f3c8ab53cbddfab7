"""Status callbacks: who is told what about a call, and the courier that tells them in order."""

from collections import deque
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from ivr.simulator.trouble import Trouble
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Callback:
    """`events` of "initiated", "ringing", "answered", "completed" (for messages and rooms: any)."""

    url: str
    method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})


def wanted_events(text: str, default: str = "completed") -> frozenset[str]:
    """The events that a parameter or attribute names, separated by spaces or commas."""
    return frozenset(text.replace(",", " ").split()) or frozenset(default.split())


class Courier:
    """Sends what it is given one after the other, in its own thread, which lives only while there is
    something.
    """

    def __init__(self, exchange: "Exchange", *, of_a_leg: bool = False) -> None:
        self._exchange = exchange
        self.of_a_leg = of_a_leg
        self._letters: deque[Letter] = deque()
        self._under_way = False

    @property
    def idle(self) -> bool:
        return not self._under_way

    def post(self, letter: Letter) -> None:
        with self._exchange.lock:
            if self._exchange.keeps_late(self, letter):
                return
            self._letters.append(letter)
            if not self._under_way:
                self._under_way = True
                self._exchange.couriers_at_work.add(self)
                Thread(target=self._deliver, name="courier", daemon=True).start()

    def _deliver(self) -> None:
        while (letter := self._next()) is not None:
            try:
                self._exchange.wire.send(letter)
            except Trouble as trouble:
                self._exchange.warn(trouble.code, trouble.url, trouble.sentence)

    def _next(self) -> Letter | None:
        with self._exchange.lock:
            if self._letters:
                return self._letters.popleft()
            self._under_way = False
            self._exchange.couriers_at_work.discard(self)
            self._exchange.quiet.notify_all()
            return None
