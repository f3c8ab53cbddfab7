"""What a sentence is about: to book, to move, to cancel, a fee, an address, a person to talk to."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ivr.understanding.what.stems import spoken_words, stem, with_prefix_verbs
from ivr.understanding.what.words import stems_of, words_about

_SURE, _LIKELY = 0.95, 0.7  # how sure something that was named is, and something that every wish holds
_APART = 5  # how many words may stand among those of one phrase


class Intent(StrEnum):
    """What a caller wants; `OTHER` is what this line does not do."""

    CALL_BACK = "call_back"
    AGENT = "agent"
    CANCEL = "cancel"
    MOVE = "move"
    FIND = "find"
    FEES = "fees"
    DOCUMENTS = "documents"
    HOURS = "hours"
    ADDRESS = "address"
    BOOK = "book"
    OTHER = "other"


class _Words(NamedTuple):
    phrases: Mapping[Intent, tuple[tuple[str, ...], ...]]
    elsewhere: frozenset[str]


def intent(text: str, code: str) -> tuple[Intent, float] | None:
    """What `text` is about, and how sure that is (0 to 1); None where it does not say."""
    known = _words(code)
    words = spoken_words(text)
    stems = list(with_prefix_verbs(words))
    if is_elsewhere(text, code):
        return Intent.OTHER, _SURE
    for about, phrases in known.phrases.items():
        if any(_holds(stems, phrase) for phrase in phrases):
            return about, _LIKELY if about is Intent.BOOK else _SURE
    return None


def is_elsewhere(text: str, code: str) -> bool:
    """Whether it is about something that another office does: "Hundesteuer", "Gewerbe ummelden"."""
    return any(stem(word) in _words(code).elsewhere for word in spoken_words(text))


def _holds(stems: list[str], phrase: tuple[str, ...]) -> bool:
    """Whether all words of a phrase were said near each other, in any order."""
    if len(phrase) == 1 or not all(word in stems for word in phrase):
        return len(phrase) == 1 and phrase[0] in stems
    width = len(phrase) + _APART
    return any(
        all(word in stems[at : at + width] for word in phrase)
        for at, first in enumerate(stems)
        if first in phrase
    )


@cache
def _words(code: str) -> _Words:
    content = words_about(code)
    phrases = {
        Intent(name): tuple(
            tuple(stem(word) for word in spoken_words(phrase))
            for phrase in listed.split(",")
            if phrase.strip()
        )
        for name, listed in content["intents"].items()
    }
    return _Words(phrases, frozenset(stems_of(content["elsewhere"])))
