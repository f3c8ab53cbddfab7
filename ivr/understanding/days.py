"""A day, from four keys or from words.

A day without a year is the next such day from today on; a weekday is the next one after today.
"""

from datetime import date

from ivr.understanding.when import when


def keyed_day(keys: str, today: date) -> date | None:
    """Four keys, day and month ("0312" is 3 December); None where there is no such day."""
    if len(keys) != 4 or not keys.isdecimal() or not keys.isascii():
        return None
    return _next(int(keys[:2]), int(keys[2:]), today)


def spoken_day(text: str, code: str, today: date) -> date | None:
    """The one day that `text` names in the language `code`; None where that is not clear."""
    said = when(text, code, today)
    return None if said.either else said.day


def _next(day: int, month: int, today: date) -> date | None:
    """The first such day from `today` on that exists (29 February)."""
    for year in range(today.year, min(today.year + 9, date.max.year)):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
