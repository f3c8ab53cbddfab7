"""English: its words about time, and its clock: half past eight, ten to nine, 2 pm."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

from ivr.understanding.when.clocks import clock_rules
from ivr.understanding.when.cursor import Found, Sentence, found
from ivr.understanding.when.pieces import Clock, Span, Weekday
from ivr.understanding.when.scan import Lexicon
from ivr.understanding.when.spans import named_span
from ivr.understanding.when.words_file import read_words

_NOON = 12


@cache
def english() -> Lexicon:
    """The English lexicon; read once."""
    return read_words("english.toml", {}, lambda word: (word,))


def english_clock_rules(at: Sentence, index: int) -> Found | None:
    """Times as they are told in English; a number alone as in any language."""
    return (
        _weeks_on(at, index)
        or _towards(at, index)
        or _beside_hour(at, index)
        or _half_of_day(at, index)
        or _oh(at, index)
        or clock_rules(at, index)
    )


def _weeks_on(at: Sentence, index: int) -> Found | None:
    """ "A week on Thursday", "two weeks from tomorrow", "Thursday week", "the week after next"."""
    if at.kind(index) == "which" and at.value(index) == "after_next":
        day = at.kind(index + 1) in {"weekday", "unit"}
        span = None if day else named_span(at, "week", 2)
        return found(index + 1, span) if span else None
    if (
        at.kind(index) == "weekday"
        and _weeks_in(at, index + 1)
        and at.kind(index + 2) in {"end", "part", "mark"}
    ):
        return found(index + 2, Weekday(at.value(index), "bare", _weeks_in(at, index + 1)))
    count, unit = (at.value(index), index + 1) if at.is_number(index, 1, 8) else (1, index)
    weeks = count * _weeks_in(at, unit)
    if not weeks or not (at.kind(unit + 1) == "on" or at.is_mark(unit + 1, "from", "start")):
        return None
    begins = unit + 2
    if at.kind(begins) == "weekday":
        return found(begins + 1, Weekday(at.value(begins), "bare", weeks))
    if at.kind(begins) == "relative":
        later = at.today + timedelta(days=at.value(begins) + 7 * weeks)
        return found(begins + 1, Span(later, later))
    return None


def _weeks_in(at: Sentence, index: int) -> int:
    """How many weeks a unit is; 0 where it is none of weeks."""
    return {"week": 1, "fortnight": 2}.get(at.value(index), 0) if at.kind(index) == "unit" else 0


def _towards(at: Sentence, index: int) -> Found | None:
    """ "Move it to next week": where no day or time was said before, nothing ends there."""
    said = {
        "weekday",
        "relative",
        "number",
        "ordinal",
        "month",
        "date",
        "day_month",
        "clock",
        "part",
        "feast",
    }
    begins = at.at(index).text == "to" and not any(at.kind(each) in said for each in range(index))
    return found(index + 1) if begins and at.is_mark(index, "to") else None


def _oh(at: Sentence, index: int) -> Found | None:
    """ "Nine oh five"."""
    told = at.is_number(index, 1, 12) and at.at(index + 1).text in {"oh", "o", "zero"}
    if not told or not at.is_number(index + 2, 1, 9):
        return None
    return _with_half(at, Clock(at.value(index), at.value(index + 2)), index + 3)


def _beside_hour(at: Sentence, index: int) -> Found | None:
    """ "Half past eight", "quarter to nine", "ten past two"."""
    minutes = {"half_past": 30, "quarter_past": 15, "quarter_to": -15}.get(at.kind(index))
    hour = index + 1
    if minutes is None and at.is_number(index, 1, 29) and at.is_mark(index + 1, "after", "to"):
        past = at.at(index + 1).text == "past"
        if past or (at.at(index + 1).text == "to" and at.value(index) in {5, 10, 20, 25}):
            minutes, hour = (1 if past else -1) * at.value(index), index + 2
    if minutes is None or not at.is_number(hour, 1, 12):
        return None
    whole = (at.value(hour) * 60 + minutes) % (24 * 60)
    return _with_half(at, Clock(whole // 60, whole % 60), hour + 1)


def _half_of_day(at: Sentence, index: int) -> Found | None:
    """ "2 pm", "2:30 p.m.", "eight thirty am"."""
    hour, minute, end = at.value(index), 0, index + 1
    if at.kind(index) == "clock":
        hour, minute = at.value(index)
    elif not at.is_number(index, 1, 12):
        return None
    elif at.is_number(end, 10, 59):
        minute, end = at.value(end), end + 1
    if at.kind(end) not in {"am", "pm"} or not 1 <= hour <= _NOON or minute > 59:
        return None
    return _with_half(at, Clock(hour, minute), end)


def _with_half(at: Sentence, clock: Clock, end: int) -> Found:
    """With "am" or "pm" the hour is certain."""
    match at.kind(end):
        case "am":
            return found(end + 1, replace(clock, hour=clock.hour % _NOON, literal=True))
        case "pm":
            return found(end + 1, replace(clock, hour=clock.hour % _NOON + _NOON, literal=True))
        case _:
            return found(end, clock)
