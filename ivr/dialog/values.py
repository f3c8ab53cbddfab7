"""What passes between the telephone and the dialog: what was heard, what is said, and how a turn ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None

HeardKind: TypeAlias = Literal["start", "keys", "speech", "silence", "outcome"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What came from the caller, or, as an "outcome", from where a call was handed to.

    `text` holds the keys ("1", "1712", "#"), the recognised words, or the outcome's name. `confidence` is
    the recogniser's own, 0 to 1, and may be missing. The outcome "fault" may come at any time: it says that
    the turn before failed.
    """

    kind: HeardKind
    text: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One prompt of the catalogue, with the values that may stand in it.

    `language`: where it is to be said in another than the call's.
    """

    key: str
    values: Mapping[str, JSON] = field(default_factory=dict)
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Listen:
    """What the carrier is to listen for. `timeout_s`: seconds of silence that end it.

    `finish_on_key` is "" where `*` and `#` are to arrive like digits.
    """

    keys: bool = True
    speech: bool = True
    hints: tuple[str, ...] = ()
    max_digits: int | None = 1
    finish_on_key: str = ""
    timeout_s: int = 5


@dataclass(frozen=True, slots=True)
class Handoff:
    """The call leaves the menu for an agent. `skill`: an office kind, or "citizen" where none is known."""

    skill: str
    carry: Mapping[str, JSON]
    reason: str


@dataclass(frozen=True, slots=True)
class Reply:
    """How a turn ends: after what is said, exactly one of listening, an agent, or the end of the call.

    `steps` is the way through the menu that this turn took.
    """

    said: tuple[Said, ...]
    listen: Listen | None = None
    handoff: Handoff | None = None
    ended: bool = False
    steps: tuple[str, ...] = ()
