"""One page of knowledge: a title, words by which it is asked for, facts and a text."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    SERVICE = "service"
    OFFICE = "office"
    GENERAL = "general"


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of facts: what it is, and one or several values. `words`: what else people call it."""

    name: str
    values: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """`words`: other names for it, as callers say them. `text`: paragraphs. In German, for staff."""

    key: str
    kind: Kind
    title: str
    words: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    text: tuple[str, ...] = ()
