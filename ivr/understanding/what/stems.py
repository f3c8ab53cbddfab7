"""Words cut down to what they have in common: "verlängern", "Verlängerung" and "verlängert" are one.

No dictionary: endings, the "ge" of participles and the "zu" of infinitives go, in German as far as that does
no harm; compounds are taken apart where all their parts are known, and a verb whose prefix stands at the end
of the sentence ("ich melde mein Auto ab") is put together.
"""

import re
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

from ivr.understanding.when.scan import fold

PREFIXES = frozenset({"an", "ab", "um", "aus", "ein", "weg", "zu", "nach", "her", "mit"})
_WORD = re.compile(r"[^\W_]+")
_LETTERS_APART = re.compile(r"(?<=\b[a-z])[ -](?=[a-z]\b)")
_CLASS = re.compile(r"\b(bf)(\d\d)\b")
_PARTICIPLE = re.compile(r"(an|ab|um|aus|auf|ein|zu|mit|vor|weg|her|frei|still)(?:ge|zu)(\w{3,})")
_ENDINGS = re.compile(r"(?:ungen|ung|ern|end|est|em|en|er|es|et|te|st|e|n|(?<!s)s|t)$")
# Of Russian and Ukrainian words, folded; and what Arabic writes together with a word.
_CYRILLIC_ENDINGS = re.compile(
    r"(?:иями|ями|ами|ого|его|ому|ему|ыми|ими|иеи|ием|иях|ия|ию|ии|ие|іі|ію|ои|еи|оі|ых|их|ах|ях|ов|ев|ів|ам|ям"
    r"|ом|ем|ым|им|ая|яя|ое|ее|ую|юю|а|я|ы|и|у|ю|е|о|ь|і)$"
)
_ARABIC_PARTICLES = re.compile(r"^(?:وال|بال|فال|كال|لل|ال)(?=\w{3})")
# As they are said in passing, or in the north, and written by a recogniser.
_SAID_SHORT = {
    "st": "sankt", "saint": "sankt", "hab": "habe", "brauch": "brauche", "komm": "komme", "mach": "mache",
    "find": "finde", "nen": "einen", "nem": "einem", "nich": "nicht", "nix": "nichts", "is": "ist",
    "wech": "weg", "geb": "gebe", "mocht": "mochte", "wollt": "wollte", "hol": "hole",
    "meld": "melde", "zieh": "ziehe",
}  # fmt: skip
_LONGEST = 300
_SHORTEST = 4  # letters that are left at least
_LINKS = ("", "s", "es", "n", "en", "e")


def spoken_words(text: str) -> list[str]:
    """The words of the first 300 characters of `text`, folded. "St.", "Saint" and "Sankt" are one.

    So are "C E" and "CE", "BF 17" and "BF17", and what is said short: "hab", "nen".
    """
    return list(_words(text[:_LONGEST]))


@lru_cache(maxsize=5_000)
def _words(text: str) -> tuple[str, ...]:
    """Kept: the phrases of a catalogue are read in every call."""
    folded = _CLASS.sub(r"\1 \2", _LETTERS_APART.sub("", fold(text)))
    return tuple(_SAID_SHORT.get(word, word) for word in _WORD.findall(folded))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word. Kept: the words of a catalogue come in every call."""
    if word[:1] >= "\u0400":
        return _other_stem(word)
    if (found := _PARTICIPLE.fullmatch(word)) is not None:
        word = found[1] + found[2]
    for _ in range(2):
        cut = _ENDINGS.sub("", word)
        if len(cut) < _SHORTEST or cut == word:
            break
        word = cut
    return word


def _other_stem(word: str) -> str:
    """In another alphabet: without a Cyrillic ending, or the Arabic article."""
    if word >= "\u0600":
        return _ARABIC_PARTICLES.sub("", word)
    cut = _CYRILLIC_ENDINGS.sub("", word)
    return cut if len(cut) >= _SHORTEST else word


def with_prefix_verbs(words: list[str]) -> Iterator[str]:
    """The stems of `words`, and of each verb whose prefix was said later: "melde … ab" is "abmeld"."""
    stems = [stem(word) for word in words]
    yield from stems
    for at, word in enumerate(words):
        if word in PREFIXES and at:
            verbs = (stems[before] for before in range(max(0, at - 6), at) if _may_be_verb(words[before]))
            yield from (word + verb for verb in verbs)


def whole_verbs(words: list[str]) -> list[str]:
    """The stems of a phrase; a verb with its prefix at the end is one: "läuft ab" is "abgelaufen"."""
    if len(words) > 1 and words[-1] in PREFIXES - {"weg"} and _may_be_verb(words[-2]):
        return [*map(stem, words[:-2]), words[-1] + stem(words[-2])]
    return [stem(word) for word in words]


def parts(word: str, known: Container[str]) -> Iterable[str]:
    """The two known words that a compound is made of; empty where it is made of anything else."""
    for at in range(_SHORTEST - 1, len(word) - _SHORTEST + 2):
        head, tail = word[:at], stem(word[at:])
        for link in _LINKS:
            if head.endswith(link) and tail in known:
                first = stem(head[: len(head) - len(link)]) if link else stem(head)
                if first in known:
                    return first, tail
    return ()


def _may_be_verb(word: str) -> bool:
    return len(word) > 3 and word.endswith(("e", "en", "rn", "ln", "t"))
