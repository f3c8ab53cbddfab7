"""What routing speaks of: tickets (a caller who waits for a person), agents, and the rings between them.

Frozen values; all times are aware UTC, all durations in seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class TicketState(StrEnum):
    WAITING = "waiting"
    RINGING = "ringing"
    CONNECTED = "connected"
    WRAP_UP = "wrap_up"
    DONE = "done"
    ABANDONED = "abandoned"


LIVE = (TicketState.WAITING, TicketState.RINGING, TicketState.CONNECTED)
"""The states in which a citizen waits, is about to be, or is in a talk."""


class TicketKind(StrEnum):
    """Whether the citizen waits on the line, is to be called by us, or is in the menu meanwhile.

    Each keeps the place. Who is in the menu is not rung through before they come back to the queue.
    """

    WAITING = "waiting"
    CALL_BACK = "call_back"
    IN_MENU = "in_menu"


class Wants(StrEnum):
    """What the person says: the half of presence that only the agent (or a missed call) changes."""

    AVAILABLE = "available"
    BREAK = "break"
    AWAY = "away"
    OFF = "off"


class AgentState(StrEnum):
    """What the machine knows: the half of presence that only calls change."""

    IDLE = "idle"
    RINGING = "ringing"
    IN_CALL = "in_call"
    WRAP_UP = "wrap_up"


class Missed(StrEnum):
    """Why an agent's phone was not picked up, in the carrier's words."""

    NO_ANSWER = "no-answer"
    DECLINED = "declined"
    FAILED = "failed"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class StoryStep:
    """One step of the way through the menu: its name, what the line said, what was heard."""

    step: str
    said: str
    heard: str


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A call that leaves the menu for a person.

    `caller`: E.164, or None when withheld. `wish`: any of "day", "from_time", "until_time" as ISO texts,
    local to Berlin. `hold_id`: the place that booking holds for this call. `reason`: why it left the menu.
    """

    call_sid: str
    line: str
    skill: str
    language: str
    caller: str | None
    service: str | None = None
    office: str | None = None
    wish: Mapping[str, str] | None = None
    hold_id: int | None = None
    reason: str = ""
    story: tuple[StoryStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as it stands. `attempt` counts the rings so far; `agent_id` is who has it, or had it last.

    `settled_as`: what wrap-up says about the talk, one of the line's reason codes. `follows_id`: the ticket
    that it goes on from; `consulting`: its agent is only asked, by the agent of that one. `call_back_tries`:
    how often the citizen was called back and not reached. `not_after`: the end of the window that they chose;
    `windows_missed`: how many of them have passed before anybody could call.
    """

    id: int
    call_sid: str
    line: str
    skill: str
    language: str
    caller: str | None
    service: str | None
    office: str | None
    wish: Mapping[str, str] | None
    hold_id: int | None
    reason: str
    story: tuple[StoryStep, ...]
    kind: TicketKind
    state: TicketState
    priority: int
    enqueued_at: datetime
    counts_from: datetime
    own_agent_id: int | None
    said: str | None
    attempt: int
    agent_id: int | None
    call_back_number: str | None
    not_before: datetime | None
    connected_at: datetime | None
    talked_until: datetime | None
    closed_at: datetime | None
    note: str
    settled_as: str | None
    settled: bool | None
    follows_id: int | None = None
    consulting: bool = False
    call_back_tries: int = 0
    not_after: datetime | None = None
    windows_missed: int = 0

    @property
    def number(self) -> str | None:
        """Where this citizen is reached: the number left for the call back, else the caller's own."""
        return self.call_back_number or self.caller


def holder_of(ticket_id: int) -> str:
    """As whom a place is held for the agent who takes this ticket."""
    return f"ticket:{ticket_id}"


def ticket_held_for(holder: str) -> int | None:
    """The ticket behind a holder, where it is one."""
    kind, _, number = holder.partition(":")
    return int(number) if kind == "ticket" and number.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What `choose` knows of a ticket: nothing that does not decide who takes it.

    `counts_from`: since when it counts as waiting (`Rules.counts_from`). `missed`: the agents who did not
    take this call, with when. `own_agent`: who talked to this caller last, if that was not long ago.
    """

    id: int
    line: str
    skill: str
    language: str
    counts_from: datetime
    not_before: datetime | None = None
    missed: Mapping[int, datetime] = field(default_factory=dict)
    own_agent: int | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """An agent as `choose` sees one. `idle_since`: idle and available at once, since then.

    `skills`, `languages` and `lines` each with a `Level`; who has no lines noted answers all, and well.
    """

    id: int
    skills: Mapping[str, int]
    languages: Mapping[str, int]
    wants: Wants
    state: AgentState
    idle_since: datetime
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Who is to take which ticket, and why, in one sentence."""

    ticket_id: int
    agent_id: int
    why: str


@dataclass(frozen=True, slots=True)
class Ring:
    """An agent's phone that is to ring for a ticket until `give_up_at`; `attempt` tells it from earlier ones.

    `begun_at`: when the carrier was first known to do it; `dialled_sid`: its call to the citizen.
    `contact`: "client:...", "sip:..." or a number in E.164. `number`: whom to dial for a call back.
    """

    ticket_id: int
    attempt: int
    call_sid: str
    line: str
    agent_id: int
    contact: str
    kind: TicketKind
    number: str | None
    give_up_at: datetime
    started_at: datetime
    why: str = ""
    consulting: bool = False
    begun_at: datetime | None = None
    dialled_sid: str | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a waiting caller is told. `expected_wait_s` is None when nobody on duty could take the call."""

    position: int
    expected_wait_s: int | None


@dataclass(frozen=True, slots=True)
class QueueNow:
    """The queue at a glance. `oldest`: since when the first in line waits; None when nobody does."""

    waiting: int
    oldest: datetime | None
    call_backs: int

    def longest_wait_s(self, now: datetime) -> int:
        """How long the first in line has waited; 0 when nobody does."""
        return max(0, int((now - self.oldest).total_seconds())) if self.oldest else 0


RING_GRACE = timedelta(seconds=4)
"""How long after `give_up_at` the carrier's word may still be on its way before someone asks for it."""
CALL_BACK_RINGS = timedelta(seconds=25)
"""How long a citizen's phone rings; with that, it is silent again before their window ends."""
RING_BEGINS_WITHIN = timedelta(seconds=10)
"""How long after a ring was decided the carrier may take to begin it before someone asks for it."""
