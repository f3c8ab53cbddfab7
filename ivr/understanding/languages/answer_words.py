"""The words around an answer in German and English, from their files: `answers_<code>.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ivr.understanding.languages.language import Language, phrases, these
from ivr.understanding.when.english import english
from ivr.understanding.when.german import german

_GAP = "*"
_LEXICONS = {"de": german, "en": english}


def with_answers(known: Language) -> Language:
    """`known` with what its file tells about answers."""
    file: Mapping[str, Any] = tomllib.loads(
        Path(__file__).with_name(f"answers_{known.code}.toml").read_text(encoding="utf-8")
    )
    variants = {each: name for name, listed in file["variants"].items() for each in listed.split()}
    told = phrases(yes=file["means_yes"], no=file["means_no"], unclear=file["unclear"])
    plain = {_plain(each, variants): name for each, name in _all(known, told)}
    return replace(
        known,
        no=known.no | these(file["refusing"]),
        willing=known.willing | these(file["approving"]),
        agreements=known.agreements | these(file["plain"]),
        corrections=these(file["corrections"]),
        digits=known.digits | file["misheard_digits"],
        around_places=these(file["places"]["around"]),
        earliest=these(file["places"]["earliest"]),
        middle=these(file["places"]["middle"]),
        last=known.last | these(file["places"]["latest"]),
        machines=these(file["machines"]),
        alone=these(file["alone"]),
        greetings=these(file["greeting"]),
        variants=variants,
        plain_stops=known.stops - these(file["commands"]["things"]),
        cores=_cores(file["commands"], variants),
        around_cores=these(file["commands"]["around"]),
        things=these(file["commands"]["things"]),
        set_phrases=_longest_first({each: name for each, name in plain.items() if _GAP not in each}),
        gapped_phrases=tuple((_gapped(each), name) for each, name in plain.items() if _GAP in each),
        doubtful=these(file["doubtful"]) | frozenset(_LEXICONS[known.code]().words),
    )


def _gapped(phrase: str) -> re.Pattern[str]:
    """ "Kommt * nicht in Frage": up to four words may stand there."""
    return re.compile(rf" {re.escape(phrase).replace(re.escape(f'{_GAP} '), '(?:[^ ]+ ){0,4}')} ")


def _cores(told: Mapping[str, str], variants: Mapping[str, str]) -> Mapping[tuple[str, ...], str]:
    """The words of each command, those that say most first."""
    cores = {
        tuple(_plain(" ".join(each.split()), variants).split()): name
        for name, listed in told.items()
        if name not in {"around", "things"}
        for each in listed.split(",")
    }
    return dict(sorted(cores.items(), key=lambda pair: (-len(pair[0]), -sum(map(len, pair[0])))))


def _all(known: Language, told: Mapping[str, str]) -> list[tuple[str, str]]:
    return [*known.set_phrases.items(), *((each, name) for each, name in told.items() if each)]


def _plain(phrase: str, variants: Mapping[str, str]) -> str:
    return " ".join(variants.get(word, word) for word in phrase.split())


def _longest_first(found: Mapping[str, str]) -> Mapping[str, str]:
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))
