"""What a sentence is about: to book, to move, to cancel, a fee, an address, a person to talk to."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from ivr.understanding.what.stems import spoken_words, stem, with_prefix_verbs
from ivr.understanding.what.words import spoken_words_of, stems_of, stops, words_about

# How sure something that was named is, something that every wish holds, and a wish for nobody knows what.
_SURE, _LIKELY, WISH = 0.95, 0.7, 0.5
_HEAD, _SHORTEST_TAIL = "termin", 4
_BEGINNING = 3  # words within which a question begins, after a greeting
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
    WAIT = "wait"
    OTHER = "other"


class _Phrase(NamedTuple):
    stems: tuple[str, ...]
    first: bool  # only at the beginning, in this order
    exact: frozenset[str]  # words in just this form


class _Words(NamedTuple):
    phrases: Mapping[Intent, tuple[_Phrase, ...]]
    instead: tuple[_Phrase, ...]
    asking: tuple[_Phrase, ...]
    wish: tuple[_Phrase, ...]
    elsewhere_phrases: tuple[_Phrase, ...]
    elsewhere: frozenset[str]
    elsewhere_words: frozenset[str]
    actions: frozenset[str]
    offices_elsewhere: frozenset[str]


def intent(text: str, code: str, named: Sequence[str] = ()) -> tuple[Intent, float] | None:
    """What `text` is about, and how sure that is (0 to 1); None where it does not say.

    `named` are the names and synonyms of the services that it may mean.
    """
    known = _words(code)
    words = [part for word in spoken_words(text) for part in _parted(word)]
    stems = list(with_prefix_verbs(words))
    if is_elsewhere(text, code, named):
        asked = known.phrases.get(Intent.DOCUMENTS, ())
        papers = _any(asked, words, stems) and not _is_for_elsewhere(words, known)
        return (Intent.DOCUMENTS if papers else Intent.OTHER), _SURE
    for about, phrases in known.phrases.items():
        if _any(phrases, words, stems):
            moves = _moves(about, known, words, stems)
            return (Intent.MOVE if moves else about), _LIKELY if about is Intent.BOOK else _SURE
    return (Intent.BOOK, WISH) if _any(known.wish, words, stems) else None


def _moves(about: Intent, known: _Words, words: Sequence[str], stems: list[str]) -> bool:
    """Whether another appointment is wanted: "passt mir nicht mehr, ich bräuchte einen späteren".

    So it is where somebody has one on Monday and would like it on Tuesday.
    """
    if about is Intent.CANCEL:
        return _any(known.instead, words, stems)
    has_one = about is Intent.FIND and not _any(known.asking, words, stems)
    return has_one and bool(known.asking) and _any(known.wish, words, stems)


def _any(phrases: Sequence[_Phrase], words: Sequence[str], stems: list[str]) -> bool:
    said, exactly = set(stems), set(words)
    return any(
        said.issuperset(phrase.stems) and exactly.issuperset(phrase.exact) and _holds(stems, phrase)
        for phrase in phrases
    )


def _is_for_elsewhere(words: Sequence[str], known: _Words) -> bool:
    """ "Was brauche ich für eine Geburtsurkunde" is not about what to bring to this office."""
    away = next((at for at, word in enumerate(words) if stem(word) in known.elsewhere), 0)
    return "fur" in words[max(0, away - 3) : away] or not words[away].endswith(("urkunde", "certificate"))


def _parted(word: str) -> Iterable[str]:
    """ "Terminverlegung" is about a "Termin" and a "Verlegung"."""
    rest = word.removeprefix(_HEAD)
    return (_HEAD, rest) if rest != word and len(rest) > _SHORTEST_TAIL else (word,)


def is_elsewhere(text: str, code: str, named: Sequence[str] = ()) -> bool:
    """Whether it is about something that another office does: "Hundesteuer", "Gewerbe ummelden".

    Not where a service of the line is called so, or is named beside it: who wants "eine Geburtsurkunde
    beglaubigen" or "ein Führungszeugnis für die Kita" wants that service. What is done with many things
    ("anmelden") names none.
    """
    known = _words(code)
    said = {stem(word): word for word in spoken_words(text)}
    small = stops(code)
    if _is_whole_wish(list(said.values()), known, small):
        return True
    here = {stem(word) for phrase in named for word in spoken_words(phrase) if word not in small}
    away = {each for each in said.keys() & known.elsewhere if not _is_name(said[each], each, known)}
    if known.actions and (said.keys() & here) - known.elsewhere - known.actions:
        return bool(away) and bool(here & known.elsewhere) and bool(away - here)
    return bool(away - here) or (not named and bool(said.keys() & known.offices_elsewhere))


def _is_whole_wish(words: Sequence[str], known: _Words, small: frozenset[str]) -> bool:
    """Whether a wish of others was said, and nothing beside it: "ein Taxi bestellen"."""
    stems = [stem(word) for word in words]
    about = {each for each, word in zip(stems, words, strict=True) if word not in small}
    return any(about <= set(phrase.stems) <= set(stems) for phrase in known.elsewhere_phrases)


def _is_name(word: str, stemmed: str, known: _Words) -> bool:
    """Whether a word is rather somebody's name or trade: Frau "Müller" has no rubbish."""
    return word == f"{stemmed}er" and word not in known.elsewhere_words


def _holds(stems: list[str], said: _Phrase) -> bool:
    """Whether the words of a phrase, which were all said, were near each other; or began the question."""
    phrase = said.stems
    if said.first:
        return any(tuple(stems[at : at + len(phrase)]) == phrase for at in range(_BEGINNING))
    if len(phrase) == 1:
        return True
    width = len(phrase) + _APART
    return any(
        all(word in stems[at : at + width] for word in phrase)
        for at, first in enumerate(stems)
        if first in phrase
    )


def _phrase(written: str) -> _Phrase:
    """ "^brauche ich" begins a sentence; of "verbinden!" no other form is meant."""
    exact = (word[:-1] for word in written.split() if word.endswith("!"))
    return _Phrase(
        tuple(stem(word) for word in spoken_words(written)),
        written.strip().startswith("^"),
        frozenset(each for word in exact for each in spoken_words(word)),
    )


@cache
def _words(code: str) -> _Words:
    content = words_about(code)
    told = dict(content["intents"])
    instead, asking, wish = (_phrases(told.pop(name, "")) for name in ("instead", "asking", "wish"))
    phrases = {Intent(name): _phrases(listed) for name, listed in told.items()}
    elsewhere, actions, offices = (
        frozenset(stems_of(content.get(name, ""))) for name in ("elsewhere", "actions", "offices_elsewhere")
    )
    return _Words(
        phrases,
        instead,
        asking,
        wish,
        _phrases(content.get("elsewhere_phrases", "")),
        elsewhere,
        frozenset(spoken_words_of(content["elsewhere"])),
        actions,
        offices,
    )


def _phrases(listed: str) -> tuple[_Phrase, ...]:
    return tuple(_phrase(phrase) for phrase in listed.split(",") if phrase.strip())
