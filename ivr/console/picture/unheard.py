"""What callers said, shown so that it names nobody. Pure.

A word is shown where the line itself knows it, or where so many callers said it that it names none of them;
every other may be a name and is masked. Of numbers only short ones stay, and of several in a row none.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ivr.console.picture.figures import HeardOften
from ivr.understanding.languages import language as words_of
from ivr.understanding.wording import words
from voice_prompts.catalog import Catalog

OFTEN = 8  # calls in which a word was said, from which on it is nobody's name
MASK = "•••"
SHORT_NUMBER = 2  # digits: "die 12", an age, a house number; no code, no telephone number, no year of birth
NUMBERS_IN_A_ROW = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What was said in `calls`, with masks; `whole` says that nothing is masked."""

    text: str
    language: str
    meant: str
    calls: int
    whole: bool


def shown(heard: Iterable[HeardOften], known: Collection[str]) -> list[Said]:
    """What was spoken, the most frequent first; what looks the same behind its masks is one."""
    spoken = [one for one in heard if one.kind == "speech"]
    said_by: Counter[str] = Counter()
    for one in spoken:
        for word in set(words(one.heard)):
            said_by[word] += one.calls
    plain = {word for word, calls in said_by.items() if calls >= OFTEN} | set(known)
    total: Counter[tuple[str, str, str, bool]] = Counter()
    for one in spoken:
        tokens = list(_masked(one.heard.split(), one.language, plain))
        total[" ".join(tokens), one.language, one.meant, MASK not in tokens] += one.calls
    return [
        Said(text, language, meant, calls, whole)
        for (text, language, meant, whole), calls in total.most_common()
        if set(text.split()) != {MASK}
    ]


def known_words(prompts: Catalog, names: Iterable[str]) -> frozenset[str]:
    """Every word that the line knows by itself: of its texts and options, of each language, of `names`."""
    found = {word for name in names for word in words(name)}
    for code, lists in prompts.word_lists.items():
        found.update(word for phrases in lists.values() for phrase in phrases for word in words(phrase))
        language = words_of(code)
        found |= language.fillers | language.yes | language.no | language.negations | language.agreements
        found |= language.willing | language.agent_words | language.stops | language.number_fillers
        found |= language.digits.keys() | language.cardinals.keys() | language.ordinals.keys()
        found.update(word for phrase in language.set_phrases for word in phrase.split())
    for templates in prompts.templates.values():
        texts = (part for template in templates.values() for part in template if isinstance(part, str))
        found.update(word for text in texts for word in words(text))
    return frozenset(found)


def _masked(tokens: Sequence[str], code: str, plain: Collection[str]) -> Iterator[str]:
    numbers = [_is_number(token, code) for token in tokens]
    masked_before = False
    for at, token in enumerate(tokens):
        hidden = not _may_be_shown(token, plain) or (numbers[at] and _among_numbers(numbers, at))
        if not hidden:
            yield token
        elif not masked_before:
            yield MASK
        masked_before = hidden


def _may_be_shown(token: str, plain: Collection[str]) -> bool:
    if any(letter.isdigit() for letter in token):
        return token.isdigit() and len(token) <= SHORT_NUMBER
    return "*" not in token and all(word in plain for word in words(token))


def _is_number(token: str, code: str) -> bool:
    language = words_of(code)
    plain = words(token)
    return token.isdigit() or any(word in language.digits or word in language.cardinals for word in plain)


def _among_numbers(numbers: Sequence[bool], at: int) -> bool:
    """Whether this number is one of several that follow each other: a number that is told digit by digit."""
    first = last = at
    while first and numbers[first - 1]:
        first -= 1
    while last + 1 < len(numbers) and numbers[last + 1]:
        last += 1
    return last - first + 1 >= NUMBERS_IN_A_ROW
