"""The exchange: numbers, legs, queues, rooms and telephones, and the clock that they share."""

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import format_datetime
from threading import Condition, RLock
from typing import Literal

from ivr.simulator.call import Call
from ivr.simulator.callbacks import Callback, Courier
from ivr.simulator.clock import Clock, StandingClock
from ivr.simulator.document import Source
from ivr.simulator.leg import Leg, Route
from ivr.simulator.media import Media
from ivr.simulator.messages import Message
from ivr.simulator.misbehaviour import Misbehaviour
from ivr.simulator.phone import Phone
from ivr.simulator.program import Program
from ivr.simulator.queues import MOST_BY_DEFAULT, Queue
from ivr.simulator.recordings import Recordings
from ivr.simulator.rooms import Rooms
from ivr.simulator.server import Server
from ivr.simulator.settling import NotSettled, Settling
from ivr.simulator.texting import send_text
from ivr.simulator.verbs import VERB_TABLE
from ivr.simulator.web.streams import Stream
from ivr.simulator.wire import Answer, Letter, Webhook, Wire

STARTS_PER_SECOND = 1.0
CLOSES_WITHIN_S = 3.0


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the account, with the URLs that it is configured with."""

    voice_url: str
    fallback_url: str = ""
    status_url: str = ""
    method: str = "POST"
    text_url: str = ""


@dataclass(frozen=True, slots=True)
class Caution:
    """What Twilio's debugger would show as a warning or an error."""

    code: int
    url: str
    sentence: str


class Exchange:
    """See the package's documentation. Everything in it is guarded by `lock`; `quiet` is told of every
    rest.
    """

    def __init__(
        self,
        account_sid: str,
        auth_token: str,
        *,
        api_key: str = "",
        api_secret: str = "",
        numbers: dict[str, Number] | None = None,
        speed: Literal["instant", "real"] = "instant",
    ) -> None:
        self.account_sid, self.auth_token = account_sid, auth_token
        self.api_key, self.api_secret = api_key, api_secret
        self.numbers = numbers if numbers is not None else {}
        self.clock = StandingClock() if speed == "instant" else Clock()
        self.lock = RLock()
        self.quiet = Condition(self.lock)
        self.misbehaviour = Misbehaviour()
        self.wire = Wire(auth_token, self.misbehaviour)
        self.program = Program(VERB_TABLE)
        self.media = Media(self)
        self.settling = Settling(self)
        self.rooms = Rooms(self)
        self.recordings = Recordings(self)
        self.courier = Courier(self)
        self.couriers_at_work: set[Courier] = set()
        self.legs: dict[str, Leg] = {}
        self.queues: dict[str, Queue] = {}
        self.texts: list[Message] = []
        self.warnings: list[Caution] = []
        self._phones: dict[str, Phone] = {}
        self._calls: dict[str, Call] = {}
        self._late: list[tuple[Courier, Letter]] = []
        self._next_start = 0.0
        self.streams: set[Stream] = set()
        self._servers: list[Server] = []

    # for people and tests

    def serve(self, port: int = 0, host: str = "127.0.0.1", **settings: str) -> str:
        """Serve REST API, telephone and softphone wire; the base URL. Raises OSError when the port is
        taken.
        """
        server = Server(self, host, port, settings)
        self._servers.append(server)
        return server.url

    def close(self) -> None:
        """End all calls without telling anybody, and stop serving."""
        self.wire.cut()
        with self.lock:
            for leg in list(self.legs.values()):
                leg.end("completed")
            for stream in list(self.streams):
                stream.close()
        with contextlib.suppress(NotSettled):
            self.settling.all(CLOSES_WITHIN_S)
        for server in self._servers:
            server.close()

    def dial(self, from_: str, to: str, phone: Phone | None = None) -> Call:
        """Somebody calls a number of the account. Raises LookupError when it has no such number.

        `phone` is theirs where it is known already. `from_` is E.164, "anonymous" or another word for a
        withheld number, "sip:…" or "client:…".
        """
        number = self.numbers.get(to)
        if number is None:
            raise LookupError(f"no number {to} in this account")
        fallback = Source(number.fallback_url, number.method) if number.fallback_url else None
        callbacks = (Callback(number.status_url),) if number.status_url else ()
        route = Route(from_, to, "inbound", None, fallback, callbacks)
        leg = self.new_leg(route, phone or self._phone_of_caller(from_))
        source = Source(number.voice_url, number.method, {"CallToken": secrets.token_urlsafe(24)})
        with self.lock:
            leg.ring()
            leg.start(lambda: self.program.run(leg, source))
        call = self.call_of(leg)
        call.settle_if_still()
        return call

    def text(self, from_: str, to: str, body: str) -> None:
        """Somebody texts a number of the account; what it answers is delivered to them when this returns.

        Raises LookupError when there is no such number, or it takes no texts, or `from_` is withheld.
        """
        send_text(self, from_, to, body)

    def phone(self, address: str) -> Phone:
        """The telephone with this address; a client is reachable from now on."""
        phone = self.phone_for(address)
        phone.present = True
        return phone

    def messages(self, to: str) -> list[str]:
        """The texts that a telephone has received, the oldest first."""
        self.settle_if_still()
        return [text.body for text in self.texts if text.to == to]

    def ringing(self) -> dict[str, str]:
        """All calls that ring somewhere: the address of the telephone by the call's sid."""
        self.settle_if_still()
        with self.lock:
            placed = [leg for leg in self.legs.values() if leg.route.direction != "inbound"]
            return {leg.sid: leg.route.to for leg in placed if leg.status == "ringing"}

    @property
    def log(self) -> list[Webhook]:
        """Every request to the line with its answer, in the order of the answers."""
        return self.wire.log

    def misbehave(self, **wishes: float | bool) -> None:
        """See `misbehaviour.Misbehaviour` for the words. Raises TypeError for another."""
        if "rest_down_for" in wishes:
            wishes["rest_down_for"] += self.clock.now()
        with self.lock:
            self.misbehaviour.change(**wishes)

    def repeat_last(self, call: Call) -> tuple[Webhook, Answer]:
        """Send the last request for TwiML of this call once more: the request as it was answered then, the
        new answer.
        """
        last = next(w for w in reversed(self.log) if w.kind == "twiml" and w.call_sid == call.sid)
        return last, self.wire.send_again(last)

    def deliver_late(self) -> None:
        """Deliver the status callbacks that were kept: the last one first, each twice."""
        with self.lock:
            late, self._late = self._late, []
            self.misbehaviour.status_late_and_twice = False
            for courier, letter in reversed(late):
                courier.post(letter)
                courier.post(letter)
        self.settle_if_still()

    def settle(self) -> None:
        self.settling.all()

    def settle_if_still(self) -> None:
        if self.clock.stands_still:
            self.settling.all()

    def settle_call(self, leg: Leg) -> None:
        self.settling.call(leg)

    def pass_time(self, seconds: float) -> None:
        self.settling.pass_time(seconds)

    def pass_time_until(self, happened: Callable[[], bool]) -> None:
        self.settling.pass_time_until(happened)

    # for the carrier's own parts

    def new_leg(self, route: Route, phone: Phone) -> Leg:
        with self.lock:
            leg = Leg(self, route, phone)
            self.legs[leg.sid] = leg
            self.settling.watch(leg)
            if route.parent is not None:
                route.parent.rang.append(leg)
            return leg

    def call_of(self, leg: Leg) -> Call:
        with self.lock:
            return self._calls.setdefault(leg.sid, Call(leg))

    def phone_for(self, address: str) -> Phone:
        with self.lock:
            return self._phones.setdefault(address, Phone(self, address))

    def _phone_of_caller(self, from_: str) -> Phone:
        """Of withheld numbers each is somebody else's."""
        return self.phone_for(from_) if from_.startswith(("+", "sip:", "client:")) else Phone(self, from_)

    def last_leg_of(self, phone: Phone) -> Leg | None:
        with self.lock:
            return next((leg for leg in reversed(self.legs.values()) if leg.phone is phone), None)

    def queue(self, name: str, most: int = MOST_BY_DEFAULT) -> Queue:
        """The queue of this name, made on demand."""
        with self.lock:
            found = self.existing_queue(name)
            if found is None:
                found = Queue(self, name, most, self.clock.at())
                self.queues[found.sid] = found
            return found

    def existing_queue(self, name: str) -> Queue | None:
        """By name or sid."""
        with self.lock:
            return next((queue for queue in self.queues.values() if name in {queue.name, queue.sid}), None)

    def turn_to_start(self) -> float:
        """When the next call by the REST API may start: one a second, the others queue behind."""
        with self.lock:
            mine = max(self._next_start, self.clock.now())
            self._next_start = mine + 1 / STARTS_PER_SECOND
            return mine

    def warn(self, code: int, url: str, sentence: str) -> None:
        with self.lock:
            self.warnings.append(Caution(code, url, sentence))

    def timestamp(self) -> str:
        """Now, as the carrier writes times in requests."""
        return format_datetime(self.clock.at())

    def takes_hang_up(self) -> bool:
        with self.lock:
            return self.misbehaviour.take("hang_up_during_webhook")

    def keeps_late(self, courier: Courier, letter: Letter) -> bool:
        """Whether this status callback is kept for `deliver_late`."""
        if self.misbehaviour.status_late_and_twice and letter.kind == "status":
            self._late.append((courier, letter))
            return True
        return False
