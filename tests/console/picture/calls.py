"""Calls as the telephone writes them down: a real menu, walked by the engine, stored turn by turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from ivr.dialog import Call, Heard, Outcome, Script, advance, begin
from ivr.tables import CallRow, TurnRow


@dataclass
class Scripted:
    """Actions whose outcomes are said beforehand."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)

    def run(self, action: str, values: Mapping[str, Any], language: str) -> Outcome:
        usual = Outcome("usual" if action == "own_language" else "nothing")
        return self.outcomes.get(action, usual)

    def spoken(self, named: str, values: Mapping[str, Any], language: str) -> Sequence[Mapping[str, Any]]:
        return ()


@dataclass(frozen=True)
class Turn:
    """As much of a turn's row as is read."""

    call_sid: str
    n: int
    at: datetime
    heard: dict[str, Any]
    said: list[str]
    steps: list[str]
    state: str
    took_ms: float = 4.0
    fault: str | None = None


def turns_of(
    script: Script, heard: Sequence[Heard], actions: Scripted, *, sid: str, now: datetime
) -> list[Turn]:
    """The greeting, and a turn for each thing heard."""
    call: Call = begin(script, "de")
    turns = []
    for n, one in enumerate([Heard("start"), *heard]):
        call, reply = advance(script, call, one, actions, now=now)
        said = {"kind": one.kind, "text": one.text, "confidence": one.confidence}
        at = now + timedelta(seconds=10 * n)
        keys = [each.key for each in reply.said]
        turns.append(Turn(sid, n, at, said, keys, list(reply.steps), call.to_json(), took_ms=4.0 + n))
    return turns


def keep(
    session: Session,
    script: Script,
    turns: Sequence[Turn],
    *,
    outcome: str | None,
    ended: bool = True,
    **given: Any,
) -> None:
    """Into the database, as the telephone does."""
    began, over = turns[0].at, turns[-1].at + timedelta(seconds=5)
    values: dict[str, Any] = {"line": "termine", "caller": "+494511234567", "language": "de", **given}
    session.add(
        CallRow(
            sid=turns[0].call_sid,
            script=script.id,
            started_at=began,
            seen_at=over,
            ended_at=over if ended else None,
            outcome=outcome,
            **values,
        )
    )
    session.flush()
    session.add_all(TurnRow(**{name: getattr(turn, name) for name in FIELDS}, reply="") for turn in turns)
    session.flush()


FIELDS = ("call_sid", "n", "at", "heard", "said", "steps", "state", "took_ms", "fault")
