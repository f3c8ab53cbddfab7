"""Russian: "во вторник, первого декабря, в восемь тридцать", and "до восьми тридцати"."""

from datetime import time

from babel import Locale
from num2words import num2words

from voice_prompts.spoken.rules import Rules, in_digits

_OF_TENS = {20: "двадцати", 30: "тридцати", 40: "сорока", 50: "пятидесяти"}
_OF_ONES = ("ноля", "одного", "двух", "трёх", "четырёх")
_ORDINAL_ONES = (
    *("первого", "второго", "третьего", "четвёртого", "пятого", "шестого", "седьмого", "восьмого"),
    "девятого",
)
_ORDINALS = (
    *_ORDINAL_ONES,
    "десятого",
    *(f"{stem}надцатого" for stem in ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят")),
    "двадцатого",
    *(f"двадцать {one}" for one in _ORDINAL_ONES),
    "тридцатого",
    "тридцать первого",
)
_HOURS = {"one": "час", "few": "часа"}


def _feminine(value: int) -> str:
    """A number of minutes: "двадцать одна", "двадцать две"."""
    said = str(num2words(value, lang="ru"))
    if value % 10 == 1 and value != 11:
        return said.removesuffix("один") + "одна"
    return said.removesuffix("два") + "две" if value % 10 == 2 and value != 12 else said


def _of(value: int, *, feminine: bool) -> str:
    """A number up to 59 in the genitive."""
    if value < len(_OF_ONES):
        return "одной" if feminine and value == 1 else _OF_ONES[value]
    if value < 20:
        said = str(num2words(value, lang="ru"))
        return "восьми" if value == 8 else said.removesuffix("ь") + "и"
    tens = _OF_TENS[value - value % 10]
    return f"{tens} {_of(value % 10, feminine=feminine)}" if value % 10 else tens


def _at(value: time) -> str:
    if value.minute:
        naught = "ноль " if value.minute < 10 else ""
        return f"{num2words(value.hour, lang='ru')} {naught}{_feminine(value.minute)}"
    hours = _HOURS.get(Locale("ru").plural_form(value.hour), "часов")
    return f"{num2words(value.hour, lang='ru')} {hours}"


def _clock(value: time) -> str:
    hour = _of(value.hour, feminine=False)
    if not value.minute:
        return f"{hour} {'часа' if value.hour % 10 == 1 and value.hour != 11 else 'часов'}"
    naught = "ноль " if value.minute < 10 else ""
    return f"{hour} {naught}{_of(value.minute, feminine=True)}"


RUSSIAN = Rules(
    locale="ru",
    day="{weekday}, {ordinal} {month}",
    moment="{day}, в {clock}",
    written="{weekday}, {day} {month}, {clock}",
    clock=_clock,
    at=_at,
    written_clock=in_digits,
    minutes={"one": "{count} минута", "few": "{count} минуты", "other": "{count} минут"},
    one_minute="одна минута",
    over_an_hour="больше часа",
    ordinals=_ORDINALS,
    weekday_on=(
        *("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"),
    ),
)
