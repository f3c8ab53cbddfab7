"""Times as most languages tell them: an hour, then minutes; a half or a quarter added, or short of the next.

A number or an ordinal is an hour only where the sentence shows it: by a small word before it ("o ósmej",
"saat sekiz"), a day, a word for hours or a part of the day after it. "The second" alone may be a choice.
"""

from collections.abc import Mapping

from ivr.understanding.when.cursor import Found, Sentence, found
from ivr.understanding.when.pieces import Clock

_AFTER = ("at", "from", "until", "after", "before", "around", "to", "between", "and")
_DAYS = frozenset({"weekday", "relative", "month", "date", "day_month", "filler"})
_SHOWN_BY = frozenset({"part", "hour_sign", "plus", "minus", "located"})
_ENDS = frozenset(
    {"end", "mark", "sign", "part", "weekday", "relative", "on", "of", "post", "located", "today_part"}
)
_ALSO_IN_IT = 10  # "onda" is "at ten", and "in it"
_SHORT: Mapping[str, int] = {"half_to": 30, "quarter_to": 15, "three_quarters_to": 45}


def told_hour_rules(at: Sentence, index: int) -> Found | None:
    """One time, in figures or in words."""
    return _in_figures(at, index) or _short_of(at, index) or _hour_and_minutes(at, index)


def _in_figures(at: Sentence, index: int) -> Found | None:
    kind = at.kind(index)
    if kind not in {"clock", "pair"}:
        return None
    hour, minute = at.value(index)
    if not (0 <= hour <= 24 and 0 <= minute < 60):
        return None
    after_word = at.kind(index - 1) == "hour_word" or at.is_mark(index - 1, "at")
    signed = at.kind(index + 1) == "hour_sign"
    if kind == "pair" and not (after_word or signed or minute > 12):
        return None
    return found(index + 1 + signed, _clock(hour % 24, minute, literal=at.at(index).text[0] == "0"))


def _short_of(at: Sentence, index: int) -> Found | None:
    """ "Wpół do dziewiątej", "без пятнадцати девять", "за п'ять восьма": minutes before the hour."""
    minutes = _SHORT.get(at.kind(index))
    hour = index + 1
    if minutes is None:
        if at.kind(index) not in {"short", "in"}:
            return None
        if at.kind(hour) == "quarter":
            minutes = 15
        elif at.is_number(hour, 1, 29):
            minutes = at.value(hour)
        else:
            return None
        hour = at.skip(hour + 1, "minute_sign")
        if at.kind(index) == "in" and at.kind(hour) != "hour":
            return None
    hour = at.skip(hour, "of", "article")
    if not (_is_hour(at, hour) or at.is_ordinal(hour, 1, 12)):
        return None
    whole = (at.value(hour) * 60 - minutes) % (24 * 60)
    return found(at.skip(hour + 1, "hour_sign"), _clock(whole // 60, whole % 60))


def _hour_and_minutes(at: Sentence, index: int) -> Found | None:
    if not _is_hour(at, index) or at.kind(index - 1) in {"number", "hour"}:
        return None
    hour, text = at.value(index), at.at(index).text
    end = index + 1
    signed = at.kind(end) == "hour_sign"
    end += signed
    minute, end, told = _minutes(at, end)
    if not (signed or told == "sure" or _is_shown(at, index, end)):
        return None
    if told == "no" and not signed and at.kind(end) not in _ENDS and not at.is_small(end):
        return None  # "в 2 окна": something is counted
    return found(
        at.skip(end, "located"), _clock((hour + minute // 60) % 24, minute % 60, literal=text[0] == "0")
    )


def _minutes(at: Sentence, index: int) -> tuple[int, int, str]:
    """The minutes told from `index` on, the token after them, and whether these show that it is a time."""
    kind = at.kind(index)
    if kind == "plus":
        return at.value(index), index + 1, "sure"
    if kind == "minus":
        return -at.value(index), index + 1, "sure"
    if at.is_mark(index, "and") and at.kind(index + 1) == "minute_count":
        return at.value(index + 1), index + 2, "sure"
    if at.is_mark(index, "and") and at.is_number(index + 1, 1, 59) and at.kind(index + 2) == "minute_sign":
        return at.value(index + 1), index + 3, "sure"
    if at.is_number(index, 0, 0) and at.is_number(index + 1, 0, 9):
        return at.value(index + 1), at.skip(index + 2, "minute_sign"), "yes"
    if at.is_number(index, 10, 59) or (at.is_number(index, 1, 59) and at.kind(index + 1) == "minute_sign"):
        return at.value(index), at.skip(index + 1, "minute_sign"), "yes"
    return 0, index, "no"


def _is_hour(at: Sentence, index: int) -> bool:
    token = at.at(index)
    return at.is_number(index, 0, 24) or (token.kind == "hour" and isinstance(token.value, int))


def _is_shown(at: Sentence, index: int, end: int) -> bool:
    before = at.skip_back(index - 1, "filler_word", "article")
    if at.kind(before) == "hour_word" or at.is_mark(before, *_AFTER):
        return True
    if at.kind(end) in _SHOWN_BY:
        return at.kind(end) != "located" or at.value(index) != _ALSO_IN_IT
    return at.kind(index) == "hour" and (at.kind(before) in _DAYS or at.is_sign(before, ","))


def _clock(hour: int, minute: int, *, literal: bool = False) -> Clock:
    return Clock(hour, minute, literal or hour > 12 or hour == 0)
