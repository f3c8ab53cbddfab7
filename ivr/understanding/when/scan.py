"""A sentence as tokens of known kinds: numbers, dates and times in digits, words of the lexicon.

Spelling is folded first, so that "fünf", "fuenf" and "funf" are one word: a recogniser may drop any umlaut.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from ivr.understanding.wording import LONGEST, bare

_FOLD = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss", "é": "e", "–": "-", "—": "-", "’": "'"})
_DIGRAPH = re.compile(r"(?<![ae])([aou])e")  # "neuen" is no "neün"

# In the order in which they are tried. Day and month must be possible, or it is something else.
_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:1[0-2]|0?[1-9])"
_FORMS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("iso", r"(20\d\d)-(\d{2})-(\d{2})(?!\d)"),
        (
            "date",
            rf"({_DAY})\s?([./-])\s?({_MONTH})\s?\2(\s?(?:19|20)\d\d|\d\d)(?![\d:]|\.\d)(?!\s?(?:uhr|h)\b)\.?",
        ),
        ("clock", r"(\d{1,2})\s?:\s?(\d{2})(?:\s?:\s?\d{2})?(?!\d)"),
        ("clock", r"(\d{1,2})\s?h\s?(\d{2})(?!\d)"),
        ("day_month", rf"({_DAY})\.\s?({_MONTH})\.(?!\d)"),
        ("day_month", rf"({_DAY})/({_MONTH})(?!\d)(?!\s?(?:uhr|h)\b)\.?"),
        ("pair", r"(\d{1,2})\.(\d{1,2})(?!\d)"),
        ("ordinal", r"(\d{1,2})(?:\.(?!\d)|(?:ste|te|ter|ten|tes|st|nd|rd|th)\b)\.*"),
        ("number", r"(\d+)"),
        ("word", r"([^\W\d_]+)"),
        ("sign", r"([-/,;.!?+])"),
    )
)


class Token(NamedTuple):
    """A word or number, what it is, and its value. `text` is as it was written, folded."""

    kind: str
    value: Any
    text: str


class Term(NamedTuple):
    """What a word is."""

    kind: str
    value: Any = None


@dataclass(frozen=True)
class Lexicon:
    """The words of a language about time, folded. `phrases` go before words, the longest first.

    `split` takes an unknown word apart ("montagnachmittag"); `fillers` may stand between a small word and
    what it belongs to.
    """

    words: Mapping[str, Term]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]
    fillers: frozenset[str]
    split: Callable[[str], tuple[str, ...]]


def fold(text: str) -> str:
    """Small letters without umlauts, whichever way these are written."""
    return _DIGRAPH.sub(r"\1", bare(text.lower().translate(_FOLD)))


def scan(text: str, known: Lexicon) -> list[Token]:
    """The tokens of the first 300 characters of `text`."""
    raw = list(_raw(fold(text[:LONGEST]), known))
    tokens: list[Token] = []
    at = 0
    while at < len(raw):
        token, used = _phrase(raw, at, known)
        tokens.append(token)
        at += used
    return tokens


def _raw(text: str, known: Lexicon) -> Iterator[Token]:
    at = 0
    while at < len(text):
        for kind, form in _FORMS:
            if (found := form.match(text, at)) is not None:
                yield from _token(kind, found, known)
                at = found.end()
                break
        else:
            at += 1


def _token(kind: str, found: re.Match[str], known: Lexicon) -> Iterator[Token]:
    text = found[0]
    match kind:
        case "word":
            for word in (text,) if text in known.words else known.split(text):
                term = known.words.get(word, Term("word", word))
                yield Token(term.kind, term.value, word)
        case "iso":
            yield from _iso(found)
        case "date":
            written = found[4].strip()
            year = int(written) + (2000 if len(written) == 2 else 0)
            yield Token("date", (int(found[1]), int(found[3]), year, len(written) == 2), text)
        case "clock" | "day_month" | "pair":
            yield Token(kind, (int(found[1]), int(found[2])), text)
        case "ordinal" | "number":
            yield Token(kind, int(found[1]) if len(found[1]) < 9 else -1, found[1])
        case _:
            yield Token("sign", text, text)


def _iso(found: re.Match[str]) -> Iterator[Token]:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        yield Token("word", found[0], found[0])
    else:
        yield Token("date", (day.day, day.month, day.year, False), found[0])


def _phrase(raw: list[Token], at: int, known: Lexicon) -> tuple[Token, int]:
    for parts, term in known.phrases.get(raw[at].text, ()):
        if tuple(token.text for token in raw[at : at + len(parts)]) == parts:
            return Token(term.kind, term.value, " ".join(parts)), len(parts)
    return raw[at], 1
