"""The words of a language about what is wanted, from their file."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ivr.understanding.languages import language
from ivr.understanding.what.stems import spoken_words, stem
from ivr.understanding.when.english import english
from ivr.understanding.when.german import german

_FILES: Mapping[str, str] = {
    "de": "german.toml",
    "en": "english.toml",
    "tr": "turkish.toml",
    "ar": "arabic.toml",
    "ru": "russian.toml",
    "uk": "ukrainian.toml",
    "pl": "polish.toml",
}


@cache
def words_about(code: str) -> Mapping[str, Any]:
    """What stands in the file of a language; of German where it is not known. Read once."""
    return tomllib.loads(Path(__file__).with_name(_FILES.get(code, _FILES["de"])).read_text(encoding="utf-8"))


@cache
def alike(code: str) -> Mapping[str, str]:
    """For stems that mean the same where a service is named the one that stands for all of them."""
    groups: Mapping[str, str] = words_about(code)["alike"]
    return {each: name for name, listed in groups.items() for each in stems_of(listed)}


@cache
def light(code: str) -> frozenset[str]:
    """The stems that say little about what is meant, as many wishes hold them."""
    return _stems(code, "light")


@cache
def actions(code: str) -> frozenset[str]:
    """The stems of what is done with many things, those of other offices too."""
    return _stems(code, "done")


@cache
def alone(code: str) -> frozenset[str]:
    """The stems that name a service only where nothing unknown stands beside them."""
    return _stems(code, "alone")


def _stems(code: str, name: str) -> frozenset[str]:
    return frozenset(alike(code).get(each, each) for each in stems_of(words_about(code).get(name, "")))


@cache
def words_of_time(code: str) -> frozenset[str]:
    """The words about time, which name nothing that is wanted."""
    return frozenset((english if code == "en" else german)().words)


@cache
def turned(code: str) -> Mapping[tuple[str, str], str]:
    """What a small word and the group after it mean together: ("aus", "abroad") is "foreign"."""
    pairs: Mapping[str, str] = words_about(code).get("turned", {})
    return {
        (small, group): meant for (small, group), meant in ((each.split(), pairs[each]) for each in pairs)
    }


@cache
def stops(code: str) -> frozenset[str]:
    """Words that say nothing about what is meant, folded."""
    return frozenset(word for filler in language(code).stops for word in spoken_words(filler))


def stems_of(listed: str) -> Iterator[str]:
    """The stems of a list of words, however long it is."""
    return (stem(word) for word in spoken_words_of(listed))


def spoken_words_of(listed: str) -> Iterator[str]:
    """The words of a list, folded, however long it is."""
    return (word for each in listed.split() for word in spoken_words(each))
