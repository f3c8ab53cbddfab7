"""Stretches of time: this week, the end of May, the next three days, in two weeks, week 49."""

from collections.abc import Mapping
from datetime import date, timedelta

from ivr.understanding.when.cursor import Found, Rule, Sentence, found
from ivr.understanding.when.meaning import Part
from ivr.understanding.when.pieces import DayPart, Mark, Span, Weekday
from ivr.understanding.when.resolve import month_span, week_of

_FEW_DAYS = 5  # what "in the next days" reaches to
_COUNTED_UNITS = frozenset({"day", "week", "fortnight", "month", "year"})
_AHEAD = {"this": 0, "coming": 1, "next": 1, "after_next": 2}


def span_rules(at: Sentence, index: int) -> Found | None:
    """Any stretch of days that is not told by the numbers of a calendar."""
    rule = _BY_KIND.get(at.kind(index))
    return rule(at, index) if rule else None


def _month(at: Sentence, index: int) -> Found | None:
    if not _is_meant(at, index):
        return None
    year, end = at.year(index + 1)
    return found(end, month_span(at.today, at.value(index), year))


def _season(at: Sentence, index: int) -> Found | None:
    if not _is_meant(at, index):
        return None
    first, last = at.value(index)
    ends = month_span(at.today, last)
    return found(index + 1, Span(max(at.today, date(ends.first.year, first, 1)), ends.last, "month"))


def _work_week(_at: Sentence, index: int) -> Found:
    return found(index + 1, *(Weekday(day, "each") for day in range(5)))


def _year_ahead(at: Sentence, index: int) -> Found | None:
    span = named_span(at, "year", 1)
    return found(index + 1, span) if span else None


def _is_meant(at: Sentence, index: int) -> bool:
    """Whether a month's name is a month, and nobody's name: "im Mai", "ab August", "März 2027"."""
    beside = {"in", "on", "mark", "which", "portion", "ordinal", "part", "weekdays", "month"}
    if at.kind(index - 1) in beside or at.kind(index + 1) in beside or at.year(index + 1)[0]:
        return True
    return all(at.is_small(each) for each in range(len(at.tokens)) if each != index)


def ahead(day: date, count: float, unit: str) -> date:
    """`day` and so many days, weeks, months or years more."""
    if unit in {"day", "weekend", "week", "fortnight"}:
        return day + timedelta(days=round(count * {"day": 1, "fortnight": 14}.get(unit, 7)))
    months = day.year * 12 + day.month - 1 + round(count * (1 if unit == "month" else 12))
    month = month_span(day, months % 12 + 1, months // 12)
    return min(month.first + timedelta(days=day.day - 1), month.last)


def named_span(at: Sentence, unit: str, weeks: int) -> Span | None:
    """This week (0), the next month (1), the weekend after next (2)."""
    today = at.today
    monday = week_of(today).first + timedelta(days=7 * weeks)
    match unit:
        case "week" | "week_number":
            return Span(max(monday, today), monday + timedelta(days=6), "week", monday)
        case "work_week":
            return Span(max(monday, today), monday + timedelta(days=4), "week", monday)
        case "weekend":
            return Span(monday + timedelta(days=5), monday + timedelta(days=6), "week")
        case "month":
            month = ahead(today.replace(day=1), weeks, "month")
            return month_span(today, month.month, month.year)
        case "year":
            return Span(max(date(today.year + weeks, 1, 1), today), date(today.year + weeks, 12, 31), "month")
        case _:
            return None


def _with_which(at: Sentence, index: int) -> Found | None:
    """ "nächste Woche", "die nächsten drei Tage", "dieses Wochenende", "diesen Nachmittag"."""
    which, after = at.value(index), index + 1
    if which not in _AHEAD:
        return None
    if at.kind(after) in {"number", "few"} and at.kind(after + 1) == "unit":
        count = at.value(after) if at.kind(after) == "number" else _FEW_DAYS
        return found(after + 2, _coming(at.today, count, at.value(after + 1)))
    match at.kind(after):
        case "unit" if at.value(after) == "day":
            if which == "this":
                return None
            return found(after + 1, _coming(at.today, _FEW_DAYS, "day"))
        case "unit":
            span = named_span(at, at.value(after), _AHEAD[which])
            return found(after + 1, span) if span else None
        case "work_week":
            span = named_span(at, "work_week", _AHEAD[which])
            return found(after + 1, span) if span else None
        case "month":
            return found(after + 1, month_span(at.today, at.value(after)))
        case "part" | "morgen" if which == "this":
            part = at.value(after) or Part.MORNING
            return found(after + 1, Span(at.today, at.today), DayPart(part))
        case _:
            return None


def _coming(today: date, count: float, unit: str) -> Span:
    return Span(today + timedelta(days=1), ahead(today, min(count, 400), unit))


def _unit(at: Sentence, index: int) -> Found | None:
    """ "am Wochenende", "Woche 49", "im Monat Mai"."""
    match at.value(index):
        case "weekend":
            return found(index + 1, _weekend(at.today))
        case "week" | "week_number" if at.is_number(index + 1, 1, 53):
            return _week(at, at.value(index + 1), index + 2)
        case "work_week":
            return found(index + 1, *(Weekday(day, "each") for day in range(5)))
        case _:
            return None


def _weekend(today: date) -> Span:
    saturday = week_of(today).first + timedelta(days=5)
    return Span(saturday, saturday + timedelta(days=1), "week")


def _numbered_week(at: Sentence, index: int) -> Found | None:
    """ "49. Kalenderwoche", "KW 49"; "in der 49. Woche"."""
    named = at.kind(index + 1) == "unit" and at.value(index + 1) in {"week_number", "week"}
    if at.kind(index) != "ordinal" or not named:
        return None
    if at.value(index + 1) == "week" and at.value(index) < 6:
        return None
    return _week(at, at.value(index), index + 2)


def _week(at: Sentence, number: int, end: int) -> Found | None:
    for year in (at.today.year, at.today.year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if monday + timedelta(days=6) >= at.today:
            return found(end, Span(monday, monday + timedelta(days=6), "week"))
    return None


def _in_or_within(at: Sentence, index: int) -> Found | None:
    """ "in drei Wochen", "in ein paar Tagen", "in zwei bis drei Wochen", "innerhalb von zwei Wochen"."""
    after = index + 1
    while at.is_mark(after, "start", "around") or at.is_small(after) or at.kind(after) == "early_late":
        after += 1
    bound: tuple[Mark, ...] = ()
    if at.is_mark(after, "from", "until"):
        bound, after = (Mark(at.value(after)),), after + 1
    if at.kind(after + 1) == "few" and at.is_number(after, 1, 1):
        after += 1
    if at.kind(after) == "few":
        return _in_few(at, index, after)
    if at.is_mark(after + 1, "to", "or"):
        return _in_some_to(at, after)
    return _in_counted(at, index, after, bound)


def _in_counted(at: Sentence, index: int, number: int, bound: tuple[Mark, ...]) -> Found | None:
    end, unit = number + 2, at.value(number + 1)
    if at.kind(number) != "number" or at.kind(number + 1) != "unit" or at.is_mark(end, "after", "before"):
        return None
    if unit == "hour" and at.kind(index) == "in":
        return found(end, Span(at.today, at.today))
    if unit not in _COUNTED_UNITS:
        return None
    day = ahead(at.today, min(at.value(number), 400), unit)
    return found(end, *bound, Span(at.today if at.kind(index) == "within" else day, day))


def _in_few(at: Sentence, index: int, few: int) -> Found | None:
    """ "in ein paar Tagen", "innerhalb weniger Wochen"."""
    unit = at.value(few + 1) if at.kind(few + 1) == "unit" else None
    if unit not in _COUNTED_UNITS:
        return None
    last = ahead(at.today, 5 if unit == "day" else 3, unit)
    return found(few + 2, Span(at.today if at.kind(index) == "within" else ahead(at.today, 2, unit), last))


def _in_some_to(at: Sentence, first: int) -> Found | None:
    """ "in zwei bis drei Wochen"."""
    last, unit = first + 2, at.value(first + 3)
    if not (at.is_number(first, 1, 60) and at.is_number(last, 1, 60)) or at.kind(last + 1) != "unit":
        return None
    if unit not in _COUNTED_UNITS or at.value(first) > at.value(last):
        return None
    span = Span(ahead(at.today, at.value(first), unit), ahead(at.today, at.value(last), unit))
    return found(last + 2, span)


def _portion(at: Sentence, index: int) -> Found | None:
    """ "Anfang Dezember", "Ende nächster Woche", "Mitte des Monats", "Ende 2027", "Rest der Woche"."""
    if at.is_mark(index + 1, "to", "and") and at.kind(index + 2) == "portion":
        return _portion_range(at, index)
    name = at.skip(index + 1, "of", "in", "article")
    ahead_by = 0
    if at.kind(name) == "which":
        ahead_by, name = _AHEAD.get(at.value(name), 0), name + 1
    span: Span | None
    if at.kind(name) == "month":
        year, end = at.year(name + 1)
        span = month_span(at.today, at.value(name), year)
    elif at.is_number(name, 2000, 2099):
        span, end = Span(date(at.value(name), 1, 1), date(at.value(name), 12, 31), "month"), name + 1
    elif at.kind(name) == "unit" and at.value(name) in {"week", "month", "year"}:
        span, end = named_span(at, at.value(name), ahead_by), name + 1
    else:
        return None
    return found(end, _part_of(span, at.value(index), at.today)) if span else None


def _portion_range(at: Sentence, index: int) -> Found | None:
    """ "Anfang bis Mitte Dezember"."""
    last = _portion(at, index + 2)
    if last is None or not isinstance(ends := last.pieces[0], Span):
        return None
    month = month_span(at.today, ends.first.month, ends.first.year)
    return found(last.end, Span(_part_of(month, at.value(index), at.today).first, ends.last))


def _portion_word(at: Sentence, index: int) -> Found | None:
    """ "Monatsende", "zum Wochenanfang": of what runs now, or of the next where that part is over."""
    unit = at.kind(index).removesuffix("_part")
    for later in (0, 1):
        span = named_span(at, unit, later)
        if span is not None:
            part = _part_of(span, at.value(index), at.today)
            if part.last >= at.today:
                return found(index + 1, part)
    return None


def _part_of(span: Span, portion: str, today: date) -> Span:
    """The start, middle or end of a week (its working days), a month (a third) or a year (two months)."""
    first, days = span.day or span.first, (span.last - (span.day or span.first)).days + 1
    if portion == "rest":
        return Span(max(today, span.first), span.last)
    if days <= 7:
        begins, ends = {"start": (0, 1), "middle": (1, 3), "end": (3, 4)}[portion]
    elif days <= 31:
        begins, ends = {"start": (0, 9), "middle": (10, 19), "end": (20, days - 1)}[portion]
    else:
        first = date(span.last.year, 1, 1)
        begins, ends = {"start": (0, 58), "middle": (151, 211), "end": (304, (span.last - first).days)}[
            portion
        ]
    return Span(first + timedelta(days=begins), first + timedelta(days=ends))


_BY_KIND: Mapping[str, Rule] = {
    "portion": _portion,
    "month_part": _portion_word,
    "year_part": _portion_word,
    "week_part": _portion_word,
    "which": _with_which,
    "unit": _unit,
    "in": _in_or_within,
    "within": _in_or_within,
    "month": _month,
    "work_week": _work_week,
    "year_ahead": _year_ahead,
    "season": _season,
    "ordinal": _numbered_week,
}
