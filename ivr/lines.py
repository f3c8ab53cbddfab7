"""The lines: when people answer them, with which menu, in which voices. One TOML file, checked at start."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

import holidays

from ivr.line_rules import RuleFault, read_rules
from ivr.menu_limits import PLAIN as PLAIN_LIMITS
from ivr.menu_limits import Limits, read_limits
from routing.rules import PLAIN, Rules
from voice_prompts.toml_lines import line_of, locate

BERLIN = ZoneInfo("Europe/Berlin")
WINDOWS = 3  # so many are offered for a call back: more nobody remembers
MOST_DAYS_CLOSED = 32  # in a row; so far ahead is looked for the next opening
BEFORE_A_WINDOW = timedelta(minutes=30)
SLOWEST, FASTEST = 50, 150  # percent of a voice's usual speed: beyond that nobody can follow
MOST_DAYS_KEPT = 90  # of recorded talks: whatever is learnt from them, is learnt by then
MOST_MINUTES_KEPT = 240  # of spoken names: by then nobody waits any more
LONGEST_PIECE_S = 120  # the place in the queue is told between two pieces
SOUND = re.compile(r"[0-9a-f]{64}\.(wav|mp3)")
LONGEST_CODE = 20  # letters of a reason's or a topic's code, as wide as its column


class LinesFault(Exception):
    """What is wrong in the file of lines, and on which of its lines."""


@dataclass(frozen=True, slots=True)
class Hours:
    """On ISO `weekdays` (1 is Monday) from `opens` until `closes`, local time of Berlin."""

    weekdays: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Voice:
    """`speech` is the recogniser's language, as de-DE; `locale` the voice's own, where that is another.

    `rate` is how fast it speaks, in percent of its usual speed.
    """

    voice: str
    speech: str
    rate: int = 100
    locale: str | None = None

    def __post_init__(self) -> None:
        if not SLOWEST <= self.rate <= FASTEST:
            raise ValueError(
                f"the voice {self.voice} has the rate {self.rate}; it is from {SLOWEST} to {FASTEST}"
            )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of waiting music: the `file` that it is, named by its hash, and how long it lasts."""

    title: str
    file: str
    seconds: float

    def __post_init__(self) -> None:
        if not SOUND.fullmatch(self.file) or not 0 < self.seconds <= LONGEST_PIECE_S:
            raise ValueError(f"music: {self.title} is no piece that can be played")

    @property
    def hash(self) -> str:
        return self.file.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Duty:
    """Whether people are on the phone; if not, why, and when they are again (UTC)."""

    open: bool
    reason: Literal["night", "weekend", "holiday"] | None = None
    opens_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Line:
    key: str
    title: str
    menu: str
    voices: Mapping[str, Voice]
    hours: tuple[Hours, ...]
    holidays: holidays.HolidayBase | None
    topics: Mapping[str, str]  # what agents are chosen by: codes, and how they read
    reasons: Mapping[str, str]  # what can come of a call: codes, and how agents read them
    number: str | None = None  # E.164, where it is not the first of the house
    rules: Rules = PLAIN
    closed: frozenset[date] = frozenset()  # further days on which nobody is on the phone
    call_backs: tuple[tuple[time, time], ...] = ()  # the windows in which citizens may wish to be called
    music: tuple[Piece, ...] = ()  # while callers wait; without any, what ships
    limits: Limits = PLAIN_LIMITS  # of what its menu may ask of callers
    record_days: int = 0  # so long are talks kept that were recorded; 0: none is
    name_minutes: int = 0  # so long at most is the name kept that callers speak for the agent; 0: none is
    sure_from: int = (
        60  # percent: whom the recogniser understood less surely is asked first whether it is right
    )

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.voices)

    @property
    def wrap_up_s(self) -> int | None:
        """How long an agent may wrap up, in seconds; None: as long as it takes."""
        return self.rules.wrap_up_s

    def duty(self, now: datetime) -> Duty:
        """Whether agents answer this line at `now` (aware)."""
        local = now.astimezone(BERLIN)
        if any(opens <= local < closes for opens, closes in self.spans(local.date())):
            return Duty(open=True)
        return Duty(open=False, reason=self._why_closed(local.date()), opens_at=self._opens_after(local))

    def windows_after(self, now: datetime) -> list[tuple[datetime, datetime]]:
        """The next windows for a call back, begin and end in UTC; none that has begun or is about to."""
        local = now.astimezone(BERLIN)
        days = (local.date() + timedelta(days=ahead) for ahead in range(8))
        windows = (window for day in days for window in self._windows(day))
        offered = (each for each in windows if each[0] >= local + BEFORE_A_WINDOW)
        return [(begins.astimezone(UTC), ends.astimezone(UTC)) for begins, ends in islice(offered, WINDOWS)]

    def window_again(self, now: datetime, closed_at: datetime) -> tuple[datetime, datetime] | None:
        """The next window at the hours of the one that ended then, which suited; else the next of all.

        Begin and end in UTC; None when the line offers none any more.
        """
        local = now.astimezone(BERLIN)
        days = (local.date() + timedelta(days=ahead) for ahead in range(MOST_DAYS_CLOSED))
        coming = [each for day in days for each in self._windows(day) if each[0] > local]
        same = (each for each in coming if each[1].time() == closed_at.astimezone(BERLIN).time())
        found = next(same, coming[0] if coming else None)
        return (found[0].astimezone(UTC), found[1].astimezone(UTC)) if found else None

    def _windows(self, day: date) -> list[tuple[datetime, datetime]]:
        """Those of a day in which people answer all the time."""
        spans = self.spans(day)
        windows = [[datetime.combine(day, at, BERLIN) for at in window] for window in self.call_backs]
        return [
            (begins, ends)
            for begins, ends in windows
            if any(opens <= begins and ends <= closes for opens, closes in spans)
        ]

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """When people answer on a day of Berlin: half-open; nothing on closed days and holidays."""
        if self._is_free(day):
            return []
        return [
            (datetime.combine(day, each.opens, BERLIN), datetime.combine(day, each.closes, BERLIN))
            for each in self.hours
            if day.isoweekday() in each.weekdays
        ]

    def _why_closed(self, day: date) -> Literal["night", "weekend", "holiday"]:
        if self._is_free(day):
            return "holiday"
        return "night" if self.spans(day) else "weekend"

    def _is_free(self, day: date) -> bool:
        return day in self.closed or (self.holidays is not None and day in self.holidays)

    def _opens_after(self, local: datetime) -> datetime | None:
        days = (local.date() + timedelta(days=ahead) for ahead in range(MOST_DAYS_CLOSED))
        openings = (opens for day in days for opens, _ in self.spans(day) if opens > local)
        first = next(openings, None)
        return first.astimezone(UTC) if first else None


def load_lines(path: Path) -> dict[str, Line]:
    """The lines by key; raises `LinesFault` with a clear sentence."""
    try:
        return read_lines(path.read_text(encoding="utf-8"), path.name)
    except OSError as error:
        raise LinesFault(f"{path.name}: {error}") from error


def read_lines(text: str, name: str) -> dict[str, Line]:
    """The lines of the file's `text`; faults are told under its `name`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LinesFault(f"{name}: {error}") from error
    numbers = locate(text)

    def at(*keys: str) -> str:
        return f"{name}, line {line_of(numbers, keys)}"

    return {key: _line(at, key, table) for key, table in tables.items()}


def _line(at: Callable[..., str], key: str, table: Mapping[str, Any]) -> Line:
    try:
        return Line(
            key=key,
            title=table["title"],
            menu=table["menu"],
            voices={language: Voice(**table["voices"][language]) for language in table["languages"]},
            hours=tuple(
                Hours(
                    frozenset(each["days"]),
                    time.fromisoformat(each["from"]),
                    time.fromisoformat(each["until"]),
                )
                for each in table["hours"]
            ),
            holidays=_holidays(table.get("holidays")),
            closed=frozenset(date.fromisoformat(each) for each in table.get("closed", [])),
            topics=_codes("topics", table["topics"]),
            reasons=_codes("reasons", table["reasons"]),
            number=table.get("number"),
            call_backs=tuple(_window(each) for each in table.get("call_backs", [])),
            music=tuple(Piece(**each) for each in table.get("music", [])),
            limits=read_limits(table.get("limits", {})),
            record_days=_days(table.get("record_days", 0)),
            name_minutes=_minutes(table.get("name_minutes", 0)),
            sure_from=_percent("sure_from", table.get("sure_from", 60)),
            rules=replace(read_rules(table.get("routing", {})), titles=table["topics"]),
        )
    except KeyError as error:
        raise LinesFault(f"{at(key)}: [{key}] has no {error}.") from error
    except RuleFault as fault:
        raise LinesFault(f"{at(key, 'routing', fault.key)}: [{key}.routing]: {fault}.") from fault
    except (ValueError, TypeError, NotImplementedError) as error:
        raise LinesFault(f"{at(key)}: [{key}]: {error}") from error


def _percent(name: str, value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100:
        raise ValueError(f"{name} is to be percent from 0 to 100, not {value!r}")
    return value


def _days(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_DAYS_KEPT:
        raise ValueError(f"record_days is to be days from 0 (nothing) to {MOST_DAYS_KEPT}, not {value!r}")
    return value


def _minutes(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_MINUTES_KEPT:
        raise ValueError(f"name_minutes is to be 0 (nobody is asked) to {MOST_MINUTES_KEPT}, not {value!r}")
    return value


def _window(written: str) -> tuple[time, time]:
    begins, ends = (time.fromisoformat(each) for each in written.split("-"))
    if begins >= ends:
        raise ValueError(f"call_backs: {written} ends before it begins")
    return begins, ends


def _codes(name: str, table: Mapping[str, str]) -> dict[str, str]:
    long = [code for code in table if len(code) > LONGEST_CODE]
    if long or not table:
        raise ValueError(f"{name}: {long or 'none'}; a code has at most {LONGEST_CODE} letters")
    return dict(table)


def _holidays(place: str | None) -> holidays.HolidayBase | None:
    if place is None:
        return None
    country, _, state = place.partition("-")
    return holidays.country_holidays(country, subdiv=state or None)
