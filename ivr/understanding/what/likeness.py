"""How alike two words are, where one of them may have been misheard."""

from rapidfuzz import fuzz

_SAME_WORD = 84.0
_SAME_SHORT_WORD, _SHORT = 90.0, 4  # "drin" is not "dring"
_PART_OF_WORD = 5  # letters from which on a word is found at the beginning of a longer one
_LONG = 8  # letters from which on the first one may have been misheard


def alike_by(heard: str, known: str) -> float:
    """How alike two words are: a slip of the tongue or the recogniser, or the beginning of a longer word.

    Of a compound the beginning says what it is about; the end alone ("Hundeanmeldung") may be anything.
    """
    if len(known) >= _PART_OF_WORD and heard.startswith(known):
        return 0.85
    if min(len(heard), len(known)) <= 3 or abs(len(heard) - len(known)) > 3:
        return 0.0
    if heard[0] != known[0] and min(len(heard), len(known)) < _LONG:
        return 0.0
    likeness = fuzz.ratio(heard, known)
    enough = _SAME_WORD if min(len(heard), len(known)) > _SHORT else _SAME_SHORT_WORD
    return likeness / 100 if likeness >= enough else 0.0
