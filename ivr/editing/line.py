"""What a line is: hours, holidays, windows for calling back, voices, title; changed in its own text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, time
from typing import Any, NamedTuple, cast

import tomlkit
from tomlkit.items import Table

from ivr.editing.blocks import change_table
from ivr.editing.refused import EditRefused
from ivr.editing.steps import inline
from ivr.lines import MOST_DAYS_KEPT, MOST_MINUTES_KEPT
from ivr.menu_limits import THEN, Limits

# Germany's own holidays, and those of each of its states.
HOLIDAYS = (
    *("DE", "DE-BB", "DE-BE", "DE-BW", "DE-BY", "DE-HB", "DE-HE", "DE-HH", "DE-MV", "DE-NI", "DE-NW"),
    *("DE-RP", "DE-SH", "DE-SL", "DE-SN", "DE-ST", "DE-TH"),
)
TITLE_AT_MOST = 80
ROWS_AT_MOST = 20
_VOICE = re.compile(r"[A-Za-z0-9.-]{3,60}")
_SPEECH = re.compile(r"[a-z]{2,3}-[A-Z]{2}")


class OpenAt(NamedTuple):
    """On ISO weekdays (1 is Monday) from `begins` until `ends`, local time of Berlin."""

    days: tuple[int, ...]
    begins: time
    ends: time


def set_title(line: str, key: str, title: str) -> str:
    """The line's text with another title. Raises EditRefused."""
    said = " ".join(title.split())
    if not said or len(said) > TITLE_AT_MOST:
        raise EditRefused("bad_title", title)
    return _set(line, key, "title", said)


def set_hours(line: str, key: str, hours: Sequence[OpenAt]) -> str:
    """The line's text with these hours of the people on the phone. Raises EditRefused."""
    if len(hours) > ROWS_AT_MOST:
        raise EditRefused("too_many_rows")
    for each in hours:
        if not each.days or not set(each.days) <= set(range(1, 8)):
            raise EditRefused("days_missing")
        if each.begins >= each.ends:
            raise EditRefused("times_in_disorder", f"{each.begins:%H:%M} – {each.ends:%H:%M}")
    rows = [
        {"days": sorted(set(each.days)), "from": f"{each.begins:%H:%M}", "until": f"{each.ends:%H:%M}"}
        for each in hours
    ]
    return _set(line, key, "hours", _rows(rows))


def set_call_backs(line: str, key: str, windows: Sequence[tuple[time, time]]) -> str:
    """The line's text with these windows in which citizens may wish to be called back. Raises EditRefused."""
    if len(windows) > ROWS_AT_MOST:
        raise EditRefused("too_many_rows")
    for begins, ends in windows:
        if begins >= ends:
            raise EditRefused("times_in_disorder", f"{begins:%H:%M} – {ends:%H:%M}")
    written = [f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in sorted(windows)]
    return _set(line, key, "call_backs", written or None)


def set_holidays(line: str, key: str, place: str, closed: Sequence[date] = ()) -> str:
    """The line's text with the holidays of `place` (DE-SH; empty: none), and other days without people.

    Raises EditRefused.
    """
    if place and place not in HOLIDAYS:
        raise EditRefused("bad_place", place)
    line = _set(line, key, "holidays", place or None)
    return _set(line, key, "closed", [day.isoformat() for day in sorted(set(closed))] or None)


def require_voice(voice: str, speech: str) -> None:
    """Raises EditRefused where these cannot be names of a voice and of a recogniser's language (de-DE)."""
    if not _VOICE.fullmatch(voice):
        raise EditRefused("bad_voice", voice)
    if not _SPEECH.fullmatch(speech):
        raise EditRefused("bad_speech", speech)


def set_voice(line: str, key: str, language: str, voice: str, speech: str, rate: int = 100) -> str:
    """The line's text with another voice of this language, and how its speech is recognised (de-DE).

    `rate` is its speed in percent of the usual one. Raises EditRefused.
    """
    require_voice(voice, speech)

    def change(table: Table) -> None:
        voices = table.get("voices")
        if not isinstance(voices, dict) or language not in voices:
            raise EditRefused("no_such_language", language)
        chosen = cast("Table", voices[language])
        chosen["voice"], chosen["speech"] = voice, speech
        if rate != 100 or "rate" in chosen:
            chosen["rate"] = rate

    return change_table(line, key, change)


def set_limits(line: str, key: str, limits: Mapping[str, tuple[int, str]]) -> str:
    """The line's text with these limits of what its menu may ask of callers: how many, and warn or stop.

    Raises EditRefused.
    """
    known = [each.name for each in fields(Limits)]
    for name, (at_most, then) in limits.items():
        if name not in known or at_most < 1 or then not in THEN:
            raise EditRefused("bad_number", f"{name}: {at_most}")

    def change(table: Table) -> None:
        if "limits" not in table:
            table["limits"] = tomlkit.table()
        written = cast("Table", table["limits"])
        for name, (at_most, then) in limits.items():
            written[name] = inline({"at_most": at_most, "then": then})

    return change_table(line, key, change)


def set_sure_from(line: str, key: str, percent: int) -> str:
    """The line's text in which whoever was understood less surely is asked first whether it is right."""
    if not 0 <= percent <= 100:
        raise EditRefused("bad_number", str(percent))
    return _set(line, key, "sure_from", percent)


def set_record_days(line: str, key: str, days: int) -> str:
    """The line's text by which recorded talks are kept for so many days; 0: none is recorded.

    Raises EditRefused.
    """
    if not 0 <= days <= MOST_DAYS_KEPT:
        raise EditRefused("bad_number", str(days))
    return _set(line, key, "record_days", days)


def set_name_minutes(line: str, key: str, minutes: int) -> str:
    """The line's text by which callers speak their name, kept so long at most; 0: nobody is asked.

    Raises EditRefused.
    """
    if not 0 <= minutes <= MOST_MINUTES_KEPT:
        raise EditRefused("bad_number", str(minutes))
    return _set(line, key, "name_minutes", minutes)


def _set(line: str, key: str, field: str, value: Any) -> str:
    def change(table: Table) -> None:
        if value is None:
            table.pop(field, None)
        elif table.get(field) != value:
            table[field] = value

    return change_table(line, key, change)


def _rows(rows: Sequence[Mapping[str, Any]]) -> Any:
    array = tomlkit.array()
    for row in rows:
        table = tomlkit.inline_table()
        table.update(row)
        array.append(table)
    array.multiline(multiline=len(rows) > 0)
    return array
