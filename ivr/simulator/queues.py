"""Call queues: who waits, in which place, and who comes to take them."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ivr.simulator.bridge import Bridge
from ivr.simulator.document import Source
from ivr.simulator.events import Dequeued, QueueJoined
from ivr.simulator.sids import new_sid

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg

MOST_BY_DEFAULT = 1000
MOST_EVER = 5000


@dataclass(slots=True, eq=False)
class Member:
    """A caller in a queue; `since_s` on the exchange's clock."""

    leg: "Leg"
    queue: "Queue"
    since_s: float
    since: datetime
    left_s: float | None = None
    bridge: Bridge | None = None

    @property
    def waited_s(self) -> int:
        """Seconds from joining until leaving or being taken, or until now."""
        until = self.leg.exchange.clock.now() if self.left_s is None else self.left_s
        return int(until - self.since_s)

    @property
    def position(self) -> int:
        """Counted from 1."""
        return self.queue.members.index(self) + 1


@dataclass(slots=True, eq=False)
class Queue:
    exchange: "Exchange"
    name: str
    most: int
    created: datetime
    sid: str = field(default_factory=lambda: new_sid("QU"))
    members: list[Member] = field(default_factory=list)
    takers: "deque[Leg]" = field(default_factory=deque)

    @property
    def average_wait_s(self) -> int:
        """Mean wait of those who wait now, as the carrier counts it: no forecast."""
        waits = [member.waited_s for member in self.members]
        return sum(waits) // len(waits) if waits else 0

    def join(self, leg: "Leg") -> Member | None:
        """The new place at the end, or None when the queue is full."""
        with self.exchange.lock:
            if len(self.members) >= self.most:
                return None
            clock = self.exchange.clock
            member = Member(leg, self, clock.now(), clock.at())
            self.members.append(member)
            leg.member = member
            for taker in self.takers:
                taker.post(QueueJoined())
            return member

    def remove(self, member: Member) -> None:
        """Out of the queue, at once; the executor of the leg does the rest when it learns why."""
        with self.exchange.lock:
            if member in self.members:
                self.members.remove(member)
                member.left_s = self.exchange.clock.now()

    def leave(self, member: Member) -> None:
        """No longer in any way of this queue."""
        with self.exchange.lock:
            self.remove(member)
            member.leg.member = None
            member.leg.forget_orders()
            if member.bridge is not None:
                member.bridge.leave(member.leg)

    def take_first(self, taker: "Leg", whisper: Callable[[Member], Source | None]) -> Member | None:
        """Promise whoever waits longest to `taker`; None when nobody waits. `whisper` is what they hear
        first.
        """
        with self.exchange.lock:
            if not self.members:
                return None
            member = self.members.pop(0)
            member.left_s = self.exchange.clock.now()
            member.bridge = Bridge(member.leg, taker)
            member.leg.order(Dequeued(member.bridge, whisper(member)))
            return member

    def find(self, call_sid: str) -> Member | None:
        """The member with this call, or the one in front under the name "Front"."""
        if call_sid == "Front":
            return self.members[0] if self.members else None
        return next((member for member in self.members if member.leg.sid == call_sid), None)

    def wait_params(self, member: Member) -> dict[str, str]:
        """What a request to the waitUrl carries besides the call's own parameters."""
        with self.exchange.lock:
            waiting = member in self.members
            return {
                "QueueSid": self.sid,
                "QueuePosition": str(member.position if waiting else 0),
                "QueueTime": str(member.waited_s),
                "AvgQueueTime": str(self.average_wait_s),
                "CurrentQueueSize": str(len(self.members)),
                "MaxQueueSize": str(self.most),
            }
