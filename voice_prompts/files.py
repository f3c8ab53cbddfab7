"""The texts as they lie in their folders: one folder a language, one TOML file a theme.

Tables nest into dotted keys; `first` in a table is the text of the table's own key, so that a question stands
beside the words in which it is asked again. A list of texts is a list of words to listen for.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voice_prompts.faults import PromptFault
from voice_prompts.review import FILE
from voice_prompts.toml_lines import line_of, locate

_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One key as it was found: a text or a list of words, and where."""

    key: str
    content: str | tuple[str, ...]
    file: str
    line: int


@dataclass(slots=True)
class Found:
    """What one language's folder holds."""

    entries: dict[str, Entry] = field(default_factory=dict)
    faults: list[PromptFault] = field(default_factory=list)


def read_language(folder: Path) -> Found:
    """All texts of one language. What is wrong is collected, not raised."""
    files = sorted(file for file in folder.glob("*.toml") if file.name != FILE)
    return read_texts({f"{folder.name}/{file.name}": file.read_text(encoding="utf-8") for file in files})


def read_texts(files: Mapping[str, str]) -> Found:
    """All texts of one language out of its files, by the name under which faults are told."""
    found = Found()
    for shown, text in files.items():
        _read_file(shown, text, found)
    return found


def _read_file(shown: str, text: str, found: Found) -> None:
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as trouble:
        found.faults.append(PromptFault(shown, _line(trouble, text), "not_toml", detail=str(trouble)))
        return
    lines = locate(text)
    for path, content in _leaves(tables, ()):
        _add(found, path, content, shown, line_of(lines, path))


def _add(found: Found, path: tuple[str, ...], content: object, file: str, line: int) -> None:
    key = ".".join(path[:-1] if path[-1] == "first" else path)
    if isinstance(content, list) and all(isinstance(word, str) for word in content):
        content = tuple(content)
    if not isinstance(content, str | tuple):
        found.faults.append(PromptFault(file, line, "not_a_text", key))
    elif (earlier := found.entries.get(key)) is not None:
        where = f"{earlier.file}:{earlier.line}"
        found.faults.append(PromptFault(file, line, "said_twice", key, where))
    else:
        found.entries[key] = Entry(key, content, file, line)


def _leaves(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    for name, content in table.items():
        if isinstance(content, dict):
            yield from _leaves(content, (*path, name))
        else:
            yield (*path, name), content


def _line(trouble: tomllib.TOMLDecodeError, text: str) -> int:
    at = _AT_LINE.search(str(trouble))
    return int(at[1]) if at and at[1] else text.count("\n") + 1
