"""A day, from four keys or from words.

A day without a year is the next such day from today on; a weekday is the next one after today.
"""

import re
from datetime import date, timedelta

from ivr.understanding.languages import Language, language
from ivr.understanding.when import when
from ivr.understanding.wording import LONGEST

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_SPELLING = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def keyed_day(keys: str, today: date) -> date | None:
    """Four keys, day and month ("0312" is 3 December); None where there is no such day."""
    if len(keys) != 4 or not keys.isdecimal() or not keys.isascii():
        return None
    return _next(int(keys[:2]), int(keys[2:]), None, today)


def spoken_day(text: str, code: str, today: date) -> date | None:
    """The day that `text` names in the language `code`; None where that is not clear."""
    known = language(code)
    if known.code == "de":
        said = when(text, code, today)
        return None if said.either else said.day
    spoken = _TOKEN.findall(text[:LONGEST].lower().translate(_SPELLING))
    rest, weeks = _take_next_week(spoken, known)
    rest = [word for word in rest if word not in known.date_fillers and word not in _ORDINAL_ENDS]
    weekday = next((known.weekdays[word] for word in rest if word in known.weekdays), None)
    rest = [word for word in rest if word not in known.weekdays]
    if not rest:
        return None if weekday is None else _weekday(weekday, weeks, today)
    if weeks:
        return None
    found = _relative(rest, known, today) or _calendar_day(rest, known, today)
    return found if weekday is None or (found and found.weekday() == weekday) else None


def _take_next_week(spoken: list[str], known: Language) -> tuple[list[str], int]:
    for phrase in known.next_week:
        for at in range(len(spoken) - len(phrase) + 1):
            if tuple(spoken[at : at + len(phrase)]) == phrase:
                return spoken[:at] + spoken[at + len(phrase) :], 1
    return spoken, 0


def _weekday(weekday: int, weeks: int, today: date) -> date:
    """The next such weekday after today; with `weeks`, that of the week after this one."""
    if weeks:
        return today - timedelta(days=today.weekday()) + timedelta(days=7 * weeks + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _relative(rest: list[str], known: Language, today: date) -> date | None:
    days = known.relative_days.get(rest[0]) if len(rest) == 1 else None
    return None if days is None else today + timedelta(days=days)


def _calendar_day(rest: list[str], known: Language, today: date) -> date | None:
    """Day and month, and perhaps a year, in either order of day and month where the month is a name."""
    year = int(rest.pop()) if len(rest) > 2 and re.fullmatch(r"20\d\d", rest[-1]) else None
    rest.sort(key=lambda word: word in known.months)
    if len(rest) == 3 and rest[0] in known.cardinals and rest[1] in known.ordinals:
        rest = [str(known.cardinals[rest[0]] + known.ordinals[rest[1]]), rest[2]]
    if len(rest) != 2:
        return None
    first, second = rest
    day, month = _count(first, known), known.months.get(second) or _count(second, known)
    return None if day is None or month is None else _next(day, month, year, today)


def _count(word: str, known: Language) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 2 else None
    return known.ordinals.get(word, known.cardinals.get(word))


def _next(day: int, month: int, year: int | None, today: date) -> date | None:
    """That day in `year`; without a year the first one from `today` on that exists (29 February)."""
    for candidate in (year,) if year else range(today.year, min(today.year + 9, date.max.year)):
        try:
            found = date(candidate, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None
