"""The directory: extensions of offices and departments to which a caller can be handed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, utils

LEAST_LIKE = 75
"""Of 100: less alike is another word. Found with misspelled names of the example."""
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

        Every word has to fit somewhere: name, department, or what people call the matter.
        """
        wanted = utils.default_process(text).split()
        if not wanted:
            return list(self.entries.values())[:most]
        scored = [(self._fits(entry, wanted), entry) for entry in self.entries.values()]
        found = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
        return [entry for _, entry in found[:most]]

    @staticmethod
    def _fits(entry: Entry, wanted: list[str]) -> float:
        known = utils.default_process(" ".join((entry.name, entry.department, *entry.words))).split()
        best = [max(_alike(word, each) for each in known) for word in wanted]
        if min(best) < LEAST_LIKE:
            return 0.0
        in_name = fuzz.partial_ratio(" ".join(wanted), utils.default_process(entry.name))
        return sum(best) / len(best) + in_name / 100


def _alike(typed: str, known: str) -> float:
    """Whole words that are nearly the same; beginnings and parts of compounds count, German has many."""
    if typed in known:
        return 100.0 if known.startswith(typed) else 95.0
    return fuzz.ratio(typed, known[: len(typed) + 1]) if len(typed) > 3 else 0.0
