"""German: its words about time, its numbers, and how words are put together."""

import re
from functools import cache

from ivr.understanding.when.german_numbers import CARDINALS, ORDINALS, YEARS
from ivr.understanding.when.scan import Lexicon, Term
from ivr.understanding.when.words_file import read_words

# "montagnachmittag", "juliwoche", "spatabends", "septemberanfang": two words that are written as one, folded.
_HEADS = """
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar marz april mai juni
    juli august september oktober november dezember spat fruh
"""
_TAILS = """
    vormittags vormittag nachmittags nachmittag fruhmorgens morgens morgen mittags mittag abends abend nachts
    nacht fruh woche wochen anfang ende mitte nachmittagsstunden nachmittagsstunde
"""
_COMPOUND = re.compile(rf"({'|'.join(_HEADS.split())})s?({'|'.join(_TAILS.split())})")


@cache
def german() -> Lexicon:
    """The German lexicon; read once."""
    numbers = {
        **{word: Term("number", value) for word, value in {**CARDINALS, **YEARS}.items()},
        **{word: Term("ordinal", value) for word, value in ORDINALS.items()},
    }
    return read_words("german.toml", numbers, _split)


def _split(word: str) -> tuple[str, ...]:
    found = _COMPOUND.fullmatch(word)
    return (found[1], found[2]) if found else (word,)
