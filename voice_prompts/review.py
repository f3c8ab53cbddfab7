"""Which texts a machine translated and no person has looked at yet.

Beside a language's texts lies `review.toml`: `translated = "machine"` says that they all are, but for those
whose keys stand under `reviewed`; "booked.*" stands for all keys below "booked".
A language without that file was written by people.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

FILE = "review.toml"


@dataclass(frozen=True, slots=True)
class Review:
    """What is known about who wrote the texts of a language."""

    by_machine: bool = False
    reviewed: tuple[str, ...] = ()

    def but(self, keys: Iterable[str]) -> "Review":
        """The same, where people have put these in other words."""
        return replace(self, reviewed=(*self.reviewed, *keys))

    def left(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of `keys` that a person has still to look at, in order."""
        if not self.by_machine:
            return ()
        return tuple(key for key in sorted(keys) if not any(fnmatchcase(key, one) for one in self.reviewed))


def read_review(folder: Path) -> Review:
    """What the file of a language says. Raises ValueError where it cannot be read."""
    file = folder / FILE
    if not file.exists():
        return Review()
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    return Review(content.get("translated") == "machine", tuple(content.get("reviewed", ())))
