"""On which line of a TOML file each key stands, for a fault to name it: the standard reader forgets."""

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]
"""Keys, and numbers from 0 in arrays: ("office", 1, "hours", 0, "from")."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{},=\n]"
    r"|[^\s\[\]{},=#\"']+",
    re.DOTALL,
)
_MARKS = frozenset("[]{},=\n")


def locate(text: str) -> Mapping[Path, int]:
    """Each key, table and element of an array in `text`, which must be valid TOML, with its line from 1."""
    return _Reader(text).found


def line_of(lines: Mapping[Path, int], path: Path) -> int | None:
    """The line of `path`, or of what is nearest around it; None where nothing is known."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path)


class _Reader:
    def __init__(self, text: str) -> None:
        self.found: dict[Path, int] = {(): 1}
        self._tokens = [
            (found[0], text.count("\n", 0, found.start()) + 1)
            for found in _TOKEN.finditer(text)
            if not found[0].startswith("#")
        ]
        self._at = 0
        self._counts: dict[Path, int] = {}
        table: Path = ()
        while self._at < len(self._tokens):
            if self._next() == "\n":
                self._take()
            elif self._next() == "[":
                table = self._header()
            else:
                self._pair(table)

    def _next(self) -> str:
        return self._tokens[self._at][0] if self._at < len(self._tokens) else "\n"

    def _take(self) -> tuple[str, int]:
        self._at += 1
        return self._tokens[self._at - 1]

    def _header(self) -> Path:
        line = self._take()[1]
        several = self._next() == "["
        if several:
            self._take()
        *above, last = self._key("]")
        path = (*self._within(above), last)
        if several:
            self._take()
            number = self._counts.get(path, 0)
            self._counts[path] = number + 1
            self.found.setdefault(path, line)
            path = (*path, number)
        self.found.setdefault(path, line)
        return path

    def _within(self, parts: Iterable[str | int]) -> Path:
        """The table of these names; of one that is there several times, the last."""
        path: Path = ()
        for part in parts:
            path = (*path, part)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        return path

    def _key(self, end: str) -> Path:
        """The parts of a dotted key, which `end` follows."""
        said = ""
        while self._next() != end:
            said += self._take()[0]
        self._take()
        return tuple(part.strip("\"'") for part in said.split("."))

    def _pair(self, table: Path) -> None:
        line = self._tokens[self._at][1]
        path = (*table, *self._key("="))
        self.found.setdefault(path, line)
        self._value(path)

    def _value(self, path: Path) -> None:
        if self._next() == "[":
            self._array(path)
        elif self._next() == "{":
            self._inline(path)
        else:
            while self._next() not in _MARKS:
                self._take()

    def _array(self, path: Path) -> None:
        self._take()
        number = 0
        while self._next() != "]":
            if self._next() in ("\n", ","):
                self._take()
                continue
            self.found[(*path, number)] = self._tokens[self._at][1]
            self._value((*path, number))
            number += 1
        self._take()

    def _inline(self, path: Path) -> None:
        self._take()
        while self._next() != "}":
            if self._next() in ("\n", ","):
                self._take()
            else:
                self._pair(path)
        self._take()
