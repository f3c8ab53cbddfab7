"""Russian, Ukrainian and Polish: words bent by case are listed, days of the month are put together here."""

from collections.abc import Iterator
from functools import cache
from itertools import product

from ivr.understanding.languages.numbers import cardinals
from ivr.understanding.when.scan import Lexicon, Term
from ivr.understanding.when.words_file import listed, read_words

_TENS = {
    "russian.toml": {20: "двадцать", 30: "тридцать"},
    "ukrainian.toml": {20: "двадцять", 30: "тридцять"},
    "polish.toml": {20: "dwudziestego dwudziesty", 30: "trzydziestego trzydziesty"},
}


@cache
def russian() -> Lexicon:
    """The Russian lexicon; read once."""
    return _lexicon("russian.toml", "ru")


@cache
def ukrainian() -> Lexicon:
    """The Ukrainian lexicon; read once."""
    return _lexicon("ukrainian.toml", "uk")


@cache
def polish() -> Lexicon:
    """The Polish lexicon; read once."""
    return _lexicon("polish.toml", "pl")


def _lexicon(file: str, code: str) -> Lexicon:
    numbers = {said: Term("number", value) for said, value in cardinals(code).items() if value < 60}
    return read_words(file, numbers | dict(_days(file)), lambda word: (word,))


def _days(file: str) -> Iterator[tuple[str, Term]]:
    """ "Двадцать первого", "dwudziestego pierwszego": the days of the month that are two words."""
    ones = {value: words for value, words in listed(file, "ordinal").items() if value < 10}
    for tens, first in _TENS[file].items():
        for one, words in ones.items():
            if tens + one <= 31:
                for pair in product(first.split(), words):
                    yield " ".join(pair), Term("ordinal", tens + one)
