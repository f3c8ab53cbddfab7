"""Ukrainian: "у вівторок, першого грудня, о восьмій тридцять", and "до восьмої тридцять"."""

from datetime import time

from num2words import num2words

from voice_prompts.spoken.rules import Rules, in_digits

# Without their endings, which say the case: "восьмій" is at eight, "восьмої" of eight.
_ONES = ("перш", "друг", "трет", "четверт", "п'ят", "шост", "сьом", "восьм", "дев'ят")
_TEENS = (
    *("одинадцят", "дванадцят", "тринадцят", "чотирнадцят", "п'ятнадцят", "шістнадцят", "сімнадцят"),
    *("вісімнадцят", "дев'ятнадцят"),
)
_STEMS = ("нульов", *_ONES, "десят", *_TEENS, "двадцят", *(f"двадцять {one}" for one in _ONES))
_DAYS = (*_STEMS[1:30], "тридцят", "тридцять перш")


def _ending(stem: str, hard: str, soft: str) -> str:
    return stem + (soft if stem.endswith("трет") else hard)


def _minutes(value: int) -> str:
    said = str(num2words(value, lang="uk"))
    if value % 10 == 1 and value != 11:
        said = said.removesuffix("один") + "одна"
    elif value % 10 == 2 and value != 12:
        said = said.removesuffix("два") + "дві"
    return f"нуль {said}" if value < 10 else said


def _told(hour: str, value: time) -> str:
    return f"{hour} {_minutes(value.minute)}" if value.minute else hour


def _at(value: time) -> str:
    hour = _ending(_STEMS[value.hour], "ій", "ій")
    return _told(f"{'об' if hour.startswith('о') else 'о'} {hour}", value)


def _clock(value: time) -> str:
    return _told(_ending(_STEMS[value.hour], "ої", "ьої"), value)


UKRAINIAN = Rules(
    locale="uk",
    day="{weekday}, {ordinal} {month}",
    moment="{day}, {clock}",
    written="{weekday}, {day} {month}, {clock}",
    clock=_clock,
    at=_at,
    written_clock=in_digits,
    minutes={"one": "{count} хвилина", "few": "{count} хвилини", "other": "{count} хвилин"},
    one_minute="одна хвилина",
    over_an_hour="понад годину",
    ordinals=tuple(_ending(stem, "ого", "ього") for stem in _DAYS),
    weekday_on=(
        *("у понеділок", "у вівторок", "у середу", "у четвер", "у п'ятницю", "у суботу", "у неділю"),
    ),
)
