"""Conferences: rooms in which several legs hear each other."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from ivr.simulator.callbacks import Callback, Courier
from ivr.simulator.document import Source
from ivr.simulator.events import Announced, Order, RoomChanged
from ivr.simulator.sids import new_sid
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg

MOST_PARTICIPANTS = 250


@dataclass(slots=True, eq=False)
class Participant:
    """A leg in a room. `coaches` is the CallSid of the only one who hears this participant."""

    leg: "Leg"
    label: str = ""
    starts: bool = True
    ends: bool = False
    muted: bool = False
    hold: bool = False
    hold_music: Source | None = None
    wait_music: Source | None = None
    coaches: str = ""
    dismissed: bool = False
    joined: datetime | None = None


@dataclass(slots=True, eq=False)
class Conference:
    """`started` once somebody is in it who may start it and another one; `over` for good."""

    exchange: "Exchange"
    name: str
    created: datetime
    callback: Callback | None = None
    sid: str = field(default_factory=lambda: new_sid("CF"))
    participants: list[Participant] = field(default_factory=list)
    started: bool = False
    over: bool = False
    ended_by: str = ""
    _sequence: int = 0
    courier: Courier = field(init=False)

    def __post_init__(self) -> None:
        self.courier = Courier(self.exchange)

    @property
    def status(self) -> str:
        if self.over:
            return "completed"
        return "in-progress" if self.started else "init"

    def join(self, participant: Participant) -> None:
        with self.exchange.lock:
            participant.joined = self.exchange.clock.at()
            self.participants.append(participant)
            self.tell("participant-join", participant)
            if not self.started and len(self.participants) > 1 and any(p.starts for p in self.participants):
                self.started = True
                self.tell("conference-start")
                self.nudge()

    def leave(self, participant: Participant) -> None:
        """Gone; the room ends with its last participant, or with one of those that end it."""
        with self.exchange.lock:
            if participant not in self.participants:
                return
            self.participants.remove(participant)
            participant.leg.forget_orders()
            self.tell("participant-leave", participant)
            if (participant.ends or not self.participants) and not self.over:
                self.end(participant.leg.sid)

    def end(self, by: str = "") -> None:
        with self.exchange.lock:
            self.over, self.ended_by = True, by
            self.tell("conference-end")
            self.nudge()

    def dismiss(self, participant: Participant) -> None:
        participant.dismissed = True
        self.nudge(participant)

    def nudge(self, participant: Participant | None = None) -> None:
        """One participant, or all, look again at what is the case."""
        self._order(RoomChanged(), participant)

    def _order(self, order: Order, participant: Participant | None) -> None:
        """To those who are still here: an order to a leg that has left would disturb what it does now."""
        with self.exchange.lock:
            for one in self.participants:
                if participant is None or one is participant:
                    one.leg.order(order)

    def announce(self, source: Source, participant: Participant | None = None) -> None:
        """Play TwiML to one participant, or to all."""
        self._order(Announced(source), participant)

    def find(self, call: str) -> Participant | None:
        """By CallSid or label."""
        with self.exchange.lock:
            return next((p for p in self.participants if call in {p.leg.sid, p.label}), None)

    def listeners_of(self, leg: "Leg") -> list["Leg"]:
        """Who hears what `leg` says: nobody while it is muted or on hold, only the coached one while it
        coaches.
        """
        with self.exchange.lock:
            speaker = next((p for p in self.participants if p.leg is leg), None)
            if speaker is None or speaker.muted or speaker.hold or not self.started:
                return []
            others = [p for p in self.participants if p is not speaker and not p.hold]
            return [p.leg for p in others if not speaker.coaches or p.leg.sid == speaker.coaches]

    def tell(self, event: str, participant: Participant | None = None) -> None:
        """The room's own status callback: "participant-join", "conference-start", "participant-hold" and so
        on.
        """
        words = {event, event.removeprefix("conference-").removeprefix("participant-")}
        if self.callback is None or not words & self.callback.events:
            return
        self._sequence += 1
        params = {
            "ConferenceSid": self.sid,
            "FriendlyName": self.name,
            "AccountSid": self.exchange.account_sid,
            "StatusCallbackEvent": event,
            "SequenceNumber": str(self._sequence),
            "Timestamp": self.exchange.timestamp(),
        }
        if participant is not None:
            params |= self._about(participant)
        sid = participant.leg.sid if participant else ""
        self.courier.post(Letter("status", self.callback.url, self.callback.method, params, sid))

    def _about(self, participant: Participant) -> dict[str, str]:
        return {
            "CallSid": participant.leg.sid,
            "Muted": str(participant.muted).lower(),
            "Hold": str(participant.hold).lower(),
            "Coaching": str(bool(participant.coaches)).lower(),
            "StartConferenceOnEnter": str(participant.starts).lower(),
            "EndConferenceOnExit": str(participant.ends).lower(),
        } | ({"ParticipantLabel": participant.label} if participant.label else {})
