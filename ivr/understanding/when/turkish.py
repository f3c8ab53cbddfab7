"""Turkish: its words about time, cases cut off, and small words that come after what they belong to."""

from collections.abc import Iterator, Sequence
from functools import cache

from ivr.understanding.languages.numbers import cardinals
from ivr.understanding.when.cursor import Found, Sentence, found
from ivr.understanding.when.named_days import named_day_rules
from ivr.understanding.when.pieces import Calendar, Clock, DayPart, Mark, Piece, Post, Span, Weekday
from ivr.understanding.when.scan import Lexicon, Term
from ivr.understanding.when.spans import ahead
from ivr.understanding.when.words_file import read_words

# Cases as they are added, folded: at, from, to, of. "At" is kept apart, for it makes a number an hour.
_AT = ("da", "de", "ta", "te")
_CASES = (
    "dan",
    "den",
    "tan",
    "ten",
    *_AT,
    "nin",
    "nun",
    "ya",
    "ye",
    "yi",
    "yu",
    "in",
    "un",
    "a",
    "e",
    "i",
    "u",
)
_SOFTENED = {"dord": "dort", "aralig": "aralik", "ocag": "ocak"}
_WHOLE = {"haftaya": ("gelecek", "hafta")}


@cache
def turkish() -> Lexicon:
    """The Turkish lexicon; read once."""
    numbers = {said: Term("number", value) for said, value in cardinals("tr").items() if value < 60}
    words = read_words("turkish.toml", numbers, lambda word: (word,))
    known = words.words.keys()
    whole = {part for listed in words.phrases.values() for parts, _ in listed for part in parts}

    def split(word: str) -> tuple[str, ...]:
        if word in _WHOLE:
            return _WHOLE[word]
        if word in whole:
            return (word,)
        for case in _CASES:
            stem = word.removesuffix(case)
            stem = _SOFTENED.get(stem, stem)
            if stem != word and stem in known and len(stem) > 1:
                return (stem, "da") if case in _AT else (stem,)
        return (word,)

    return Lexicon(words.words, words.phrases, words.fillers, split)


def turkish_rules(at: Sentence, index: int) -> Found | None:
    """What stands after what it belongs to: "iki hafta sonra", "ondan sonra", "salıya kadar"."""
    unit = at.value(index + 1) if at.kind(index + 1) == "unit" else None
    later = at.kind(index + 2) == "post" and at.value(index + 2) == "after"
    if at.is_number(index, 1, 60) and unit in {"day", "week", "month"} and later:
        day = ahead(at.today, at.value(index), unit)
        return found(index + 3, Span(day, day))
    if at.kind(index) == "post":
        return found(index + 1, Post(at.value(index)))
    if at.kind(index) == "relative":  # "yarın": what is said after it counts nothing on
        return named_day_rules(at, index)
    return None


def postposed(said: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces with each such word put before what it belongs to, as the grammar reads them."""
    kept: list[Piece] = []
    for piece in said:
        if not isinstance(piece, Post):
            kept.append(piece)
        elif kept and isinstance(kept[-1], Clock | DayPart):
            kept.insert(len(kept) - 1, Mark(piece.name))
        elif kept and isinstance(kept[-1], Calendar | Weekday | Span):
            begins = len(kept) - 1
            while begins and isinstance(kept[begins - 1], Calendar | Weekday | Span):
                begins -= 1
            kept.insert(begins, Mark(piece.name))
    yield from kept
