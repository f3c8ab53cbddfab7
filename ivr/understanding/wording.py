"""A sentence as words that can be compared: small letters, no punctuation, no marks above or below letters.

A recogniser may drop any of them, and writes some letters in several ways: the Turkish i with and without a
dot, the Russian ё, the Arabic alef with and without a hamza, digits of the East.
"""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WITHOUT_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u"})
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "æ": "ae",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ء": "",
        "ـ": "",
        "،": ",",
        "؟": "?",
        "؛": ";",
        **{digit: str(value) for value, digit in enumerate("٠١٢٣٤٥٦٧٨٩")},
        **{digit: str(value) for value, digit in enumerate("۰۱۲۳۴۵۶۷۸۹")},
    }
)
_MARKS = re.compile(r"[\u0300-\u036f\u064b-\u065f\u0670]+")
_APOSTROPHE = re.compile(r"(?<=[\u0400-\u04ff])['\u2019\u02bc`](?=[\u0400-\u04ff])")
_WORD = re.compile(r"\w+")

LONGEST = 300


def bare(text: str) -> str:
    """A text in small letters without marks, each letter and digit written in one way; umlauts are lost."""
    if text.isascii():
        return text
    plain = _MARKS.sub("", unicodedata.normalize("NFD", text)).translate(_LETTERS)
    return _APOSTROPHE.sub("", plain)


def words(text: str) -> list[str]:
    """The words of `text` in order, each spelled plainly. Only the first 300 characters are read."""
    return _WORD.findall(bare(text[:LONGEST].lower().translate(_UMLAUTS)))


def spellings(text: str) -> tuple[str, ...]:
    """The words of `text` with umlauts as two letters, and as one, as other languages' recognisers write."""
    return tuple(
        dict.fromkeys((" ".join(words(text)), " ".join(words(text.lower().translate(_WITHOUT_UMLAUTS)))))
    )


def without(spoken: list[str], fillers: frozenset[str]) -> list[str]:
    """The words that carry meaning."""
    return [word for word in spoken if word not in fillers]
