"""What was tried on a walk, in the words of the office: so that one sees that nothing was left out."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal, TypeAlias

from ivr.proof.callers import AGENT, BACK, FAULT, REPEAT, Press
from ivr.proof.house import Asked
from ivr.proof.walk import Walk

Deed: TypeAlias = Literal[
    "keys", "words", "silence", "nonsense", "wrong_key", "again", "back", "person", "fault", "from_agent",
    "no_places", "taken", "closed", "withheld",
]  # fmt: skip
DEEDS: tuple[Deed, ...] = Deed.__args__  # type: ignore[attr-defined]

_COMMANDS: Mapping[Press, Deed] = {AGENT: "person", REPEAT: "again", BACK: "back", FAULT: "fault"}
_FAILED: Mapping[str, Deed] = {"silence": "silence", "speech": "nonsense", "keys": "wrong_key"}
_ANSWERED: Mapping[str, Deed] = {
    "keys": "keys",
    "speech": "words",
    "silence": "silence",
    "outcome": "from_agent",
}
_HOUSE: Mapping[tuple[str, str], Deed] = {
    ("find_offers", "none"): "no_places",
    ("find_offers", "day_full"): "no_places",
    ("find_offers", "day_closed"): "no_places",
    ("later_offers", "none"): "no_places",
    ("hold_place", "taken"): "taken",
    ("confirm", "hold_ended"): "taken",
    ("move", "hold_ended"): "taken",
    ("duty", "closed"): "closed",
    ("own_number", "withheld"): "withheld",
}


def tried(walk: Walk) -> Mapping[Deed, int]:
    """How often each was tried; 0 where the menu has no such thing."""
    counts: Counter[Deed] = Counter()
    for place in walk.places:
        for passage in place.onward:
            deed = _by_caller(passage.press) if passage.press else _by_house(passage.answer)
            if deed is not None:
                counts[deed] += 1
    return {deed: counts[deed] for deed in DEEDS}


def _by_caller(press: Press) -> Deed | None:
    kinds = _FAILED if press.kind == "failed" else _ANSWERED
    return _COMMANDS.get(press) or kinds.get(press.heard.kind)


def _by_house(answer: Asked | None) -> Deed | None:
    return _HOUSE.get((answer.action, answer.outcome)) if answer is not None else None
