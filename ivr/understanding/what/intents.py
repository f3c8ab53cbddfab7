"""What a sentence is about: to book, to move, to cancel, a fee, an address, a person to talk to."""

from collections.abc import Mapping, Sequence
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
    offices_elsewhere: frozenset[str]


def intent(text: str, code: str, named: Sequence[str] = ()) -> tuple[Intent, float] | None:
    """What `text` is about, and how sure that is (0 to 1); None where it does not say.

    `named` are the names and synonyms of the services that it may mean.
    """
    known = _words(code)
    words = spoken_words(text)
    stems = list(with_prefix_verbs(words))
    if is_elsewhere(text, code, named):
        return Intent.OTHER, _SURE
    for about, phrases in known.phrases.items():
        if any(_holds(stems, phrase) for phrase in phrases):
            return about, _LIKELY if about is Intent.BOOK else _SURE
    return None


def is_elsewhere(text: str, code: str, named: Sequence[str] = ()) -> bool:
    """Whether it is about something that another office does: "Hundesteuer", "Gewerbe ummelden".

    Not where a service of the line is called so; and who names another office with a service ("eine
    Meldebescheinigung fürs Standesamt") wants that service.
    """
    known = _words(code)
    said = {stem(word) for word in spoken_words(text)}
    here = {stem(word) for phrase in named for word in spoken_words(phrase)}
    return bool((said & known.elsewhere) - here) or (not named and bool(said & known.offices_elsewhere))


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
    elsewhere, offices = (frozenset(stems_of(content[name])) for name in ("elsewhere", "offices_elsewhere"))
    return _Words(phrases, elsewhere, offices)
