"""What can happen to a leg while the executor of its TwiML waits."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ivr.simulator.bridge import Bridge
    from ivr.simulator.document import Source
    from ivr.simulator.leg import Leg


@dataclass(frozen=True, slots=True)
class Key:
    key: str


@dataclass(frozen=True, slots=True)
class Spoken:
    text: str
    confidence: float | None


@dataclass(frozen=True, slots=True)
class Silence:
    """The person lets the prompt's time-out run out."""


@dataclass(frozen=True, slots=True)
class TimeUp:
    """The moment waited for has come."""


@dataclass(frozen=True, slots=True)
class Answered:
    leg: "Leg"


@dataclass(frozen=True, slots=True)
class Ready:
    """The callee's own TwiML is over and the callee still there: connect."""

    leg: "Leg"


@dataclass(frozen=True, slots=True)
class Gone:
    """A leg that was rung or connected has ended, or went its own way by the REST API."""

    leg: "Leg"
    redirected: bool = False


@dataclass(frozen=True, slots=True)
class Connected:
    bridge: "Bridge"


@dataclass(frozen=True, slots=True)
class BridgeEnded:
    bridge: "Bridge"


@dataclass(frozen=True, slots=True)
class QueueJoined:
    """Somebody joined the queue that this leg dials."""


Event = Key | Spoken | Silence | TimeUp | Answered | Ready | Gone | Connected | BridgeEnded | QueueJoined


@dataclass(frozen=True, slots=True)
class Dequeued:
    """This waiting caller has been taken by `<Dial><Queue>`; `whisper` is played to it first."""

    bridge: "Bridge"
    whisper: "Source | None"


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """Something about the conference or this participant is different now."""


@dataclass(frozen=True, slots=True)
class Announced:
    """The conference plays something to this participant."""

    source: "Source"


Order = Dequeued | RoomChanged | Announced


class Disturbance(Exception):
    """Raised out of a wait when the leg cannot go on with what it was doing."""


class CallEnded(Disturbance):
    """The leg is over."""


class Rerouted(Disturbance):
    """The REST API gave this leg other TwiML."""

    def __init__(self, source: "Source") -> None:
        super().__init__(source)
        self.source = source


class Interrupted(Disturbance):
    """The queue or the conference that this leg is in wants something of it."""

    def __init__(self, order: Order) -> None:
        super().__init__(order)
        self.order = order


class LeftQueue(Disturbance):
    """The TwiML of the wait says `<Leave>`."""
