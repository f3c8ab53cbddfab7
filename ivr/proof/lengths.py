"""How far everything is, by the shortest way through each situation: turns, keys, seconds of listening."""

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

from ivr.menu_limits import Limits
from ivr.proof.found import Farthest, Finding, Move, moves
from ivr.proof.listened import Ear
from ivr.proof.walk import Passage, Place, Walk, sounding_apart
from ivr.proof.ways_out import answering

Measure = Callable[[Passage], float]


def turns(passage: Passage) -> float:
    return float(passage.press is not None)


def keys(passage: Passage) -> float:
    return float(passage.press.keys if passage.press is not None else 0)


def answers(walk: Walk) -> list[Passage]:
    """All ways along answers that differ in a length."""
    return [each for place in walk.places for each in sounding_apart(filter(answering, place.onward))]


def farthest(walk: Walk, ways: Iterable[Passage], measure: Measure, language: str = "") -> Farthest:
    """The situation that is farthest from the greeting and from an end together, along `ways`.

    Where no way comes to an end, it is the greeting.
    """
    lengths = [(each.source, each.target, measure(each)) for each in ways]
    there = _distances(lengths, [0])
    ends = [at for at, place in enumerate(walk.places) if place.ends or place.agent]
    back = _distances([(to, here, length) for here, to, length in lengths], ends)
    begin = measure(walk.places[0].came_by)
    whole = {at: begin + there[at] + back[at] for at in there.keys() & back.keys()}
    at = max(whole, key=lambda each: (whole[each], -each), default=0)
    return Farthest(whole.get(at, begin), walk.places[at].step.rstrip("*"), moves(walk.way_to(at)), language)


def _distances(lengths: Iterable[tuple[int, int, float]], start: Iterable[int]) -> dict[int, float]:
    """Dijkstra's shortest paths from `start` on."""
    onward: dict[int, list[tuple[int, float]]] = {}
    for here, to, length in lengths:
        onward.setdefault(here, []).append((to, length))
    found: dict[int, float] = {}
    queue = [(0.0, at) for at in start]
    while queue:
        far, at = heappop(queue)
        if at not in found:
            found[at] = far
            for to, length in onward.get(at, ()):
                if to not in found:
                    heappush(queue, (far + length, to))
    return found


def beyond_limits(walk: Walk, ear: Ear, limits: Limits, longest: Farthest) -> Iterator[Finding]:
    """What asks more of callers than is wanted, the worst of each step only."""
    yield from _options(walk, limits)
    yield from _sentences(walk, ear, limits)
    yield from _listening(walk, ear, limits)
    if longest.amount > limits.turns.at_most:
        detail = {"turns": round(longest.amount), "at_most": limits.turns.at_most}
        yield Finding("too_far", limits.turns.then, longest.step, longest.way, detail)


def _options(walk: Walk, limits: Limits) -> Iterator[Finding]:
    counts: dict[str, tuple[int, int]] = {}
    for at, place in enumerate(walk.places):
        if place.call is not None and not place.call.tries:
            count = place.options
            if count > counts.get(place.step, (0, 0))[0]:
                counts[place.step] = (count, at)
    for step, (count, at) in counts.items():
        if count > limits.options.at_most:
            detail = {"options": count, "at_most": limits.options.at_most}
            yield Finding("too_many_options", limits.options.then, step, moves(walk.way_to(at)), detail)


def _sentences(walk: Walk, ear: Ear, limits: Limits) -> Iterator[Finding]:
    worst: dict[str, tuple[int, str, str, Passage]] = {}
    first: dict[int, Passage] = {}
    for each in _all(walk):
        first.setdefault(id(each.said), each)
    for passage in first.values():
        for language in ear.languages:
            for said in passage.said:
                heard = ear.listen(said, language)
                if heard.words > max(limits.words.at_most, worst.get(said.key, (0,))[0]):
                    worst[said.key] = (heard.words, heard.longest, said.language or language, passage)
    for key, (words, sentence, language, passage) in worst.items():
        detail: dict[str, str | int] = {
            "prompt": key,
            "words": words,
            "at_most": limits.words.at_most,
            "sentence": sentence,
            "language": language,
        }
        yield Finding("long_sentence", limits.words.then, _step(walk, passage), _way(walk, passage), detail)


def _listening(walk: Walk, ear: Ear, limits: Limits) -> Iterator[Finding]:
    worst: dict[str, tuple[float, str, Passage]] = {}
    turns = list(_listened_apart(walk))
    for language in ear.languages:
        rest = _Rest(walk, ear, language)
        for passage in turns:
            took, step = rest.after(passage)
            if took > max(limits.seconds.at_most, worst.get(step, (0.0,))[0]):
                worst[step] = (took, language, passage)
    for step, (took, language, passage) in worst.items():
        detail: dict[str, str | int] = {
            "seconds": round(took),
            "at_most": limits.seconds.at_most,
            "language": language,
        }
        yield Finding("long_listening", limits.seconds.then, step, _way(walk, passage), detail)


def _listened_apart(walk: Walk) -> Iterator[Passage]:
    """Of turns that begin with the same said, and go on in the same way, the first."""
    seen: set[tuple[int, int | str]] = set()
    for each in _all(walk):
        target = walk.places[each.target]
        told = (id(each.said), target.step if _is_over(target) else each.target)
        if each.press is not None and told not in seen:
            seen.add(told)
            yield each


def _is_over(place: Place) -> bool:
    """Whether a turn ends here: somebody waits, or the call is over."""
    return place.call is not None or place.ends


class _Rest:
    """How long one listens until a turn is over, in the longest way that it may take."""

    def __init__(self, walk: Walk, ear: Ear, language: str) -> None:
        self.walk, self.ear, self.language = walk, ear, language
        self.from_fork: dict[int, tuple[float, str]] = {}

    def after(self, passage: Passage) -> tuple[float, str]:
        """Seconds from this passage on, and the step at which the turn is over."""
        took = self.ear.seconds(passage.said, self.language)
        target = self.walk.places[passage.target]
        if _is_over(target):
            return took, target.step
        rest, step = self._fork(passage.target, target)
        return took + rest, step

    def _fork(self, at: int, place: Place) -> tuple[float, str]:
        if at not in self.from_fork:
            self.from_fork[at] = (0.0, place.step.rstrip("*"))  # where it goes round in a circle
            self.from_fork[at] = max(map(self.after, place.onward), default=self.from_fork[at])
        return self.from_fork[at]


def _all(walk: Walk) -> Iterator[Passage]:
    yield walk.places[0].came_by
    for place in walk.places:
        yield from place.onward


def _step(walk: Walk, passage: Passage) -> str:
    return passage.steps[-1] if passage.steps else walk.places[passage.target].step.rstrip("*")


def _way(walk: Walk, passage: Passage) -> tuple[Move, ...]:
    before = walk.way_to(passage.source) if passage.source >= 0 else ()
    return moves((*before, passage))
