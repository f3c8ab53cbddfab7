"""Whether every situation has its end: for who answers, for who never does, and in a stubborn house."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ivr.dialog import ACTIONS
from ivr.dialog.vocabulary import NOTHING
from ivr.proof.found import Ending, Finding, moves
from ivr.proof.walk import Passage, Place, Walk

# Outcomes that are about what the caller chose or typed: with the next choice they are gone, and the house
# counts wrong codes.
PASSING = {
    ("choose_service", "unknown"),
    ("documents_of", "unknown"),
    ("find_appointment", "need_day"),
    ("find_appointment", "unknown"),
    ("note_call_back", "bad_number"),
}
Done: TypeAlias = tuple[str, str]  # an action and its outcome
Sources: TypeAlias = dict[int, dict[tuple[int, Done | None], None]]  # in the order of the walk

TOLD = {("hours_of", "told"), ("documents_of", "told")}


def answering(passage: Passage) -> bool:
    """Whether this is a way that the menu itself names: 0 and failed tries are no excuse for a dead end."""
    return passage.press is None or passage.press.kind == "answer"


def _waits_or_asks(place: Place) -> bool:
    return place.call is None or not place.call.tries


def without_end(walk: Walk) -> Iterator[Finding]:
    """Situations from which no answer leads to an end; and those from which none does in a stubborn house."""
    sources = _sources(walk)
    dead = _cannot_end(walk, sources, None)
    told: set[str] = set()
    for at in dead:
        step = walk.places[at].step.rstrip("*")
        if step not in told:
            told.add(step)
            yield Finding("no_way_on", "stop", step, moves(walk.way_to(at)))
    lost = frozenset(dead)
    for always in _stubborn(walk):
        stuck = {at for at in _cannot_end(walk, sources, always) if at not in lost}
        if stuck and (met := _met(walk, always) & stuck):
            # Rather where somebody waits than where the house is asked.
            at = min(met, key=lambda each: (walk.places[each].call is None, each))
            detail = {"action": always[0], "outcome": always[1]}
            yield Finding("circle", "stop", walk.places[at].step.rstrip("*"), moves(walk.way_to(at)), detail)


def patience(walk: Walk) -> tuple[int, list[Finding]]:
    """How many turns somebody has at most who never does what helps; and where that never ends."""
    longest: dict[int, int] = {}
    findings: list[Finding] = []
    under_way: set[int] = set()

    def turns_from(at: int) -> int:
        if at in longest:
            return longest[at]
        if at in under_way:
            findings.append(
                Finding("silence_circles", "stop", walk.places[at].step.rstrip("*"), moves(walk.way_to(at)))
            )
            return 0
        under_way.add(at)
        place = walk.places[at]
        ahead = () if place.ends or place.agent else [each for each in place.onward if _no_help(place, each)]
        longest[at] = max(((each.press is not None) + turns_from(each.target) for each in ahead), default=0)
        under_way.discard(at)
        return longest[at]

    most = max((turns_from(at) for at in range(len(walk.places))), default=0)
    return most, findings


def _no_help(place: Place, passage: Passage) -> bool:
    """Silence, nonsense and wrong keys; a sentence that an action understands is none of these."""
    if passage.answer is not None:
        return not place.step.endswith("*") or passage.answer.outcome == NOTHING
    press = passage.press
    return press is not None and (press.kind == "failed" or press.heard.kind == "silence")


def endings(walk: Walk) -> Mapping[Ending, int]:
    """What each situation in which a call waits is nearest to."""
    sources = _sources(walk)
    nearest: dict[int, Ending] = {}
    ahead = deque([*_done_after(walk), *_over_at(walk)])
    while ahead:
        at, ending = ahead.popleft()
        if at not in nearest:
            nearest[at] = ending
            ahead.extend((source, ending) for source, _ in sources.get(at, ()))
    counts: dict[Ending, int] = {"booking": 0, "answer": 0, "agent": 0, "goodbye": 0}
    for at, place in enumerate(walk.places):
        if place.call is not None and not place.call.tries and at in nearest:
            counts[nearest[at]] += 1
    return counts


def _done_after(walk: Walk) -> Iterator[tuple[int, Ending]]:
    """Where something is booked, moved, cancelled or noted next, or a question answered."""
    for at, place in enumerate(walk.places):
        for answer in (each.answer for each in place.onward if each.answer is not None):
            if answer.outcome in ACTIONS[answer.action].lasting:
                yield at, "booking"
            elif (answer.action, answer.outcome) in TOLD:
                yield at, "answer"


def _over_at(walk: Walk) -> Iterator[tuple[int, Ending]]:
    for at, place in enumerate(walk.places):
        if place.ends or place.agent:
            yield at, "agent" if place.agent else "goodbye"


def _sources(walk: Walk) -> Sources:
    """From where each place is reached by answers, and by which answer of the house."""
    sources: Sources = {}
    for place in walk.places:
        for passage in filter(answering, place.onward):
            answer = (passage.answer.action, passage.answer.outcome) if passage.answer else None
            sources.setdefault(passage.target, {})[passage.source, answer] = None
    return sources


def _allowed(answer: Done | None, always: Done | None) -> bool:
    """Whether a house answers so in which one action `always` ends the same."""
    return answer is None or always is None or answer[0] != always[0] or answer == always


def _cannot_end(walk: Walk, sources: Sources, always: Done | None) -> list[int]:
    can = {at for at, place in enumerate(walk.places) if place.ends or place.agent}
    ahead = list(can)
    while ahead:
        for source, answer in sources.get(ahead.pop(), ()):
            if source not in can and (answer is None or _allowed(answer, always)):
                can.add(source)
                ahead.append(source)
    return [at for at, place in enumerate(walk.places) if at not in can and _waits_or_asks(place)]


def _stubborn(walk: Walk) -> list[Done]:
    """Each way in which the house may always answer the same, of the actions that steps of the menu do."""
    steps = (place for place in walk.places if not place.step.endswith("*"))
    used = {each.answer.action for place in steps for each in place.onward if each.answer is not None}
    return [
        (action, outcome)
        for action in sorted(used)
        for outcome in ACTIONS[action].outcomes
        if (action, outcome) not in PASSING and len(ACTIONS[action].outcomes) > 1
    ]


def _met(walk: Walk, always: Done) -> set[int]:
    """What is reached by answers in a house in which one action always ends the same."""
    found: set[int] = set()
    ahead = [0]
    while ahead:
        at = ahead.pop()
        if at not in found:
            found.add(at)
            ahead += [
                each.target
                for each in filter(answering, walk.places[at].onward)
                if _allowed((each.answer.action, each.answer.outcome) if each.answer else None, always)
            ]
    return found
