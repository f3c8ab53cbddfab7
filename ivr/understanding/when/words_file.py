"""Reads the words of a language about time from their file, `<language>.toml`."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ivr.understanding.when.meaning import Part
from ivr.understanding.when.scan import Lexicon, Term, fold

_COUNTED = frozenset(
    {"number", "ordinal", "weekday", "weekdays", "month", "relative", "hour", "plus", "minus", "minute_count"}
)
_PARTS = frozenset({"part", "today_part"})


def read_words(name: str, numbers: Mapping[str, Term], split: Callable[[str], tuple[str, ...]]) -> Lexicon:
    """The lexicon in the file `name` beside this one, with the numbers of the language."""
    content = tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    words = {fold(word): term for word, term in numbers.items() if " " not in word}
    for term, listed in _terms(content["words"]):
        words |= {fold(word): term for word in listed.split()}
    phrases: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for phrase, term in numbers.items():
        if " " in phrase:
            parts = tuple(fold(phrase).split())
            phrases.setdefault(parts[0], []).append((parts, term))
    for term, listed in _terms(content["phrases"]):
        for phrase in listed:
            parts = tuple(fold(phrase).split())
            phrases.setdefault(parts[0], []).append((parts, term))
    longest_first = {
        word: tuple(sorted(found, key=lambda one: -len(one[0]))) for word, found in phrases.items()
    }
    return Lexicon(words, longest_first, frozenset(fold(content["fillers"]).split()), split)


def listed(name: str, kind: str) -> Mapping[int, tuple[str, ...]]:
    """The words of one kind that have a number, by that."""
    content = tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return {int(value): tuple(words.split()) for value, words in content["words"][kind].items()}


def _terms(kinds: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Term, Any]]:
    for kind, values in kinds.items():
        for value, listed in values.items():
            yield Term(kind, _value(kind, value)), listed


def _value(kind: str, value: str) -> Any:
    if value == "_":
        return None
    if kind in _PARTS:
        return Part(value)
    if kind == "season":
        first, last = value.split("-")
        return int(first), int(last)
    if kind in _COUNTED:
        return float(value) if "." in value else int(value)
    return value
