"""The words that a language is understood by. All are spelled plainly: small letters, "ae" for "ä"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from ivr.understanding.wording import words


def these(text: str) -> frozenset[str]:
    """The words of a text as a set: lists of words stay readable in the file of a language."""
    return frozenset(text.split())


def phrases(**meanings: str) -> Mapping[str, str]:
    """Phrases by what they mean, from lists with commas between; the longest first."""
    pairs = [(" ".join(one.split()), name) for name, listed in meanings.items() for one in listed.split(",")]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@dataclass(frozen=True)
class Language:
    """`commands` are whole sentences for what works at every step, `agent_words` single words for a person.

    `stops` say nothing about what a caller wants, in however long a sentence.
    `willing` agrees where nothing else is said ("buchen", "passt mir gut"); `set_phrases` are several words
    with a meaning of their own: "yes", "no", or "unclear" ("warum nicht", "auf keinen Fall", "weiß nicht").
    `groups` are numbers of two or three digits as one word, `repeated` words that say a digit several times,
    `number_fillers` what is said around a number.
    `relative_days` counts from today; `next_week` are words before or after a weekday that move it a week on.
    """

    code: str
    fillers: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    negations: frozenset[str]
    agreements: frozenset[str]
    willing: frozenset[str]
    set_phrases: Mapping[str, str]
    commands: Mapping[str, frozenset[str]]
    agent_words: frozenset[str]
    digits: Mapping[str, str]
    repeated: Mapping[str, int]
    groups: Mapping[str, str]
    number_fillers: frozenset[str]
    cardinals: Mapping[str, int]
    ordinals: Mapping[str, int]
    last: frozenset[str]
    relative_days: Mapping[str, int]
    next_week: tuple[tuple[str, ...], ...]
    date_fillers: frozenset[str]
    stops: frozenset[str]

    @cached_property
    def weekdays(self) -> Mapping[str, int]:
        """Names of the weekdays, long and short; Monday is 0."""
        names = Locale(self.code).days["format"]
        return {
            word: day
            for width in ("wide", "abbreviated")
            for day, name in names[width].items()
            for word in words(name)
        }

    @cached_property
    def months(self) -> Mapping[str, int]:
        """Names of the months, long and short; January is 1."""
        names = Locale(self.code).months["format"]
        return {
            word: month
            for width in ("wide", "abbreviated")
            for month, name in names[width].items()
            for word in words(name)
        }
