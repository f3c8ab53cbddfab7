"""Days and times as they stand in JSON: read strictly, written with Berlin's offset and in UTC."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from booking.api.problems import Problem
from booking.values import BERLIN

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# RFC 3339, as the format "date-time" of JSON Schema has it: the offset is not optional.
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})",
    re.IGNORECASE,
)
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
# Everything beyond is out of any office's reach; within, no calculation leaves what a date can be.
FIRST, LAST = date(1970, 1, 1), date(2199, 12, 31)


def _day(value: object) -> date:
    if not isinstance(value, str) or not DAY.fullmatch(value):
        raise ValueError("is to be a day, as 2026-12-01")
    return min(max(date.fromisoformat(value), FIRST), LAST)


def _moment(value: object) -> datetime:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        raise ValueError("is to be a time with its offset, as 2026-12-01T10:00:00+01:00")
    moment = datetime.fromisoformat(value.upper())
    if not FIRST.year < moment.year < LAST.year:
        edge = FIRST if moment.year <= FIRST.year else LAST
        return datetime.combine(edge, time(12), tzinfo=UTC)
    return moment.astimezone(UTC)


def _flag(value: object) -> bool:
    if value not in ("true", "false"):
        raise ValueError("is to be true or false")
    return value == "true"


def _clock(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(CLOCK, value):
        raise ValueError("is to be a local time, as 10:00")
    return value


Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema(
        {"type": "string", "format": "date", "description": "In Berlin.", "example": "2026-12-01"}
    ),
]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "format": "date-time", "example": "2026-12-01T10:00:00+01:00"}),
]
Clock = Annotated[
    str,
    WithJsonSchema(
        {"type": "string", "pattern": CLOCK, "description": "Local time in Berlin.", "example": "10:00"}
    ),
    BeforeValidator(_clock),
]


Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]


class WallTime(BaseModel):
    """A day and a local time in Berlin, where the offset is not known."""

    model_config = ConfigDict(extra="forbid")

    day: Day
    time: Clock


def in_utc(start: datetime | WallTime) -> datetime:
    """Raises the problems no_such_hour and ambiguous_hour: twice a year a wall clock does not say when."""
    if isinstance(start, datetime):
        return start
    wall = datetime.combine(start.day, time.fromisoformat(start.time), tzinfo=BERLIN)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    if first == second:
        return first
    # In autumn the second reading is the later one; in spring it is the earlier one, and neither exists.
    raise Problem("ambiguous_hour" if first < second else "no_such_hour")


def local(moment: datetime) -> str:
    """ISO 8601 with Berlin's offset."""
    return moment.astimezone(BERLIN).isoformat(timespec="seconds")


def utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def span(start: datetime, end: datetime) -> dict[str, Any]:
    """The day of an appointment, and both its ends, each twice."""
    return {
        "day": start.astimezone(BERLIN).date().isoformat(),
        "start": local(start),
        "start_utc": utc(start),
        "end": local(end),
        "end_utc": utc(end),
    }
