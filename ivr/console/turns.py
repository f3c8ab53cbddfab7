"""A stored conversation, read turn by turn: where the line had asked, what was heard, what was made of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from ivr.understanding import asks_for_agent, command


class Result(StrEnum):
    """What the line made of what it heard. SILENCE to NOT_UNDERSTOOD are the failed tries."""

    BEGUN = "begun"
    UNDERSTOOD = "understood"
    REPEAT = "repeat"
    BACK = "back"
    AGENT = "agent"
    SILENCE = "silence"
    WRONG_KEY = "wrong_key"
    NOT_UNDERSTOOD = "not_understood"
    TOO_LONG = "too_long"
    RETURNED = "returned"
    FAULT = "fault"


FAILED = {
    "silence": Result.SILENCE,
    "keys": Result.WRONG_KEY,
    "speech": Result.NOT_UNDERSTOOD,
}
COMMANDS = {"agent": Result.AGENT, "back": Result.BACK, "repeat": Result.REPEAT}


class Stored(Protocol):
    """What is read of a turn's row; see `ivr.tables.TurnRow`."""

    @property
    def heard(self) -> Mapping[str, Any]: ...
    @property
    def steps(self) -> Iterable[Any]: ...
    @property
    def state(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Passed:
    """One turn. `at` is the step that had asked ("" at the beginning), `steps` the way from there on.

    `meant` is what an understood answer was taken for, in the caller's language; `gave_up` says that this was
    the last try. `here` is where the call stands after it: where it waits, or the step that ended it.
    """

    at: str
    kind: str
    text: str
    confidence: float | None
    meant: str
    result: Result
    gave_up: bool
    steps: tuple[str, ...]
    here: str
    language: str

    @property
    def failed(self) -> bool:
        return self.result in FAILED.values()

    @property
    def by_a_way(self) -> bool:
        """The first of `steps` was reached by a way of the menu, not by what holds at every step."""
        led_on = (Result.UNDERSTOOD, Result.RETURNED)
        silence_leads_on = self.result is Result.SILENCE and bool(self.steps) and not self.gave_up
        return bool(self.at) and (self.result in led_on or silence_leads_on)


def read_turns(stored: Iterable[Stored]) -> list[Passed]:
    """The turns of one call, in their order. What older versions did not write is taken as empty."""
    before: Mapping[str, Any] = {}
    passed = []
    for row in stored:
        after = json.loads(row.state)
        passed.append(_passed(row, before, after))
        before = after
    return passed


def _passed(row: Stored, before: Mapping[str, Any], after: Mapping[str, Any]) -> Passed:
    kind, text = str(row.heard.get("kind") or ""), str(row.heard.get("text") or "")
    at, steps = str(before.get("step") or ""), tuple(map(str, row.steps))
    language = str(before.get("language") or after.get("language") or "")
    meant = _meant(after) if at and kind in ("keys", "speech") else ""
    result, gave_up = _result(kind, text, language, meant, steps, before, after)
    return Passed(
        at=at,
        kind=kind,
        text=text,
        confidence=row.heard.get("confidence"),
        meant=meant,
        result=result,
        gave_up=gave_up,
        steps=steps,
        here=steps[-1] if after.get("ended") and steps else str(after.get("step") or ""),
        language=language,
    )


def _meant(after: Mapping[str, Any]) -> str:
    story = after.get("story") or []
    return str(story[-1][4]) if story and len(story[-1]) > 4 else ""


def _result(
    kind: str,
    text: str,
    language: str,
    meant: str,
    steps: tuple[str, ...],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> tuple[Result, bool]:
    """And whether it was the last try that failed."""
    if kind == "outcome":
        return (Result.FAULT if text == "fault" else Result.RETURNED), False
    if not before.get("step") or kind == "start":
        return Result.BEGUN, False
    if meant:
        return Result.UNDERSTOOD, False
    if asked := _command(kind, text, language, led_on=bool(steps)):
        return asked, False
    failed = FAILED.get(kind, Result.NOT_UNDERSTOOD)
    reason = (after.get("values") or {}).get("reason")
    if steps and reason == "too_long":
        return Result.TOO_LONG, True
    return failed, bool(steps) and reason == "three_tries"


def _command(kind: str, text: str, language: str, *, led_on: bool) -> Result | None:
    """What works at every step: said alone, or, where nothing else was understood, within a sentence."""
    if kind == "keys":
        by_key = {"0": Result.AGENT, "#": Result.BACK}.get(text.strip())
        return by_key or (Result.REPEAT if "*" in text else None)
    if kind != "speech":
        return None
    if asked := command(text, language):
        return COMMANDS.get(asked)
    return Result.AGENT if led_on and asks_for_agent(text, language) else None
