"""The directory's file: read and checked at the start; each fault is named with its line."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from routing.directory import Directory, Entry
from voice_prompts.toml_lines import line_of, locate

SHAPES = {
    "number": (re.compile(r"\+[1-9]\d{6,14}"), "it is to be in E.164, as +494066969200"),
    "keys": (
        re.compile(r"[0-9*#wW]{0,32}"),
        "digits, *, # and w, which waits for half a second, are possible",
    ),
    "hint": (re.compile(r".{0,120}"), "120 characters are the most"),
}
NEEDED = ("name", "department", "number")
KNOWN = {*NEEDED, "keys", "words", "hint"}


class DirectoryFault(Exception):
    """What is wrong in the directory: every fault, a line each."""


def load_directory(path: Path) -> Directory:
    """The directory out of its file. Raises `DirectoryFault`."""
    try:
        text = path.read_text(encoding="utf-8")
        tables = tomllib.loads(text)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DirectoryFault(f"{path.name}: {error}") from error
    lines = locate(text)
    faults = [
        f"{path.name}, line {line_of(lines, (key, *where))}: [{key}] {sentence}"
        for key, table in tables.items()
        for where, sentence in _faults(table)
    ]
    if faults:
        raise DirectoryFault("\n".join(faults))
    return Directory({key: _entry(key, table) for key, table in tables.items()})


def _entry(key: str, table: Mapping[str, Any]) -> Entry:
    return Entry(
        key=key,
        name=table["name"],
        department=table["department"],
        number=table["number"],
        keys=table.get("keys", ""),
        words=tuple(table.get("words", ())),
        hint=table.get("hint", ""),
    )


def _faults(table: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each fault with where it stands within the entry."""
    if not isinstance(table, Mapping):
        yield (), "is to be a table."
        return
    for name in NEEDED:
        if not table.get(name):
            yield (), f"has no {name}."
    for name, value in table.items():
        fault = _fault_of(name, value)
        if fault is not None:
            yield (name,), fault


def _fault_of(name: str, value: Any) -> str | None:
    if name not in KNOWN:
        return f"has a {name}, which nobody knows."
    if name == "words":
        texts = isinstance(value, list) and all(isinstance(word, str) for word in value)
        return None if texts else "has words that are not a list of texts."
    if not isinstance(value, str):
        return f"has a {name} that is no text."
    if name in SHAPES and not SHAPES[name][0].fullmatch(value):
        return f"has the {name} {value!r}; {SHAPES[name][1]}."
    return None
