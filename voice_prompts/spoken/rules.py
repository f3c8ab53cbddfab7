"""What a language has to say about days and times of its own; the rest is the same in all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache

from babel import Locale

Clock = Callable[[time], str]


@dataclass(frozen=True, slots=True)
class Rules:
    """`day`, `moment` and `written` are patterns.

    `day`: {weekday} {day} {month}, or {ordinal} where a day of the month is told in words; `weekday_on` is a
    weekday as it stands in front of a date, where that is another form. `moment`: {day} {clock}. `clock` is a
    time after "from" and "until", `at` one after a day. `minutes`: by Babel's plural form, with {count}.
    """

    locale: str
    day: str
    moment: str
    written: str
    clock: Clock
    at: Clock
    written_clock: Clock
    minutes: Mapping[str, str]
    one_minute: str
    over_an_hour: str
    decimal_sign: str = ","
    ordinals: tuple[str, ...] = ()
    weekday_on: tuple[str, ...] = ()

    def count_minutes(self, whole: int) -> str:
        """So many minutes, from 1 to 60, in the form that the number asks for."""
        if whole == 1:
            return self.one_minute
        form = Locale.parse(self.locale).plural_form(whole)
        return self.minutes.get(form, self.minutes["other"]).format(count=whole)


@cache
def names(locale: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Weekdays from Monday on, and the months, as they stand in a date."""
    known = Locale.parse(locale)
    weekdays, months = known.days["format"]["wide"], known.months["format"]["wide"]
    return tuple(weekdays[at] for at in range(7)), tuple(months[at] for at in range(1, 13))


def in_digits(value: time) -> str:
    """ "8:30": every voice can say it."""
    return f"{value.hour}:{value.minute:02}"
