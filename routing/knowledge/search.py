"""Finding pages while somebody types: tolerant of typing errors, of missing umlauts and of half a word. Pure.

Each word that was typed counts by the best word of the page that it may mean; a page is found when its words
explain what was typed on the whole.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from routing.knowledge.article import Article

ENOUGH = 0.62  # of 1: how well a page must explain what was typed
SAME_WORD = 0.72  # how alike two words must be: "perosnalausweis" is "personalausweis"
FUZZY_FROM = 4  # letters from which on a word may be mistyped
PART_FROM = 3  # letters from which on it may stand inside a compound
BEGINS, WITHIN = 0.95, 0.85
IN_TITLE, IN_WORDS, IN_TEXT = 1.0, 0.97, 0.7
FILLERS = frozenset(
    re.findall(
        r"\w+",
        """aber als am an auch auf aus bei beim bekomme bekommen bin bitte brauche da das dem den der die ein
        eine einem einen einer es fuer gern gerne gibt haben habe hat ich ihr im in ist kann koennen man
        mein meine meinen mich mir mit moechte moechten muss nach oder sein sich sie sind so uhr um und vom
        von wann war was welche wer wie will wird wo worden wurde zu zum zur""",
    )
)
SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@dataclass(frozen=True, slots=True)
class _Indexed:
    article: Article
    words: tuple[tuple[str, float], ...]


class Knowledge:
    """Pages that can be searched. Equal values give equal answers; the order breaks ties."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._pages = {each.key: _Indexed(each, _words_of(each)) for each in articles}

    def page(self, key: str) -> Article | None:
        found = self._pages.get(key)
        return found.article if found else None

    def find(self, typed: str, *, count: int = 8) -> list[Article]:
        """The pages that `typed` may mean, best first; none for nothing but fillers."""
        asked = plain_words(typed)
        asked = [word for word in asked if word not in FILLERS] or asked
        if not asked:
            return []
        rated = [(_explains(page.words, asked), page.article) for page in self._pages.values()]
        good = [each for each in rated if each[0] >= ENOUGH]
        return [article for _, article in sorted(good, key=lambda each: -each[0])[:count]]


def plain_words(text: str) -> list[str]:
    """In small letters without accents, umlauts spelt out: so "Fuehrerschein" is "Führerschein"."""
    spelt = unicodedata.normalize("NFC", text).casefold().translate(SPELT)
    bare = unicodedata.normalize("NFD", spelt)
    return re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c)))


@lru_cache(maxsize=1024)  # a page changes rarely, and is searched with every key
def _words_of(article: Article) -> tuple[tuple[str, float], ...]:
    """Each word once, with the weight of the best place where it stands."""
    best: dict[str, float] = {}
    facts = (text for fact in article.facts for text in (fact.name, *fact.words, *fact.values))
    for weight, texts in (
        (IN_TITLE, (article.title,)),
        (IN_WORDS, article.words),
        (IN_TEXT, (*article.text, *facts)),
    ):
        for word in (word for text in texts for word in plain_words(text)):
            if word not in FILLERS:
                best.setdefault(word, weight)
    return tuple(best.items())


def _explains(words: Sequence[tuple[str, float]], asked: Sequence[str]) -> float:
    return sum(max((weight * alike(one, word) for word, weight in words), default=0) for one in asked) / len(
        asked
    )


def alike(typed: str, word: str) -> float:
    """How likely `typed` means `word`, both as `plain_words` gives them: from 0 to 1."""
    if typed == word:
        return 1.0
    if len(typed) >= PART_FROM:
        if word.startswith(typed):
            return BEGINS
        if typed in word:
            return WITHIN
    if len(typed) < FUZZY_FROM or len(word) < FUZZY_FROM:
        return 0.0
    # Also compared with as much of the word as was typed: who types with an error is not at its end yet.
    whole = OSA.normalized_similarity(typed, word, score_cutoff=SAME_WORD)
    begun = OSA.normalized_similarity(typed, word[: len(typed)], score_cutoff=SAME_WORD)
    return max(whole, begun * BEGINS)
