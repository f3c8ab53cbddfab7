"""When a caller wants to come: a sentence in, days and times out. See `When`.

    when("nächste Woche Dienstag nachmittags", "de", today)

A tokenizer turns words and digits into tokens, a small grammar finds pieces (a date, a weekday, a time, a
part of the day), and these are put together: narrowed by each other, joined, ruled out, corrected.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ivr.understanding.when.arabic import arabic
from ivr.understanding.when.compose import compose
from ivr.understanding.when.cursor import Rule
from ivr.understanding.when.english import english
from ivr.understanding.when.german import german
from ivr.understanding.when.meaning import Part, When
from ivr.understanding.when.pieces import Piece
from ivr.understanding.when.reading import (
    ARABIC_RULES,
    ENGLISH_RULES,
    GERMAN_RULES,
    TOLD_RULES,
    TURKISH_RULES,
    pieces,
)
from ivr.understanding.when.scan import Lexicon
from ivr.understanding.when.slavic import polish, russian, ukrainian
from ivr.understanding.when.turkish import postposed, turkish


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The words of a language, its rules, and how its small words are put before what they belong to."""

    lexicon: Callable[[], Lexicon]
    rules: tuple[Rule, ...]
    arranged: Callable[[Sequence[Piece]], Iterable[Piece]] = iter


_TONGUES: Mapping[str, _Tongue] = {
    "de": _Tongue(german, GERMAN_RULES),
    "en": _Tongue(english, ENGLISH_RULES),
    "tr": _Tongue(turkish, TURKISH_RULES, postposed),
    "ar": _Tongue(arabic, ARABIC_RULES),
    "ru": _Tongue(russian, TOLD_RULES),
    "uk": _Tongue(ukrainian, TOLD_RULES),
    "pl": _Tongue(polish, TOLD_RULES),
}
_YEARS = range(1900, 3000)  # outside of these a calendar has no meaning on the telephone


def when(text: str, code: str, today: date) -> When:
    """What `text` in the language `code` says about time, said on `today`; empty where it says nothing."""
    if today.year not in _YEARS:
        return When()
    tongue = _TONGUES.get(code, _TONGUES["de"])
    found = pieces(text, today, tongue.lexicon(), tongue.rules)
    return compose(list(tongue.arranged(list(found))), today)


__all__ = ["Part", "When", "when"]
