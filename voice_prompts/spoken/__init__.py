"""Dates, times, codes and numbers as people say them; and times as they write them in a text message.

What is a language's own stands in a file of its own, as `Rules`.

Times are aware and are told in the time of the offices, Europe/Berlin.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import phonenumbers

from voice_prompts.spoken.arabic import ARABIC
from voice_prompts.spoken.english import ENGLISH
from voice_prompts.spoken.german import GERMAN
from voice_prompts.spoken.polish import POLISH
from voice_prompts.spoken.rules import Rules, names
from voice_prompts.spoken.russian import RUSSIAN
from voice_prompts.spoken.turkish import TURKISH
from voice_prompts.spoken.ukrainian import UKRAINIAN

_POSTAL_CODE = re.compile(r"\b\d{5} ")
BERLIN = ZoneInfo("Europe/Berlin")

_RULES: Mapping[str, Rules] = {
    "de": GERMAN,
    "de_leicht": GERMAN,
    "en": ENGLISH,
    "tr": TURKISH,
    "ar": ARABIC,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
    "pl": POLISH,
}


def day(value: date, language: str) -> str:
    """ "Dienstag, den 1. Dezember"; "Tuesday, 1 December"."""
    rules = _RULES[language]
    weekdays, months = names(rules.locale)
    return rules.day.format(
        weekday=(rules.weekday_on or weekdays)[value.weekday()],
        day=value.day,
        ordinal=rules.ordinals[value.day - 1] if rules.ordinals else value.day,
        month=months[value.month - 1],
    )


def clock(value: time, language: str) -> str:
    """ "8 Uhr 30", "14 Uhr"; "8:30", "2:00 pm"."""
    return _RULES[language].clock(value)


def moment(value: datetime, language: str) -> str:
    """ "Dienstag, den 1. Dezember, um 8 Uhr 30". `value` is aware, in any zone."""
    local = value.astimezone(BERLIN)
    rules = _RULES[language]
    return rules.moment.format(day=day(local.date(), language), clock=rules.at(local.time()))


def written(value: datetime, language: str) -> str:
    """As it stands in a text message: "Dienstag, 1.12., 8:30 Uhr". `value` is aware, in any zone."""
    local = value.astimezone(BERLIN)
    rules = _RULES[language]
    weekdays, months = names(rules.locale)
    return rules.written.format(
        weekday=weekdays[local.weekday()],
        day=local.day,
        number=local.month,
        month=months[local.month - 1],
        clock=rules.written_clock(local.time()),
    )


def written_clock(value: time, language: str) -> str:
    """ "8:30 Uhr"; "2:00 pm"."""
    return _RULES[language].written_clock(value)


def weekday(value: date, language: str) -> str:
    """ "Dienstag"."""
    return names(_RULES[language].locale)[0][value.weekday()]


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
    return rules.count_minutes(whole) if whole <= 60 else rules.over_an_hour


def languages() -> frozenset[str]:
    """The languages that can be spoken."""
    return frozenset(_RULES)
