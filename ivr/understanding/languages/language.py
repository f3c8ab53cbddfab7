"""The words that a language is understood by. All are spelled plainly: small letters, "ae" for "ä"."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from babel import Locale

from ivr.understanding.wording import words


def these(text: str) -> frozenset[str]:
    """The words of a text as a set: lists of words stay readable in the file of a language."""
    return frozenset(text.split())


@dataclass(frozen=True)
class Language:
    """`commands` are whole sentences for what works at every step, `agent_words` single words for a person.

    `stops` say nothing about what a caller wants, in however long a sentence.
    `relative_days` counts from today; `next_week` are words before or after a weekday that move it a week on.
    """

    code: str
    fillers: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    negations: frozenset[str]
    agreements: frozenset[str]
    commands: Mapping[str, frozenset[str]]
    agent_words: frozenset[str]
    digits: Mapping[str, str]
    doubled: frozenset[str]
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
