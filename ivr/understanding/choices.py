"""Which of several things was meant, by the words for each of them.

A phrase counts by how much of it was heard, and a little by how much of what was heard it explains. Far from
every phrase, or as near to two things, means that nothing was understood: no guess is made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz

from ivr.understanding.languages import Language, language
from ivr.understanding.what.ranking import choices, rank
from ivr.understanding.wording import without, words

T = TypeVar("T")

ENOUGH = 75.0  # of 100: the share of a phrase, by letters, that must have been heard
CLEARLY = 5.0  # by which the best must be better than the next
WORD_FOR_WORD = 99.9
SAME_WORD = 82.0  # how alike two words must be: "ausweiss" is "ausweis", "reise" is not "preise"
PART_OF_WORD = 5  # letters from which on a word is also found inside a compound


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something that may be meant, the words for it, and its place in the list as it was read out, from 1."""

    meant: T
    phrases: Sequence[str]
    place: int | None = None


def choose(text: str, candidates: Sequence[Candidate[T]], code: str) -> T | None:
    """What of `candidates` was meant by `text` in the language `code`; None where that is not clear."""
    known = language(code)
    heard = without(words(text), known.fillers)
    if not heard:
        return None
    if (placed := _by_place(heard, candidates, known)) is not None:
        return placed
    ranked = sorted(
        ((_score(heard, candidate.phrases, known), candidate) for candidate in candidates),
        key=lambda pair: -pair[0],
    )
    if not ranked or ranked[0][0] < ENOUGH:
        return _by_rarer_words(text, candidates, code)
    if len(ranked) > 1 and not _is_clear(ranked[0][0], ranked[1][0]):
        return _by_rarer_words(text, candidates, code)
    return ranked[0][1].meant


def is_place(text: str, code: str) -> bool:
    """Whether `text` names nothing but a place in a list: "den ersten", "die zwei bitte"."""
    known = language(code)
    heard = _bare(words(text), known)
    return len(heard) == 1 and (
        heard[0] in known.last or heard[0] in known.ordinals or heard[0] in known.cardinals
    )


def _bare(spoken: list[str], known: Language) -> list[str]:
    """The words without those that only agree: "den zweiten nehme ich", "der erste passt mir gut"."""
    heard = without(spoken, known.fillers)
    if len(heard) > 1:
        heard = without(heard, known.agreements | known.willing | known.yes) or heard
    return heard


def _by_rarer_words(text: str, candidates: Sequence[Candidate[T]], code: str) -> T | None:
    """In a longer sentence, where some of what was heard belongs to none of the phrases."""
    found = choices(rank(text, [(one.meant, one.phrases) for one in candidates], code))
    return found[0].meant if len(found) == 1 else None


def _by_place(heard: list[str], candidates: Sequence[Candidate[T]], known: Language) -> T | None:
    """ "die zwei", "den zweiten", "den letzten": by the place in the list, said alone."""
    bare = _bare(heard, known)
    if len(bare) != 1:
        return None
    word = bare[0]
    placed = {one.place: one.meant for one in candidates if one.place is not None}
    if word in known.last and placed:
        return placed[max(placed)]
    place = known.ordinals.get(word, known.cardinals.get(word, int(word) if word in "123456789" else None))
    return None if place is None else placed.get(place)


def _is_clear(best: float, next_best: float) -> bool:
    """Whether the best is better by enough; what was said word for word only has to be better."""
    return best - next_best >= (CLEARLY if best < WORD_FOR_WORD else 0.1)


def _score(heard: list[str], phrases: Iterable[str], known: Language) -> float:
    return max((_likeness(heard, _wanted(phrase, known.code)) for phrase in phrases), default=0.0)


@lru_cache(maxsize=10_000)
def _wanted(phrase: str, code: str) -> tuple[str, ...]:
    """The words of a phrase that count. Kept: the same phrases are compared in every call."""
    spoken = words(phrase)
    return tuple(without(spoken, language(code).fillers) or spoken)


def _likeness(heard: Sequence[str], wanted: Sequence[str]) -> float:
    if not wanted:
        return 0.0
    covered = _share(wanted, heard)
    return 0.0 if covered < ENOUGH else 0.8 * covered + 0.2 * _share(heard, wanted)


def _share(wanted: Sequence[str], found: Sequence[str]) -> float:
    """How much of `wanted` is among `found`, by letters, 0 to 100."""
    letters = sum(map(len, wanted))
    return sum(len(word) * max(_alike(word, other) for other in found) for word in wanted) / letters


def _alike(word: str, other: str) -> float:
    if word == other:
        return 100.0
    short, long = sorted((word, other), key=len)
    if len(short) >= PART_OF_WORD and (long.startswith(short) or long.endswith(short)):
        return 90.0
    likeness = fuzz.ratio(word, other)
    return likeness if likeness >= SAME_WORD and len(short) > 3 else 0.0
