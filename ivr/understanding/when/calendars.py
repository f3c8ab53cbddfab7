"""Days by their numbers: 3.12., der erste Dezember, am ersten zwölften, der dritte Dienstag im März."""

from datetime import date, timedelta

from ivr.understanding.when.cursor import GAP, TO, Found, Sentence, found
from ivr.understanding.when.feasts import is_working_day
from ivr.understanding.when.pieces import Calendar, Span
from ivr.understanding.when.resolve import month_span

_LAST = -1


def calendar_rules(at: Sentence, index: int) -> Found | None:
    """A day that is told by numbers, in whichever form."""
    match at.kind(index):
        case "date":
            return _full_date(at, index)
        case "day_month" | "pair":
            return _day_and_month(at, index)
        case "ordinal" | "number":
            return (
                _nth_in_month(at, index)
                or _with_month(at, index)
                or _two_ordinals(at, index)
                or _begins_range(at, index)
                or _day_alone(at, index)
            )
        case "month":
            return _month_first(at, index)
        case "which" if at.value(index) == "last":
            return _nth_in_month(at, index)
        case _:
            return None


def _full_date(at: Sentence, index: int) -> Found:
    day, month, year, short = at.value(index)
    over = short and (year, month, day) < (at.today.year, at.today.month, at.today.day)
    return found(index + 1, Calendar(day, month, None if over else year))


def _day_and_month(at: Sentence, index: int) -> Found | None:
    day, month = at.value(index)
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    year, end = at.year(index + 1)
    return found(end, Calendar(day, month, year))


def _with_month(at: Sentence, index: int) -> Found | None:
    """ "1. Dezember 2026", "ersten Dezember", "dritter Tag im Mai", "12 Juli", "the first of December"."""
    if not 1 <= at.value(index) <= 31:
        return None
    name = index + 1
    if at.kind(index) == "ordinal":
        if at.kind(name) == "unit" and at.value(name) == "day":
            name += 1
        name = at.skip(name, "of", "in", "article")
    if at.is_sign(name, "-"):
        name += 1
    if at.kind(name) != "month":
        return None
    year, end = _year_after_month(at, name + 1)
    if year is not None and year < at.today.year - 1:  # "am 3. Mai 1980 geboren": no wish
        return found(end, GAP)
    return found(end, Calendar(at.value(index), at.value(name), year))


def _year_after_month(at: Sentence, index: int) -> tuple[int | None, int]:
    """ "Oktober 17 spätestens 8:15": two digits are a year where they can be one and are no hour."""
    if at.is_sign(index, ",") and at.is_number(index + 1, 2000, 2099):
        index += 1
    year, end = at.year(index)
    short = at.at(index)
    this = at.today.year % 100
    two_digits = short.kind == "number" and len(short.text) == 2 and this <= short.value <= this + 2
    hour = at.kind(index + 1) in {"hour_sign", "month"} or at.is_mark(index + 1, "to")
    if year is None and two_digits and not hour:
        return 2000 + short.value, index + 1
    return year, end


def _two_ordinals(at: Sentence, index: int) -> Found | None:
    """ "am ersten zwölften", "7. vierter", "dritter/11."."""
    second = index + 1
    if at.is_mark(second, "slash"):
        second += 1
    if not at.is_ordinal(index, 1, 31):
        return None
    if at.is_number(second, 1, 12) and at.at(index).text.isdecimal() and second == index + 1:
        plain = at.kind(second + 1) in {"mark", "end", "part"} and not at.is_mark(second + 1, "to")
        return found(second + 1, Calendar(at.value(index), at.value(second))) if plain else None
    if not at.is_ordinal(second, 1, 12):
        return None
    if at.is_mark(index + 1, "slash") and at.at(index).text.isdecimal() and at.at(second).text.isdecimal():
        return None  # "12./13." are two days
    year, end = at.year(second + 1)
    return found(end, Calendar(at.value(index), at.value(second), year))


def _begins_range(at: Sentence, index: int) -> Found | None:
    """ "12.-17. Dezember", "23-25.08", "7. bis 9. November": the first day, where the last one tells more."""
    if not 1 <= at.value(index) <= 31 or not at.is_mark(index + 1, "to", "slash"):
        return None
    last = index + 2
    while at.is_mark(last, "to", "slash") or at.is_small(last):
        last += 1
    if at.kind(last) in {"date", "day_month", "pair"} or at.is_ordinal(last, 1, 31):
        follows = calendar_rules(at, last)
    elif at.is_number(last, 1, 31):
        follows = _with_month(at, last)
    else:
        return None
    if follows is None or not isinstance(follows.pieces[0], Calendar):
        return None
    return found(follows.end, Calendar(at.value(index)), TO, *follows.pieces)


def _day_alone(at: Sentence, index: int) -> Found | None:
    """ "am 15.", "Dienstag, den fünften", "bis zum zwanzigsten". "Den zweiten" alone may be a choice."""
    if not at.is_ordinal(index, 1, 31):
        return None
    before = index - 1
    article = at.kind(before) == "article"
    if at.at(index + 1).text in {"mal", "male"}:
        return None
    while at.kind(before) in {"article", "of"} or at.is_sign(before, ","):
        before -= 1
    named = at.kind(before) in {"on", "weekday"} or at.is_mark(
        before, "start", "to", "until", "from", "after", "before", "between", "and", "or", "slash"
    )
    late_enough = article and at.value(index) > 5
    if not (named or late_enough):
        return None
    digits = named and at.at(index).text.isdecimal()
    counts = at.kind(index + 1) in {"feast", "unit", "which", "soonest"} or (
        article and at.kind(index + 1) == "word" and not at.is_small(index + 1)
    )  # "den ersten Schalter"
    return None if counts and not digits else found(index + 1, Calendar(at.value(index)))


def _month_first(at: Sentence, index: int) -> Found | None:
    """ "April 14 2015", "November 19-20", "December 1st", "December the third"."""
    article = at.kind(index + 1) == "article" and at.is_ordinal(index + 2, 1, 31)
    index, month = (index + 1 if article else index), at.value(index)
    if not (at.is_number(index + 1, 1, 31) or at.is_ordinal(index + 1, 1, 31)):
        return None
    if at.kind(index + 2) == "hour_sign":
        return None
    day = at.value(index + 1)
    if (
        at.is_mark(index + 2, "to")
        and at.is_number(index + 3, day + 1, 31)
        and at.kind(index + 4) != "hour_sign"
    ):
        return found(index + 4, Calendar(day, month), TO, Calendar(at.value(index + 3), month))
    after = index + 3 if at.is_sign(index + 2, ",") and at.is_number(index + 3, 2000, 2099) else index + 2
    year, end = at.year(after)
    return found(end, Calendar(day, month, year))


def _nth_in_month(at: Sentence, index: int) -> Found | None:
    """ "erster Montag im Dezember", "letzte Woche im Juli", "dritte Juliwoche", "erster Werktag im Mai"."""
    ordinal = at.kind(index) == "ordinal"
    if ordinal and not 1 <= at.value(index) <= 5:
        return None
    nth = at.value(index) if ordinal else _LAST
    what = index + 1
    if at.kind(what) == "month" and at.kind(what + 1) == "unit" and at.value(what + 1) == "week":
        return found(what + 2, _nth_week(month_span(at.today, at.value(what)), nth))
    if ordinal or at.kind(index) == "which":
        named = _month_named(at, at.skip(what + 1, "of", "in", "article", "on"))
        span = _nth_of(at, what, nth, named[0]) if named else None
        return found(named[1], span) if named and span else None
    return None


def _nth_of(at: Sentence, what: int, nth: int, month: Span) -> Span | None:
    """The nth weekday, half, week or working day of a month."""
    match at.kind(what), at.value(what):
        case "weekday", weekday:
            day = _nth_weekday(month, nth, weekday)
            return Span(day, day) if day else None
        case "half_of", _:
            middle = month.first + timedelta(days=14)
            return Span(month.first, middle) if nth == 1 else Span(middle + timedelta(days=1), month.last)
        case "unit", "week" | "work_week":
            return _nth_week(month, nth)
        case "unit", "working_day" | "day" as unit:
            days = [month.first + timedelta(days=each) for each in range((month.last - month.first).days + 1)]
            counted = [day for day in days if unit == "day" or is_working_day(day)]
            day = counted[_LAST if nth == _LAST else nth - 1]
            return Span(day, day)
        case _:
            return None


def _month_named(at: Sentence, index: int) -> tuple[Span, int] | None:
    """ "Dezember 2026", "nächsten Monats", "Monats"."""
    if at.kind(index) == "month":
        year, end = at.year(index + 1)
        return month_span(at.today, at.value(index), year), end
    ahead = 0
    if at.kind(index) == "which":
        ahead = {"this": 0, "next": 1, "coming": 1, "after_next": 2}.get(at.value(index), 0)
        index += 1
    if at.kind(index) == "unit" and at.value(index) == "month":
        months = at.today.year * 12 + at.today.month - 1 + ahead
        return month_span(at.today, months % 12 + 1, months // 12), index + 1
    return None


def _nth_weekday(month: Span, nth: int, weekday: int) -> date | None:
    if nth == _LAST:
        return month.last - timedelta(days=(month.last.weekday() - weekday) % 7)
    day = month.first + timedelta(days=(weekday - month.first.weekday()) % 7 + 7 * (nth - 1))
    return day if day <= month.last else None


def _nth_week(month: Span, nth: int) -> Span:
    """Weeks are counted as in ISO 8601: a week belongs to the month of its Thursday."""
    thursday = _nth_weekday(month, nth, 3) or month.last - timedelta(days=(month.last.weekday() - 3) % 7)
    return Span(thursday - timedelta(days=3), thursday + timedelta(days=3), "week")
