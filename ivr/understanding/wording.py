"""A sentence as words that can be compared: small letters, no punctuation, no umlauts, no filler words."""

import re

_SPELLING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WORD = re.compile(r"\w+")

LONGEST = 300


def words(text: str) -> list[str]:
    """The words of `text` in order, each spelled plainly. Only the first 300 characters are read."""
    return _WORD.findall(text[:LONGEST].lower().translate(_SPELLING))


def without(spoken: list[str], fillers: frozenset[str]) -> list[str]:
    """The words that carry meaning."""
    return [word for word in spoken if word not in fillers]
