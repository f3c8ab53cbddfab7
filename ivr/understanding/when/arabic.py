"""Arabic: its words about time, without the article and the particles that are written together with them."""

from collections.abc import Iterator
from functools import cache

from ivr.understanding.languages.numbers import cardinals
from ivr.understanding.when.cursor import Found, Sentence, found
from ivr.understanding.when.pieces import Weekday
from ivr.understanding.when.scan import Lexicon, Term
from ivr.understanding.when.spans import named_span
from ivr.understanding.when.words_file import read_words

_AND = "و"
_PARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل", "ف")
_FIRST_TEN = [
    "الأول",
    "الثاني",
    "الثالث",
    "الرابع",
    "الخامس",
    "السادس",
    "السابع",
    "الثامن",
    "التاسع",
    "العاشر",
]
_JOINED = ("الحادي", *_FIRST_TEN[1:9])


@cache
def arabic() -> Lexicon:
    """The Arabic lexicon; read once."""
    numbers = {said: Term("number", value) for said, value in cardinals("ar").items() if value < 60}
    words = read_words("arabic.toml", numbers | dict(_days()), lambda word: (word,))
    known = words.words.keys() | words.phrases.keys()
    # "والعشرين" belongs to the day of a month and stays whole.
    whole = {
        part
        for phrases in words.phrases.values()
        for parts, _ in phrases
        for part in parts
        if part.startswith("وال")
    }

    def split(word: str) -> tuple[str, ...]:
        if word in whole:
            return (word,)
        for particle in _PARTICLES:
            rest = word.removeprefix(particle)
            if rest != word and rest in known:
                return (_AND, rest) if particle.startswith(_AND) else (rest,)
        return (word,)

    return Lexicon(words.words, words.phrases, words.fillers, split)


def _days() -> Iterator[tuple[str, Term]]:
    """The days of a month as ordinals, alone and with the "of" that may follow."""
    days = [
        *_FIRST_TEN,
        *(f"{one} عشر" for one in _JOINED),
        "العشرين",
        *(f"{one} والعشرين" for one in _JOINED),
        "الثلاثين",
        "الحادي والثلاثين",
    ]
    for value, said in enumerate(days, start=1):
        for form in {said, said.replace("شرين", "شرون").replace("لاثين", "لاثون")}:
            yield f"{form} من", Term("ordinal", value)
            if " " in form or value <= 10:
                yield form, Term("ordinal", value)


def arabic_rules(at: Sentence, index: int) -> Found | None:
    """What comes after what it belongs to: "الثلاثاء القادم", "الأسبوع القادم"."""
    if at.kind(index + 1) != "which_after":
        return None
    if at.kind(index) == "weekday":
        return found(index + 2, Weekday(at.value(index), "coming"))
    span = named_span(at, at.value(index), 1) if at.kind(index) == "unit" else None
    return found(index + 2, span) if span else None
