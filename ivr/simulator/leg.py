"""One leg of a call: its state, what happens to it, and the wait of whoever executes its TwiML."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from threading import Condition, Thread
from typing import TYPE_CHECKING

from ivr.simulator.bulletins import Bulletins, voice_params
from ivr.simulator.callbacks import Callback
from ivr.simulator.document import Source
from ivr.simulator.events import (
    Answered,
    CallEnded,
    Event,
    Gone,
    Interrupted,
    Key,
    Order,
    Rerouted,
    Silence,
    Spoken,
    TimeUp,
)
from ivr.simulator.heard import Heard
from ivr.simulator.sids import new_sid

if TYPE_CHECKING:
    from ivr.simulator.bridge import Bridge
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.phone import Phone
    from ivr.simulator.queues import Member
    from ivr.simulator.verbs.gather import Listening

OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})


@dataclass(frozen=True, slots=True)
class Route:
    """Where a leg comes from and goes to. `direction`: "inbound", "outbound-api" or "outbound-dial"."""

    from_: str
    to: str
    direction: str
    parent: "Leg | None" = None
    fallback: Source | None = None
    callbacks: tuple[Callback, ...] = ()


class Leg:
    """A Call resource. Everything here is guarded by the exchange's lock."""

    def __init__(self, exchange: "Exchange", route: Route, phone: "Phone") -> None:
        self.exchange, self.route, self.phone = exchange, route, phone
        self.sid = new_sid("CA")
        self.status = "queued"
        self.created: datetime = exchange.clock.at()
        self.answered_s: float | None = None
        self.ended_s: float | None = None
        self.fallback = route.fallback
        self.callbacks = list(route.callbacks)
        self.children: list[Leg] = []
        self.rang: list[Leg] = []
        self.muted = False
        self.parameters: Mapping[str, str] = {}
        self.heard: list[Heard] = []
        self.cookies: dict[str, str] = {}
        self.waiting_room = False
        self.listening: Listening | None = None
        self.member: Member | None = None
        self.bridge: Bridge | None = None
        self.peer: Leg | None = None
        self.bulletins = Bulletins(self)
        self.courier = self.bulletins.courier
        self._woken = Condition(exchange.lock)
        self._inbox: deque[Event] = deque()
        self._orders: deque[Order] = deque()
        self._reroute: Source | None = None
        self._running = False
        self._idle = False
        self.until: float | None = None

    # what it is

    @property
    def over(self) -> bool:
        return self.status in OVER

    @property
    def controller(self) -> "Leg":
        """The leg whose TwiML rings this one."""
        return self.route.parent or self

    @property
    def duration(self) -> int:
        """Seconds from the answer to the end, as they are billed: rounded up."""
        if self.answered_s is None or self.ended_s is None:
            return 0
        return ceil(self.ended_s - self.answered_s)

    @property
    def settled(self) -> bool:
        """Nothing will happen to this leg unless somebody does something or time passes."""
        asleep = not self._running or (self._idle and not self._has_news())
        return asleep and self.courier.idle

    @property
    def state(self) -> str:
        """In a word, for people: what the person with this phone is in just now."""
        if self.over or self.status in {"queued", "ringing"}:
            return self.status
        if self.peer is not None:
            return "talking"
        if self.member is not None:
            return "queue"
        return "listening" if self.listening else "in-progress"

    def companions(self) -> "list[Leg]":
        """The legs that hang together with this one now: who rang it, whom it talks to or is promised to."""
        bridged = [self.bridge.taken, self.bridge.taker] if self.bridge else []
        return [leg for leg in (self.route.parent, self.peer, *bridged) if leg is not None]

    # the executor's side

    def start(self, work: Callable[[], None]) -> None:
        """Give this leg a thread of its own. The caller holds the exchange's lock."""
        self._running = True
        Thread(target=self._work, args=(work,), name=f"leg {self.sid[:6]}", daemon=True).start()

    def _work(self, work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            with self.exchange.lock:
                self._running = False
                if self.over:
                    self.tell_end()
                self.exchange.quiet.notify_all()

    def wait(self, until: float | None = None) -> Event:
        """The next thing that happens; TimeUp at the moment `until`. Raises a Disturbance when it is all
        over.
        """
        with self.exchange.lock:
            self.until = until
            try:
                self._fall_asleep()
            finally:
                self.until = None
            self.check()
            if self._inbox:
                return self._inbox.popleft()
            return TimeUp()

    def _fall_asleep(self) -> None:
        if self._has_news():
            return
        self._idle = True
        self.exchange.quiet.notify_all()
        try:
            while not self._has_news():
                self.exchange.clock.sleep(self._woken, self.until)
        finally:
            self._idle = False

    def _has_news(self) -> bool:
        due = self.until is not None and self.exchange.clock.now() >= self.until
        return bool(self.over or self._reroute or self._orders or self._inbox or due)

    def check(self) -> None:
        """Raises what makes it pointless to go on: the end, other TwiML, an order of the queue or the
        room.
        """
        with self.exchange.lock:
            if self.over:
                raise CallEnded
            if self._reroute is not None:
                source, self._reroute = self._reroute, None
                self._inbox.clear()
                self._orders.clear()
                raise Rerouted(source)
            if self._orders:
                raise Interrupted(self._orders.popleft())

    def forget_inputs(self) -> None:
        """Keys and words that nobody asked for are lost."""
        self._keep(lambda event: not isinstance(event, Key | Spoken | Silence))

    def forget_orders(self) -> None:
        with self.exchange.lock:
            self._orders.clear()

    def _keep(self, wanted: Callable[[Event], bool]) -> None:
        with self.exchange.lock:
            self._inbox = deque(event for event in self._inbox if wanted(event))

    def stay(self, seconds: float, *, even_if_time_stands_still: bool = False) -> None:
        """Let time pass while something is heard or nothing is."""
        if self.exchange.clock.stands_still and not even_if_time_stands_still:
            self.check()
            return
        until = self.exchange.clock.now() + seconds
        while not isinstance(self.wait(until), TimeUp):
            pass

    def hear(self, heard: Heard) -> None:
        with self.exchange.lock:
            self.exchange.recordings.passes(self, heard.text)
            self.heard.append(heard)
            self.phone.publish(
                "heard", self, text=heard.text, language=heard.language, kind=heard.kind, rate=heard.rate
            )

    # what happens to it

    def post(self, event: Event) -> None:
        with self.exchange.lock:
            self._inbox.append(event)
            self._woken.notify_all()

    def order(self, order: Order) -> None:
        with self.exchange.lock:
            self._orders.append(order)
            self._woken.notify_all()

    def wake(self) -> None:
        self._woken.notify_all()

    def ring(self) -> None:
        self._become("ringing")
        self.tell("ringing")

    def answer(self) -> None:
        """The person, or the carrier for them, takes the call."""
        with self.exchange.lock:
            if self.status not in {"queued", "ringing"}:
                return
            self.answered_s = self.exchange.clock.now()
            self._become("in-progress")
            self.tell("answered")
            if self.route.direction != "inbound":
                self.controller.post(Answered(self))

    def reroute(self, source: Source, run: Callable[[Source], None]) -> None:
        """Other TwiML for this leg, by the REST API; `run` executes it when no executor is at work."""
        with self.exchange.lock:
            self.detach(redirected=True)
            if self._running:
                self._reroute = source
                self._woken.notify_all()
            else:
                self.start(lambda: run(source))

    def detach(self, *, redirected: bool = False) -> None:
        """Tell the leg that rang this one that it is gone."""
        if self.route.parent is not None and self in self.route.parent.children:
            self.route.parent.children.remove(self)
            self.route.parent.post(Gone(self, redirected))

    def end(self, status: str = "completed", *, told_at_once: bool = False) -> None:
        """Over, once and for all; `status` is the last one. Who waits for this leg is told."""
        with self.exchange.lock:
            if self.over:
                return
            self.ended_s = self.exchange.clock.now()
            self._become(status)
            self.exchange.recordings.leg_ended(self)
            if self.bridge is not None:
                self.bridge.leave(self)
            self.detach()
            self._woken.notify_all()
            if told_at_once or not self._running:
                self.tell_end()

    def _become(self, status: str) -> None:
        with self.exchange.lock:
            self.status = status
            self.phone.note(self)
            self.exchange.quiet.notify_all()

    # what the line is told about it

    def voice_params(self) -> dict[str, str]:
        """The parameters that every request about this leg carries."""
        return voice_params(self)

    def tell(self, event: str, status: str | None = None) -> None:
        self.bulletins.tell(event, status)

    def tell_end(self) -> None:
        self.bulletins.tell_end()
