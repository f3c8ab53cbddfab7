"""What a talk is made of: its legs, where each is to be, and how much of it each one hears."""

from dataclasses import dataclass
from enum import StrEnum


class LegRole(StrEnum):
    CALLER = "caller"
    AGENT = "agent"
    COLLEAGUE = "colleague"
    EXTENSION = "extension"
    SUPERVISOR = "supervisor"


CALLED = (LegRole.COLLEAGUE, LegRole.EXTENSION, LegRole.SUPERVISOR)
"""Those whom the line rings by itself. Caller and agent have met before the talk got a room."""
ASKED = (LegRole.COLLEAGUE, LegRole.EXTENSION)
"""Those whom an agent consults."""


class LegState(StrEnum):
    """`wanted`: to be called; `up`: somebody is there; `over`: hung up, or no longer part of any talk."""

    WANTED = "wanted"
    RINGING = "ringing"
    UP = "up"
    OVER = "over"


class Place(StrEnum):
    """Where a leg is to be. Who is on hold is outside of the room: nobody is overheard by mistake.

    `dial`: the caller is put through from their own leg; `away`: the caller goes on without this talk.
    """

    ROOM = "room"
    HOLD = "hold"
    DIAL = "dial"
    AWAY = "away"
    END = "end"


class Mode(StrEnum):
    """How a supervisor takes part: hears all; is heard by the agent alone; is heard by all."""

    LISTEN = "listen"
    COACH = "coach"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Leg:
    """A leg as it stands; see `routing.talks.tables.LegRow`. `contact`: "client:...", "sip:..." or E.164."""

    id: int
    talk_id: int
    role: LegRole
    staff_id: int | None
    ticket_id: int | None
    name: str
    contact: str
    keys: str
    call_sid: str | None
    state: LegState
    place: Place
    mode: Mode
    muted: bool
    say: str | None
    tones: str
    outcome: str | None
    version: int
    told: int

    @property
    def here(self) -> bool:
        """In the talk, and meant to stay."""
        return self.state is LegState.UP and self.place is not Place.END

    @property
    def going_on(self) -> bool:
        """Being called, or in the talk."""
        return self.state is not LegState.OVER and self.place is not Place.END


@dataclass(frozen=True, slots=True)
class Talk:
    """A talk with a room, and all its legs in the order in which they came, those that are over included."""

    id: int
    ticket_id: int
    legs: tuple[Leg, ...]

    @property
    def room(self) -> str:
        """The carrier's name of its room; says nothing about anybody."""
        return room_of(self.id)

    def one(self, *roles: LegRole) -> Leg | None:
        """The leg with one of these roles that goes on, or else the last that did."""
        found = [leg for leg in self.legs if leg.role in roles]
        return next((leg for leg in found if leg.going_on), found[-1] if found else None)

    @property
    def caller(self) -> Leg | None:
        return self.one(LegRole.CALLER)

    @property
    def agent(self) -> Leg | None:
        return self.one(LegRole.AGENT)

    @property
    def asked(self) -> Leg | None:
        """Whom the agent consults, or consulted last."""
        return self.one(*ASKED)

    @property
    def supervisors(self) -> tuple[Leg, ...]:
        return tuple(leg for leg in self.legs if leg.role is LegRole.SUPERVISOR and leg.going_on)


def room_of(talk_id: int) -> str:
    return f"talk-{talk_id}"


class NotPossible(Exception):
    """What an agent wanted of a talk cannot be; `code` names it for the table of wording."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
