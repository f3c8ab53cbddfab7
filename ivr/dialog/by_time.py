"""One of several offered places by its time: "der um zehn", "am Dienstag", "der nach 14 Uhr"."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivr.understanding import When, when

BERLIN = ZoneInfo("Europe/Berlin")


def by_time(
    text: str, choices: Iterable[Mapping[str, Any]], language: str, today: date
) -> Mapping[str, Any] | None:
    """The only one of `choices` that begins when `text` says; None where that are several, or none.

    Of interest are choices whose value has a "start", as offers have it.
    """
    said = when(text, language, today)
    if not (said.has_day or said.has_time) or said.either:
        return None
    fitting = [choice for choice in choices if _fits(choice.get("value"), said)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(value: object, said: When) -> bool:
    if not isinstance(value, dict) or "start" not in value:
        return False
    start = datetime.fromisoformat(str(value["start"])).astimezone(BERLIN)
    at = start.time()
    return (
        said.allows(start.date())
        and (said.at is None or said.at == at)
        and (said.from_time is None or said.from_time <= at)
        and (said.until_time is None or at <= said.until_time)
    )
