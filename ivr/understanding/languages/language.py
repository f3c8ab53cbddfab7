"""The words that a language is understood by. All are spelled plainly: small letters, "ae" for "ä"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


def these(text: str) -> frozenset[str]:
    """The words of a text as a set: lists of words stay readable in the file of a language."""
    return frozenset(text.split())


def phrases(**meanings: str) -> Mapping[str, str]:
    """Phrases by what they mean, from lists with commas between; the longest first."""
    pairs = [(" ".join(one.split()), name) for name, listed in meanings.items() for one in listed.split(",")]
    return dict(sorted(pairs, key=lambda pair: -len(pair[0])))


@dataclass(frozen=True)
class Language:
    """`commands` are whole sentences for what works at every step (those for "slower" may stand in a short
    sentence), `around_commands` words that may stand about these, `agent_words` single words for a person.

    `stops` say nothing about what a caller wants, in however long a sentence.
    `willing` agrees where nothing else is said ("buchen", "passt mir gut"); `set_phrases` are several words
    with a meaning of their own: "yes", "no", or "unclear" ("warum nicht", "auf keinen Fall", "weiß nicht").
    `questions` are two words with which one begins, joined by "_": "ist_das" is no agreement.
    `cores` are the words of commands in their order, with nothing but plain words about them, and those in
    `around_cores`; no `things` where it is one word: "Termin wiederholen" is a wish.
    `corrections` take the digit before them back. `around_places` may stand about a place in a list, of which
    `earliest` and `middle` are words for one, as `last`. `machines` are what nobody wants to talk to.
    `plain_stops` are those of the stops that may stand about a command.
    `gapped_phrases` are set phrases with other words in them; `doubtful` words take a yes back.
    `alone` agrees where it is all that was said ("gern").
    `greetings` make a "ja" a beginning instead of an answer; `variants` are words as they are said in
    another part of the country, each with the word that it is.
    `groups` are numbers of two or three digits as one word, `repeated` words that say a digit several times,
    `number_fillers` what is said around a number.
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
    stops: frozenset[str]
    around_commands: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    greetings: frozenset[str] = frozenset()
    corrections: frozenset[str] = frozenset()
    around_places: frozenset[str] = frozenset()
    earliest: frozenset[str] = frozenset()
    middle: frozenset[str] = frozenset()
    machines: frozenset[str] = frozenset()
    around_cores: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    gapped_phrases: tuple[tuple[re.Pattern[str], str], ...] = ()
    doubtful: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()
    plain_stops: frozenset[str] = frozenset()
    cores: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    variants: Mapping[str, str] = field(default_factory=dict)
