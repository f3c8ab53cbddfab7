"""One of several offered places by its time: "der um zehn", "am Dienstag", "der nach 14 Uhr"."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivr.understanding import When, when
from voice_prompts import spoken

BERLIN = ZoneInfo("Europe/Berlin")


def by_time(
    text: str, choices: Iterable[Mapping[str, Any]], language: str, today: date
) -> Mapping[str, Any] | None:
    """The only one of `choices` that begins when `text` says; None where that are several, or none.

    Of interest are choices whose value has a "start", as offers have it. A weekday alone is that of a choice,
    be it the next one or not: "am Dienstag um elf".
    """
    said = when(text, language, today)
    if not (said.has_day or said.has_time):
        return None
    listed = [(choice, start) for choice in choices if (start := _start(choice.get("value"))) is not None]
    fitting = [choice for choice, start in listed if _is_on(start, said) and _is_at(start, said)]
    if not fitting and said.has_day:
        fitting = [
            choice
            for choice, start in listed
            if _is_on_weekday(start, text, language, today) and _is_at(start, said)
        ]
    return fitting[0] if len(fitting) == 1 else None


def _start(value: object) -> datetime | None:
    if not isinstance(value, dict) or "start" not in value:
        return None
    return datetime.fromisoformat(str(value["start"])).astimezone(BERLIN)


def _is_on(start: datetime, said: When) -> bool:
    return start.date() in said.either if said.either else said.allows(start.date())


def _is_on_weekday(start: datetime, text: str, language: str, today: date) -> bool:
    """Whether nothing was said about days but the weekday of `start`."""
    rest = text.lower().replace(spoken.weekday(start.date(), language).lower(), " ")
    return rest != text.lower() and not when(rest, language, today).has_day


def _is_at(start: datetime, said: When) -> bool:
    at = start.time()
    return (
        (said.at is None or said.at == at)
        and (said.from_time is None or said.from_time <= at)
        and (said.until_time is None or at <= said.until_time)
    )
