"""Dates, times, codes and numbers as people say them; and times as they write them in a text message.

Times are aware and are told in the time of the offices, Europe/Berlin.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

import phonenumbers
from babel import Locale

_POSTAL_CODE = re.compile(r"\b\d{5} ")
BERLIN = ZoneInfo("Europe/Berlin")


def day(value: date, language: str) -> str:
    """ "Dienstag, den 1. Dezember"; "Tuesday, 1 December"."""
    weekdays, months = _names(language)
    return _RULES[language].day.format(
        weekday=weekdays[value.weekday()], day=value.day, month=months[value.month - 1]
    )


def clock(value: time, language: str) -> str:
    """ "8 Uhr 30", "14 Uhr"; "8:30", "2:00 pm"."""
    return _RULES[language].clock(value)


def moment(value: datetime, language: str) -> str:
    """ "Dienstag, den 1. Dezember, um 8 Uhr 30". `value` is aware, in any zone."""
    local = value.astimezone(BERLIN)
    return _RULES[language].moment.format(
        day=day(local.date(), language), clock=clock(local.time(), language)
    )


def written(value: datetime, language: str) -> str:
    """As it stands in a text message: "Dienstag, 1.12., 8:30 Uhr". `value` is aware, in any zone."""
    local = value.astimezone(BERLIN)
    weekdays, months = _names(language)
    return _RULES[language].written.format(
        weekday=weekdays[local.weekday()],
        day=local.day,
        number=local.month,
        month=months[local.month - 1],
        clock=written_clock(local.time(), language),
    )


def written_clock(value: time, language: str) -> str:
    """ "8:30 Uhr"; "2:00 pm"."""
    return _RULES[language].written_clock(value)


def weekday(value: date, language: str) -> str:
    """ "Dienstag"."""
    return _names(language)[0][value.weekday()]


def code(digits: str) -> str:
    """Digits one by one, in groups that can be written down: "1 2 3, 4 5, 6 7"."""
    groups = [digits[:3], *(digits[at : at + 2] for at in range(3, len(digits), 2))]
    return ", ".join(" ".join(group) for group in groups if group)


def phone(number: str) -> str:
    """A number in E.164 as one dictates it: "0 4 5 1, 1 2 2, 3 3, 1 1"."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return code("".join(filter(str.isdigit, number)))
    kind = phonenumbers.PhoneNumberFormat
    here = parsed.country_code == 49
    written = phonenumbers.format_number(parsed, kind.NATIONAL if here else kind.INTERNATIONAL)
    blocks = written.replace("+", "00").replace("-", " ").split()
    return ", ".join(_block("".join(filter(str.isdigit, block))) for block in blocks)


def _block(digits: str) -> str:
    return " ".join(digits) if len(digits) <= 4 else code(digits)


def street(address: str) -> str:
    """An address without its postal code: "Kreuzweg 9, Lübeck"."""
    return _POSTAL_CODE.sub("", address)


def number(value: float, language: str) -> str:
    """A count, written in digits: every voice can say them. Parts have the language's decimal sign."""
    if float(value).is_integer():
        return str(int(value))
    return str(value).replace(".", _RULES[language].decimal_sign)


def minutes(value: float, language: str) -> str:
    """A span in whole minutes, never less than one: "eine Minute", "5 Minuten", "mehr als eine Stunde"."""
    whole = max(1, round(value))
    rules = _RULES[language]
    if whole == 1:
        return rules.one_minute
    return rules.minutes.format(count=whole) if whole <= 60 else rules.over_an_hour


def languages() -> frozenset[str]:
    """The languages that can be spoken."""
    return frozenset(_RULES)


@cache
def _names(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    locale = Locale(language)
    weekdays, months = locale.days["format"]["wide"], locale.months["format"]["wide"]
    return tuple(weekdays[at] for at in range(7)), tuple(months[at] for at in range(1, 13))


def _german_clock(value: time) -> str:
    return f"{value.hour} Uhr {value.minute}" if value.minute else f"{value.hour} Uhr"


def _english_clock(value: time) -> str:
    """The forenoon goes without "am": offices are not open at night."""
    hour = value.hour if value.hour <= 12 else value.hour - 12
    return f"{hour}:{value.minute:02}" + (" pm" if value.hour >= 12 else "")


@dataclass(frozen=True, slots=True)
class _Rules:
    day: str
    moment: str
    written: str
    written_clock: Callable[[time], str]
    clock: Callable[[time], str]
    one_minute: str
    minutes: str
    over_an_hour: str
    decimal_sign: str


_RULES: Mapping[str, _Rules] = {
    "de": _Rules(
        day="{weekday}, den {day}. {month}",
        moment="{day}, um {clock}",
        written="{weekday}, {day}.{number}., {clock}",
        written_clock=lambda value: f"{value.hour}:{value.minute:02} Uhr",
        clock=_german_clock,
        one_minute="eine Minute",
        minutes="{count} Minuten",
        over_an_hour="mehr als eine Stunde",
        decimal_sign=",",
    ),
    "en": _Rules(
        day="{weekday}, {day} {month}",
        moment="{day}, at {clock}",
        written="{weekday} {day} {month}, {clock}",
        written_clock=_english_clock,
        clock=_english_clock,
        one_minute="one minute",
        minutes="{count} minutes",
        over_an_hour="more than an hour",
        decimal_sign=".",
    ),
}
