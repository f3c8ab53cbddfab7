"""What is wrong with the table of a line, field by field, so that each fault can be told where it is."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import time
from typing import Any, NamedTuple

import holidays

from ivr.editions.edition import LINE, EditionFault
from ivr.lines import LONGEST_CODE, MOST_DAYS_KEPT, MOST_MINUTES_KEPT, Line, LinesFault, Piece, read_lines
from voice_prompts.toml_lines import line_of, locate

NEEDED = ("title", "menu", "languages", "voices", "hours", "topics", "reasons")
KINDS: Mapping[str, type] = {
    "title": str,
    "menu": str,
    "languages": list,
    "voices": dict,
    "hours": list,
    "topics": dict,
    "reasons": dict,
    "holidays": str,
    "number": str,
    "record_days": int,
    "name_minutes": int,
    "call_backs": list,
    "music": list,
    "routing": dict,
}
NUMBER = re.compile(r"\+[1-9]\d{6,14}")


class Wrong(NamedTuple):
    """`at` is where below the line's table."""

    at: tuple[str, ...]
    code: str
    detail: str


def examine_line(text: str, key: str) -> tuple[Line | None, list[EditionFault]]:
    """The line `key` out of the text of its file, and every fault; None where it cannot be read."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        return None, [EditionFault(LINE, int(at[1]) if at else 1, key, "line.not_toml", str(error))]
    if tables.keys() != {key} or not isinstance(tables[key], dict):
        return None, [EditionFault(LINE, 1, key, "line.other", ", ".join(tables))]
    numbers = locate(text)
    faults = [
        EditionFault(LINE, line_of(numbers, (key, *at)), ".".join(at) or key, f"line.{code}", detail)
        for at, code, detail in _wrong(tables[key])
    ]
    try:
        return read_lines(text, LINE)[key], faults
    except LinesFault as fault:
        return None, faults or [EditionFault(LINE, 1, key, "line.wrong", str(fault))]


def _wrong(table: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from (Wrong((), "missing", name) for name in NEEDED if not table.get(name))
    sound: dict[str, Any] = {
        name: value for name, value in table.items() if isinstance(value, KINDS.get(name, object))
    }
    yield from (Wrong((name,), "wrong_type", name) for name in table.keys() - sound.keys())
    for language in sound.get("languages", []):
        if language not in sound.get("voices", {}):
            yield Wrong(("voices",), "no_voice", str(language))
    for hours in sound.get("hours", []):
        yield from _hours(hours)
    for window in sound.get("call_backs", []):
        yield from _span(("call_backs",), *str(window).partition("-")[::2])
    unfit = (piece for piece in sound.get("music", []) if not _is_piece(piece))
    yield from (Wrong(("music",), "music", str(piece)) for piece in unfit)
    for name in ("topics", "reasons"):
        long = (code for code in sound.get(name, {}) if len(code) > LONGEST_CODE)
        yield from (Wrong((name,), "code_too_long", code) for code in long)
    if "holidays" in sound and not _has_holidays(sound["holidays"]):
        yield Wrong(("holidays",), "holidays", sound["holidays"])
    if not 0 <= sound.get("record_days", 0) <= MOST_DAYS_KEPT:
        yield Wrong(("record_days",), "record_days", str(sound["record_days"]))
    if not 0 <= sound.get("name_minutes", 0) <= MOST_MINUTES_KEPT:
        yield Wrong(("name_minutes",), "name_minutes", str(sound["name_minutes"]))
    if "number" in sound and not NUMBER.fullmatch(sound["number"]):
        yield Wrong(("number",), "number", sound["number"])


def _is_piece(piece: Any) -> bool:
    try:
        return bool(Piece(**piece).title)
    except (TypeError, ValueError):
        return False


def _hours(hours: Any) -> Iterator[Wrong]:
    at = ("hours",)
    if not isinstance(hours, dict):
        yield Wrong(at, "wrong_type", "hours")
        return
    days = hours.get("days")
    if not isinstance(days, list) or not days or any(day not in range(1, 8) for day in days):
        yield Wrong(at, "days", str(days))
    yield from _span(at, str(hours.get("from", "")), str(hours.get("until", "")))


def _span(at: tuple[str, ...], begins: str, ends: str) -> Iterator[Wrong]:
    wrong = [each for each in (begins, ends) if _time(each) is None]
    yield from (Wrong(at, "time", each) for each in wrong)
    if not wrong and begins >= ends:
        yield Wrong(at, "ends_before", f"{begins}–{ends}")


def _time(written: str) -> time | None:
    if not re.fullmatch(r"\d\d:\d\d(:\d\d)?", written):
        return None
    try:
        return time.fromisoformat(written)
    except ValueError:
        return None


def _has_holidays(place: str) -> bool:
    country, _, state = place.partition("-")
    known = holidays.list_supported_countries(include_aliases=True)
    return country in known and (not state or state in known[country])
