"""Days that have a name: today, Tuesday, Christmas Eve, and the days beside them."""

from collections.abc import Mapping
from datetime import date, timedelta

from ivr.understanding.when.cursor import Found, Rule, Sentence, found
from ivr.understanding.when.feasts import feast
from ivr.understanding.when.meaning import Part
from ivr.understanding.when.pieces import Calendar, DayPart, Span, Weekday, Which
from ivr.understanding.when.resolve import calendar_day, week_of
from ivr.understanding.when.spans import ahead

_WEEK = timedelta(days=7)
_BEFORE_MORNING = frozenset(
    {"on", "article", "early_late", "weekday", "weekdays", "relative", "morgen", "date", "day_month"}
)


def named_day_rules(at: Sentence, index: int) -> Found | None:
    """A day by its name."""
    return _beside(at, index) or _named(at, index)


def _named(at: Sentence, index: int) -> Found | None:
    rule = _BY_KIND.get(at.kind(index))
    return rule(at, index) if rule else None


def _with_which(at: Sentence, index: int) -> Found | None:
    """ "nächsten Dienstag", "letzten Freitag", "nächste Ostern"."""
    if at.kind(index + 1) == "weekday":
        which: Which = "coming" if at.value(index) == "last" else at.value(index)
        return _weekday(at, index + 1, which)
    return _feast(at, index + 1) if at.kind(index + 1) == "feast" else None


def _so(at: Sentence, index: int) -> Found | None:
    """ "So, 27.02.", "am So": short for Sunday; else a small word."""
    before_date = at.kind(at.skip(index + 1, "sign")) in {"date", "day_month", "pair"}
    alone = at.kind(index - 1) == "on" and at.kind(index + 1) == "end"
    return found(index + 1, Weekday(6)) if before_date or alone else None


def _between_years(at: Sentence, index: int) -> Found:
    first = feast("christmas", at.today).last + timedelta(days=1)
    return found(index + 1, Span(first, date(first.year, 12, 31)))


def _morgen(at: Sentence, index: int) -> Found | None:
    """Tomorrow, or the morning: "am Morgen", "Dienstag Morgen", "den ganzen Morgen", "morgen Morgen"."""
    before = at.kind(index - 1)
    if at.at(index - 1).text in {"das", "die"}:
        before = ""  # "geht das morgen"
    named = before in _BEFORE_MORNING or (before == "which" and at.value(index - 1) in {"this", "each"})
    if at.is_mark(index - 1, "around") or (named and at.at(index - 1).text != "zum"):
        return found(index + 1, DayPart(Part.MORNING))
    return _counted_on(at, index, 1)


def _counted_on(at: Sentence, index: int, days: int) -> Found:
    """ "heute in einer Woche", "morgen in acht Tagen"."""
    day = at.today + timedelta(days=days)
    counted = _weeks_on(at, index + 1)
    if counted is None:
        return found(index + 1, Span(day, day))
    weeks, end = counted
    return found(end, Span(day + weeks * _WEEK, day + weeks * _WEEK))


def _weekday(at: Sentence, index: int, which: Which) -> Found:
    """A weekday, with what is said after it: "Montag in zwei Wochen", "Mittwoch nach dem nächsten"."""
    end = index + 1
    counted = _weeks_on(at, end)
    if counted is not None:
        weeks, end = counted
        return found(end, Weekday(at.value(index), which, weeks))
    if at.is_mark(end, "after"):
        next_one = at.skip(end + 1, "article", "of")
        alone = at.kind(next_one + 1) not in {"weekday", "unit", "feast"}
        if at.kind(next_one) == "which" and at.value(next_one) == "next" and alone:
            return found(next_one + 1, Weekday(at.value(index), "coming", 1))
    return found(end, Weekday(at.value(index), which))


def _weeks_on(at: Sentence, index: int) -> tuple[int, int] | None:
    """ "in einer Woche", "in vierzehn Tagen", "über acht Tage": whole weeks, as they are counted on."""
    if at.kind(index) not in {"in", "over"}:
        return None
    number = at.skip(index + 1, "article")
    if not at.is_number(number, 1, 60) or at.kind(number + 1) != "unit":
        return None
    count, unit = at.value(number), at.value(number + 1)
    if unit == "week":
        return count, number + 2
    if unit == "day" and count in {7, 8, 14, 15, 21}:
        return count // 7, number + 2
    return None


def _feast(at: Sentence, index: int) -> Found:
    year, end = at.year(index + 1)
    return found(end, feast(at.value(index), at.today, year))


def _feast_days(today: date) -> Span:
    """ "nach den Feiertagen": those that come next."""
    spans = (feast(name, today) for name in ("easter", "pentecost", "christmas"))
    return min(spans, key=lambda span: span.first)


def _beside(at: Sentence, index: int) -> Found | None:
    """ "am Tag nach Ostern", "zwei Tage vor Weihnachten", "Freitag vor Pfingsten"."""
    count, what = 1, index
    if at.kind(index) in {"number", "ordinal"} and at.kind(index + 1) in {"unit", "weekday"}:
        count, what = at.value(index), index + 1
    if at.kind(what) not in {"unit", "weekday"} or not at.is_mark(what + 1, "after", "before", "start"):
        return None
    base = _base(at, at.skip(what + 2, "article", "of", "on"))
    if base is None or not isinstance(count, int) or count > 60:
        return None
    span, end = base
    after = at.is_mark(what + 1, "after")
    if at.is_mark(what + 1, "start"):
        is_week = at.kind(what) == "unit" and at.value(what) == "week"
        return found(end, week_of(span.first)) if is_week else None
    if at.kind(what) == "weekday":
        day = _weekday_beside(at.value(what), span, after=after)
        return found(end, Span(day, day))
    return _counted_beside(at, index, what, span, count if after else -count, end)


def _week_beside(at: Sentence, index: int) -> Found | None:
    """ "in der Woche vom 7. Dezember", "in der Woche vor Weihnachten"."""
    if not at.is_mark(index + 1, "start", "after", "before"):
        return None
    base = _base(at, at.skip(index + 2, "article", "on"))
    if base is None:
        return None
    span, end = base
    weeks = 0 if at.is_mark(index + 1, "start") else (1 if at.is_mark(index + 1, "after") else -1)
    return found(end, week_of((span.day or span.first) + weeks * _WEEK))


def _counted_beside(at: Sentence, index: int, what: int, span: Span, count: int, end: int) -> Found | None:
    unit = at.value(what)
    named = span.day or (span.last if count > 0 else span.first)
    if unit == "week" and (index == what or at.kind(index) == "ordinal"):
        return found(end, week_of(named + count * _WEEK))
    if unit in {"day", "working_day"} and index == what:
        named = span.last if count > 0 else span.first
    if unit not in {"day", "week", "month", "working_day"}:
        return None
    day = ahead(named, count, "day" if unit == "working_day" else unit)
    return found(end, Span(day, day))


def _base(at: Sentence, index: int) -> tuple[Span, int] | None:
    """What a day is beside: a feast, or a date with its month."""
    if at.kind(index) == "feast":
        span = feast(at.value(index), at.today)
        return span, index + 1
    if at.kind(index) == "feast_days":
        return _feast_days(at.today), index + 1
    said: Calendar | None = None
    end = index + 1
    if at.kind(index) in {"ordinal", "number"} and at.kind(index + 1) == "month":
        said, end = Calendar(at.value(index), at.value(index + 1)), index + 2
    elif at.kind(index) == "day_month":
        said = Calendar(*at.value(index))
    day = calendar_day(said, at.today) if said and 1 <= said.day <= 31 else None
    return (Span(day, day), end) if day else None


def _weekday_beside(weekday: int, span: Span, *, after: bool) -> date:
    if after:
        return span.last + timedelta(days=(weekday - span.last.weekday() - 1) % 7 + 1)
    return span.first - timedelta(days=(span.first.weekday() - weekday - 1) % 7 + 1)


_BY_KIND: Mapping[str, Rule] = {
    "relative": lambda at, index: _counted_on(at, index, at.value(index)),
    "morgen": _morgen,
    "today_part": lambda at, index: found(index + 1, Span(at.today, at.today), DayPart(at.value(index))),
    "weekday": lambda at, index: _weekday(at, index, "bare"),
    "weekdays": lambda at, index: found(
        index + 1, Weekday(at.value(index), "bare" if at.kind(index - 1) == "of" else "each")
    ),
    "which": _with_which,
    "so": _so,
    "feast": _feast,
    "feast_days": lambda at, index: found(index + 1, _feast_days(at.today)),
    "in_week": _week_beside,
    "between_years": _between_years,
}
