"""What routing needs from a carrier. Called after the commit, never inside a transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, Protocol

from routing.tickets import Ring

if TYPE_CHECKING:  # tapes are told over this port
    from routing.tapes import TapeState


class CarrierTrouble(Exception):
    """The carrier refused or did not answer; `code` is for the log ("timeout", "refused", "gone", ...)."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(message or code)
        self.code = code

    @property
    def leaves_doubt(self) -> bool:
        """Nobody knows whether the carrier did what it was asked."""
        return self.code in {"timeout", "unreachable", "unavailable"}


class Line(Protocol):
    """The telephone line. Each verb raises `CarrierTrouble`, and may be repeated without harm."""

    def ring(self, ring: Ring) -> None:
        """Take the waiting caller out of the queue and ring the agent's phone."""

    def call_back(self, ring: Ring) -> str:
        """Dial the citizen of a call back; the carrier's id of that call.

        Alone among the verbs this one is not to be repeated before `find_call_back` has said that nobody was
        dialled: after a time-out nobody knows, and a citizen is never rung twice at once.
        """

    def find_call_back(self, ring: Ring) -> str | None:
        """The id of a call of ours to this ring's citizen that is under way, if there is one."""

    def stop_ringing(self, ring: Ring) -> None:
        """The agent declined: silence the phone and put the caller back into the queue."""

    def hang_up(self, call_sid: str) -> None:
        """End a call, and with it every leg that hangs on it."""

    def call_leg(self, leg_id: int, contact: str, keys: str, line: str) -> str:
        """Ring somebody who is to join a talk of `line`; the carrier's name of the call. Never twice."""

    def place_leg(self, leg_id: int, call_sid: str) -> None:
        """Have the carrier ask anew what this leg is to do."""

    def send_tones(self, room: str, leg_id: int, call_sid: str) -> None:
        """Let a leg in a room hear the keypad tones that are kept with it."""

    def legs_in(self, room: str) -> frozenset[str]:
        """The carrier's names of all calls that are in a room just now; none where there is no such room."""

    def start_tape(self, tape_id: int, call_sid: str) -> str:
        """Begin to record a leg; the carrier's name of the recording. Not to be repeated after a time-out,
        before `find_tapes` has said that nothing was begun.
        """

    def find_tapes(self, call_sid: str) -> list[tuple[str, str]]:
        """The recordings that the carrier has of a leg: name and state ("in-progress", "paused", ...)."""

    def set_tape(self, call_sid: str, sid: str, wish: "TapeState") -> None:
        """Go on recording; pause, so that nothing of the pause is in it; or end it."""

    def delete_tape(self, sid: str) -> None:
        """Delete a recording that is over, for good."""

    def tape_sound(self, sid: str) -> bytes:
        """A recording that is over, as a WAV file."""

    def status(self, call_sid: str) -> str:
        """The carrier's word for a call's state: queued, ringing, completed, ...; or "unknown"."""


@dataclass(frozen=True, slots=True)
class SoftphoneAccess:
    """What a browser needs to be a telephone: its kind, a token that ends, and where to connect."""

    kind: Literal["twilio", "plain"]
    token: str
    url: str | None
    ends_at: datetime
    edge: str | None = None  # the place of the carrier that the token is good at


class Softphones(Protocol):
    """Issues access for browser telephones."""

    def access(self, identity: str, *, now: datetime) -> SoftphoneAccess:
        """Access for one identity (letters, digits and `_`; at most 121). Raises `CarrierTrouble`."""
