"""What became of a call, as far as its menu goes, and whether a draft would have made more or less of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ivr.dialog import ACTIONS, Heard

# booked: done in the menu, a change, a cancellation and the waiting list included; answered: hours or
# documents told; given_up: hung up, or ended without any of these; failed: the menu broke; open: it asked
# what nobody can answer in the place of the caller.
Result: TypeAlias = Literal["booked", "answered", "handed_over", "given_up", "failed", "open"]
Change: TypeAlias = Literal["better", "worse", "other", "same", "open"]

RESULTS: tuple[Result, ...] = ("booked", "answered", "handed_over", "given_up", "failed", "open")
CHANGES: tuple[Change, ...] = ("worse", "better", "other", "open", "same")
_RANK = {"failed": 0, "given_up": 1, "handed_over": 2, "answered": 3, "booked": 4}
_BY_AN_AGENT = {"note_call_back"}
_TOLD = {"hours_of", "documents_of"}


@dataclass(frozen=True, slots=True)
class Round:
    """One turn as it is judged. `seconds` one listens to it; `agent`: it leads to one."""

    heard: Heard
    done: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    seconds: float
    agent: bool = False
    fault: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a call. `keys` and `seconds` of listening until it was booked; None where it was not."""

    result: Result
    keys: int | None
    seconds: float | None
    turns: int


def judge(rounds: Sequence[Round], *, unanswered: bool = False) -> Verdict:
    """What these turns came to; `unanswered`: the last question could not be answered for the caller."""
    booked = next((at for at, each in enumerate(rounds) if any(map(_books, each.done))), None)
    if booked is None:
        return Verdict(_unbooked(rounds, unanswered=unanswered), None, None, len(rounds))
    until = rounds[: booked + 1]
    keys = sum(len(each.heard.text) for each in until if each.heard.kind == "keys")
    return Verdict("booked", keys, round(sum(each.seconds for each in rounds[:booked]), 1), len(rounds))


def change(before: Verdict, after: Verdict, ways: Iterable[Sequence[Round]]) -> Change:
    """What a draft changes for a call; `ways` are its turns before and after."""
    if after.result == "open":
        return "open"
    if (rank := _RANK[after.result] - _RANK.get(before.result, 0)) != 0:
        return "better" if rank > 0 else "worse"
    one, other = ([(each.heard, each.steps) for each in way] for way in ways)
    return "same" if one == other else "other"


def _unbooked(rounds: Sequence[Round], *, unanswered: bool) -> Result:
    if any(each.fault for each in rounds):
        return "failed"
    if any(each.agent for each in rounds):
        return "handed_over"
    if any(action in _TOLD and outcome == "told" for each in rounds for action, outcome in each.done):
        return "answered"
    return "open" if unanswered else "given_up"


def _books(done: tuple[str, str]) -> bool:
    action, outcome = done
    spec = ACTIONS.get(action)
    return spec is not None and outcome in spec.lasting and action not in _BY_AN_AGENT
