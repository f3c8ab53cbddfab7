"""On which line of a TOML file a key stands, for a fault to name it: the standard reader forgets."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str, ...]

_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?")
_KEY = re.compile(rf"\s*({_DOTTED})\s*=\s*(.*)")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'')


def locate(text: str) -> Mapping[Path, int]:
    """Each table and key of `text`, which must be valid TOML, with its line, counted from 1."""
    found: dict[Path, int] = {}
    table: Path = ()
    lines = iter(enumerate(text.splitlines(), start=1))
    for number, line in lines:
        if header := _HEADER.match(line):
            table = _parts(header[1])
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            path = table + _parts(key[1])
            for length in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:length], number)
            _pass_over(key[2], lines)
    return found


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest table around it; 1 where there is none."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _parts(dotted: str) -> Path:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _pass_over(value: str, lines: Iterator[tuple[int, str]]) -> None:
    """Read on to the last line of a value that goes over several lines."""
    for quotes in ('"""', "'''"):
        if value.startswith(quotes):
            rest = value[3:]
            while quotes not in rest:
                rest = next(lines, (0, quotes))[1]
            return
    depth = _depth(value)
    while depth > 0:
        depth += _depth(next(lines, (0, "]" * depth))[1])


def _depth(line: str) -> int:
    bare = _STRING.sub("", line).split("#", 1)[0]
    return bare.count("[") - bare.count("]")
