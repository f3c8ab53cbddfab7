"""What is known about a call between two turns. Everything is JSON: it is kept in a row of the database."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ivr.dialog.values import JSON

STORY_LENGTH = 40
TRAIL_LENGTH = 12


class StoryStep(NamedTuple):
    """One turn as an agent reads it: at which step, which prompt was said, how and what was heard.

    `meant` is what that was understood as: a choice's label, "yes" or "no"; empty where it was nothing.
    """

    step: str
    said: str
    kind: str
    heard: str
    meant: str = ""


class Waypoint(NamedTuple):
    """A question that was answered, for the way back.

    `resume` is where to walk on from to ask it again, `undo` the actions that take back what was done since,
    `before` the values that have changed since, as they were (None: not known then).
    """

    resume: str
    undo: tuple[str, ...]
    before: Mapping[str, JSON]


@dataclass(frozen=True, slots=True)
class Call:
    """The state of a call. `script` is name@version: a call ends on the script that it began with.

    `step` is where the call waits ("" before the first turn), `resume` where its question would be asked anew
    from, `said` the prompts that `*` repeats, `tries` how often in a row it was not understood, `turns` how
    many turns there were. `slow` is for the rest of the call, once the caller has asked for it.
    """

    script: str
    language: str
    step: str = ""
    resume: str = ""
    values: Mapping[str, JSON] = field(default_factory=dict)
    tries: int = 0
    turns: int = 0
    said: tuple[str, ...] = ()
    trail: tuple[Waypoint, ...] = ()
    story: tuple[StoryStep, ...] = ()
    ended: bool = False
    slow: bool = False

    @property
    def reason(self) -> str:
        """Why the call left the menu, as far as it did."""
        return str(self.values.get("reason", ""))

    def to_json(self) -> str:
        """The state as compact JSON text; `from_json` gives the same call again."""
        state = {
            "script": self.script,
            "language": self.language,
            "step": self.step,
            "resume": self.resume,
            "values": self.values,
            "tries": self.tries,
            "turns": self.turns,
            "said": self.said,
            "trail": self.trail,
            "story": self.story,
            "ended": self.ended,
            "slow": self.slow,
        }
        return json.dumps(state, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Call":
        """The call that `to_json` wrote."""
        state: dict[str, Any] = json.loads(text)
        state["said"] = tuple(state["said"])
        state["trail"] = tuple(Waypoint(at, tuple(undo), before) for at, undo, before in state["trail"])
        state["story"] = tuple(StoryStep(*step) for step in state["story"])
        return cls(**state)
