"""Which of several things was meant, by the words for each of them.

A phrase counts by how much of it was heard, and a little by how much of what was heard it explains. Far from
every phrase, or as near to two things, means that nothing was understood: no guess is made.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Generic, Literal, NamedTuple, TypeVar

from rapidfuzz import fuzz

from ivr.understanding.languages import Language, language
from ivr.understanding.what.ranking import choices, rank
from ivr.understanding.wording import without, words

T = TypeVar("T")

ENOUGH = 75.0  # of 100: the share of a phrase, by letters, that must have been heard
CLEARLY = 5.0  # by which the best must be better than the next
WORD_FOR_WORD = 99.9
_DIGITS = frozenset("123456789")
SAME_WORD = 82.0  # how alike two words must be: "ausweiss" is "ausweis", "reise" is not "preise"
PART_OF_WORD = 5  # letters from which on a word is also found inside a compound


class _Place(NamedTuple):
    """ "Den ersten", "die eins", "den mittleren": what kind of word it was, and its number."""

    how: Literal["number", "ordinal", "first", "middle", "last"]
    number: int


@dataclass(frozen=True, slots=True)
class Candidate(Generic[T]):
    """Something that may be meant, the words for it, and its place in the list as it was read out, from 1.

    `listed`: it is one of the list, and no option beside it; it may be the last or the middle one.
    """

    meant: T
    phrases: Sequence[str]
    place: int | None = None
    listed: bool = True


def choose(text: str, candidates: Sequence[Candidate[T]], code: str) -> T | None:
    """What of `candidates` was meant by `text` in the language `code`; None where that is not clear."""
    known = language(code)
    heard = without(words(text), known.fillers)
    heard = without(heard, known.around_places) or heard
    if not heard:
        return None
    if said := _places(text, known):
        return _at_place(said, candidates) if len(said) == 1 else None
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
    return places_named(text, code) == 1


def places_named(text: str, code: str) -> int:
    """How many places in a list were named, and nothing else: 2 in "den ersten oder den zweiten"."""
    return len(_places(text, language(code)))


def _places(text: str, known: Language) -> set[_Place]:
    """The places in a list that are all that was said; after a correction those after it.

    Empty where anything else was said, or a place was refused: "nicht den ersten".
    """
    spoken = [known.variants.get(word, word) for word in words(text)]
    at = next((at for at in range(len(spoken) - 1, 0, -1) if spoken[at] in known.corrections), 0)
    if at and any(_place(word, known) for word in spoken[at:]):
        spoken = spoken[at + 1 :]
    spoken = _without_refused(spoken, known)
    heard = without(spoken, known.fillers - known.last)
    about = known.agreements | known.willing | known.yes | known.no | known.around_places
    said = {word: place for word in heard if (place := _place(word, known)) is not None}
    if any(one in said and other in said for one, other in pairwise(heard)):
        return set()  # "am zweiten zwölften" is a day
    others = {word for word in heard if word not in said}
    return set(said.values()) if others <= about - known.negations else set()


def _without_refused(spoken: list[str], known: Language) -> list[str]:
    """ "Nicht den zweiten, den ersten": without what was refused, where a place is left."""
    for at, word in enumerate(spoken):
        refused = next((each for each in range(at + 1, at + 3) if _at(spoken, each, known)), None)
        if word in known.negations and refused is not None:
            rest = [*spoken[:at], *spoken[refused + 1 :]]
            return rest if any(_place(each, known) for each in rest) else spoken
    return spoken


def _at(spoken: list[str], at: int, known: Language) -> bool:
    return at < len(spoken) and _place(spoken[at], known) is not None


def _place(word: str, known: Language) -> _Place | None:
    if word in known.last:
        return _Place("last", 0)
    if word in known.middle:
        return _Place("middle", 0)
    if word in known.earliest:
        return _Place("first", 0)
    if word in known.ordinals:
        return _Place("ordinal", known.ordinals[word])
    number = known.cardinals.get(word, int(word) if word in _DIGITS else None)
    return _Place("number", number) if number is not None else None


def _at_place(said: set[_Place], candidates: Sequence[Candidate[T]]) -> T | None:
    """What stands there: "die vier" may be an option, "den vierten" is one of the list."""
    how, number = next(iter(said))
    listed = {one.place: one.meant for one in candidates if one.place is not None and one.listed}
    placed = listed if listed and how != "number" else {one.place: one.meant for one in candidates}
    in_order = sorted(place for place in placed if place is not None)
    if how in {"number", "ordinal"} or not in_order:
        return placed.get(number) if number else None
    middle = len(in_order) // 2 if len(in_order) % 2 else None
    at = {"first": 0, "middle": middle, "last": -1}[how]
    return None if at is None else placed[in_order[at]]


def _by_rarer_words(text: str, candidates: Sequence[Candidate[T]], code: str) -> T | None:
    """In a longer sentence, where some of what was heard belongs to none of the phrases."""
    found = choices(rank(text, [(one.meant, one.phrases) for one in candidates], code))
    return found[0].meant if len(found) == 1 else None


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
