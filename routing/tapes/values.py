"""What is known of a tape."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TapeState(StrEnum):
    """What the carrier has confirmed: nothing yet, that it records, that it pauses, that it is over."""

    WANTED = "wanted"
    RUNNING = "running"
    PAUSED = "paused"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Tape:
    """A recording of one agent's part of a call; see `routing.tapes.tables.TapeRow`.

    `sid` is the carrier's name of it, where it is known. `on_hold`: the agent wants a pause. `discarded`: it
    is to be deleted at once. `seconds`: how long it is, from the carrier, once it is over.
    """

    id: int
    ticket_id: int
    call_sid: str
    line: str
    agent_id: int
    leg_sid: str
    sid: str | None
    state: TapeState
    on_hold: bool
    discarded: bool
    tried: bool
    seconds: int | None
    began_at: datetime
    ended_at: datetime | None
    keep_until: datetime

    @property
    def can_be_heard(self) -> bool:
        return self.state is TapeState.OVER and self.sid is not None and not self.discarded
