"""The directory: extensions of offices and departments to which a caller can be handed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from routing.knowledge.search import FILLERS, WITHIN, alike, plain_words

LEAST = 0.76  # of 1: how surely a typed word must mean one of an entry; Hund and Fund are 0.75 alike
SURELY = 0.84  # where only some of the words fit
IN_NAME, IN_WORDS, IN_DEPARTMENT = 1.0, 0.99, 0.9
PART_FROM = 4  # letters of a word that is found within one that was typed: Geburt in Geburtsurkunde
SHOWN = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in the house. `number`: E.164; `keys`: what the line presses once it is answered."""

    key: str
    name: str
    department: str
    number: str
    keys: str = ""
    words: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """All entries by key, in the order of the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def get(self, key: str) -> Entry | None:
        return self.entries.get(key)

    def search(self, text: str, *, most: int = SHOWN) -> list[Entry]:
        """The entries that fit what was typed, best first; without a text, the first of the file.

        Whatever is said around a matter is left out. Where all words fit somewhere (name, department, or what
        people call the matter), only such entries are found; else those that most of the words surely mean.
        """
        wanted = [word for word in plain_words(text) if word not in FILLERS] or plain_words(text)
        if not wanted:
            return list(self.entries.values())[:most]
        rated = [(_fits(entry, wanted), entry) for entry in self.entries.values()]
        whole = [(sum(best), entry) for best, entry in rated if min(best) >= LEAST]
        partly = [(sum(each for each in best if each >= SURELY), entry) for best, entry in rated]
        found = sorted(whole or [pair for pair in partly if pair[0]], key=lambda pair: -pair[0])
        return [entry for _, entry in found[:most]]


def _fits(entry: Entry, wanted: list[str]) -> list[float]:
    """For each word how surely it means one of the entry."""
    known = [
        (word, weight)
        for weight, text in (
            (IN_NAME, entry.name),
            (IN_WORDS, " ".join(entry.words)),
            (IN_DEPARTMENT, entry.department),
        )
        for word in plain_words(text)
        if word not in FILLERS
    ]
    return [max(weight * _means(typed, word) for word, weight in known) for typed in wanted]


def _means(typed: str, word: str) -> float:
    part_of_it = WITHIN if len(word) >= PART_FROM and word in typed else 0.0
    return max(part_of_it, alike(typed, word))
