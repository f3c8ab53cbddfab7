"""The types of placeholders: how a JSON value becomes words."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from voice_prompts import spoken

Format = Callable[[Any, str], str]


def _moment(value: str) -> datetime:
    """ISO 8601; without a zone it is UTC."""
    read = datetime.fromisoformat(value)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _local_day(value: str) -> date:
    """A day as it is ("2026-12-01"), or the day in Berlin of a moment."""
    return date.fromisoformat(value) if len(value) == 10 else _moment(value).astimezone(spoken.BERLIN).date()


def _text(value: Any, _language: str) -> str:
    return str(value)


def _spoken_day(value: Any, language: str) -> str:
    return spoken.day(_local_day(str(value)), language)


def _spoken_weekday(value: Any, language: str) -> str:
    return spoken.weekday(_local_day(str(value)), language)


def _spoken_clock(value: Any, language: str) -> str:
    return spoken.clock(_moment(str(value)).astimezone(spoken.BERLIN).time(), language)


def _spoken_moment(value: Any, language: str) -> str:
    return spoken.moment(_moment(str(value)), language)


def _written_moment(value: Any, language: str) -> str:
    return spoken.written(_moment(str(value)), language)


def _written_clock(value: Any, language: str) -> str:
    return spoken.written_clock(_moment(str(value)).astimezone(spoken.BERLIN).time(), language)


def _spoken_code(value: Any, _language: str) -> str:
    return spoken.code(str(value))


def _spoken_street(value: Any, _language: str) -> str:
    return spoken.street(str(value))


def _spoken_phone(value: Any, _language: str) -> str:
    return spoken.phone(str(value))


FORMATS: Mapping[str, Format] = {
    "text": _text,
    "date": _spoken_day,
    "weekday": _spoken_weekday,
    "time": _spoken_clock,
    "datetime": _spoken_moment,
    "written": _written_moment,
    "written_time": _written_clock,
    "code": _spoken_code,
    "phone": _spoken_phone,
    "street": _spoken_street,
    "number": spoken.number,
    "minutes": spoken.minutes,
}

# A list of choices, each said by a prompt of its own with {label} and {key}.
LISTS: Mapping[str, str] = {"options": "format.option", "numbered": "format.numbered"}

# `{name:if key}` says the prompt `key` where the value is known and true, `{name:unless key}` where not.
CONDITIONS = frozenset({"if", "unless"})

TYPES = frozenset(FORMATS) | frozenset(LISTS) | CONDITIONS
