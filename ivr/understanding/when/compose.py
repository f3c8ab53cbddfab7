"""From pieces to a meaning: days resolved from today on, hours read for an office's day, what was refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from ivr.understanding.when.clauses import Days, Item, Parts, Times, related
from ivr.understanding.when.hours import TimesOfDay, parts_and_times
from ivr.understanding.when.meaning import When
from ivr.understanding.when.pairs import pairs_of
from ivr.understanding.when.pieces import Calendar, DayPiece, Piece, Span, Weekday
from ivr.understanding.when.resolve import calendar_day, nearest, weekday_days

ONE_DAY = timedelta(days=1)
FAR = 3650  # days: no end was named


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days from `first` to `last`, only `weekdays` of these; `either`: one of these, if that is not clear."""

    first: date | None
    last: date | None
    weekdays: tuple[int, ...] = ()
    either: tuple[date, ...] = ()


@dataclass(slots=True)
class _Wanted:
    """What was said about days, as far as it was read."""

    stretches: list[tuple[_Stretch, bool]] = field(default_factory=list)  # with: joined by "or"
    not_days: list[tuple[date, date]] = field(default_factory=list)
    not_weekdays: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Inside:
    """What days are looked for in, where the sentence says so elsewhere: "nächste Woche … ab Mittwoch"."""

    today: date
    month: Span | None
    week: Span | None

    @classmethod
    def of(cls, said: Sequence[Days], today: date) -> "_Inside":
        spans = [
            one
            for item in said
            if not item.refused
            for one in (*item.said, *item.to)
            if isinstance(one, Span)
        ]
        refused = [one for item in said if item.refused for one in item.said if isinstance(one, Span)]
        months = (
            one for one in (*spans, *refused) if one.grain == "month" and one.first.month == one.last.month
        )
        weeks = (one for one in spans if one.grain == "week")
        return cls(today, next(months, None), next(weeks, None))


def compose(pieces: Sequence[Piece], today: date) -> When:
    """The meaning of a sentence's pieces."""
    clauses = related(pieces)
    items, pairs = pairs_of(clauses.items)
    whole = _meaning(items, today, soonest=clauses.soonest)
    if not pairs:
        return whole
    each = tuple(_meaning(pair, today) for pair in pairs)
    if len(set(each)) == 1:
        return whole
    return replace(whole, at=None, from_time=None, until_time=None, part=None, pairs=each)


def _meaning(items: Sequence[Item], today: date, *, soonest: bool = False) -> When:
    wanted = _Wanted()
    days_said = [item for item in items if isinstance(item, Days)]
    inside = _Inside.of(days_said, today)
    for item in days_said:
        _add(wanted, item, inside)
    days = _together(wanted.stretches)
    times: TimesOfDay = parts_and_times(
        [item for item in items if isinstance(item, Times)],
        [item for item in items if isinstance(item, Parts)],
        over_days=any(item.to for item in days_said),
        either_day=any(item.joined for item in days_said),
    )
    return When(
        first=days.first,
        last=days.last,
        weekdays=days.weekdays,
        at=times.at,
        from_time=times.from_time,
        until_time=times.until_time,
        part=times.part,
        soonest=soonest,
        not_days=tuple(wanted.not_days),
        not_weekdays=tuple(dict.fromkeys(wanted.not_weekdays)),
        not_parts=times.not_parts,
        not_times=times.not_times,
        either=days.either,
    )


def _add(wanted: _Wanted, item: Days, inside: _Inside) -> None:
    today = inside.today
    stretch = _stretch(item, inside)
    if stretch is None:
        return
    if not item.refused:
        wanted.stretches.append((stretch, item.joined))
    elif item.bound in {"before", "until", "from", "after"}:
        _refuse_days(wanted, stretch.first or today, stretch.last or today + timedelta(days=FAR), item.joined)
    elif stretch.weekdays:
        wanted.not_weekdays += stretch.weekdays
    elif all(isinstance(one, Weekday) for one in item.said) and not item.to:
        wanted.not_weekdays += [one.index for one in item.said if isinstance(one, Weekday)]
    else:
        _refuse_days(wanted, stretch.first or today, stretch.last or today + timedelta(days=FAR), item.joined)


def _refuse_days(wanted: _Wanted, first: date, last: date, joined: bool) -> None:
    """Rule days out; what narrows the stretch before it ("im November zwischen dem …") takes its place."""
    if wanted.not_days and not joined and wanted.not_days[-1][0] <= first <= last <= wanted.not_days[-1][1]:
        wanted.not_days.pop()
    wanted.not_days.append((first, last))


def _stretch(item: Days, inside: _Inside) -> _Stretch | None:
    if item.to:
        return _range(item, inside)
    one = _resolved(item.said, inside)
    if one is None or one.first is None or one.last is None:
        return one
    match item.bound:
        case "from":
            return _Stretch(one.first, None, either=one.either)
        case "until":
            return _Stretch(None, one.last, either=one.either)
        case "after":
            return _Stretch(one.last + ONE_DAY, None)
        case "before":
            return _Stretch(None, one.first - ONE_DAY)
        case _:
            feast = next(
                (each for each in item.said if isinstance(each, Span) and each.grain == "feast"), None
            )
            return _Stretch(feast.day, feast.day) if feast and len(item.said) == 1 else one


def _range(item: Days, inside: _Inside) -> _Stretch | None:
    """From the one to the other; what the first lacks (month, year) the last one tells."""
    said, to = _completed(item.said, item.to)
    first = _resolved(said, inside)
    if first is None or first.first is None:
        return _resolved(to, inside)
    last = _resolved(to, replace(inside, today=first.first))
    if last is None or last.last is None:
        return first
    if item.bound == "between" and _are_feasts(said, to):
        return _Stretch((first.last or first.first) + ONE_DAY, (last.first or last.last) - ONE_DAY)
    if last.last < first.first:
        return first
    return _Stretch(first.first, last.last, either=first.either)


def _are_feasts(said: tuple[DayPiece, ...], to: tuple[DayPiece, ...]) -> bool:
    return all(isinstance(one, Span) and one.grain == "feast" for one in (*said, *to))


def _completed(
    said: tuple[DayPiece, ...], to: tuple[DayPiece, ...]
) -> tuple[tuple[DayPiece, ...], tuple[DayPiece, ...]]:
    last = next((one for one in to if isinstance(one, Calendar)), None)
    if last is None or last.month is None:
        return said, to
    month, year = last.month, last.year
    completed = (
        _with_month_of(one, last.day, month, year) if isinstance(one, Calendar) else one for one in said
    )
    return tuple(completed), to


def _with_month_of(first: Calendar, last_day: int, last_month: int, last_year: int | None) -> Calendar:
    """ "12.-13.06.2017": the month and year of the last day, or those before it."""
    month, year = first.month, first.year
    if month is None:
        month = last_month if first.day <= last_day else (last_month - 2) % 12 + 1
    if year is None and last_year is not None:
        year = last_year if month <= last_month else last_year - 1
    return Calendar(first.day, month, year)


def _resolved(said: tuple[DayPiece, ...], inside: _Inside) -> _Stretch | None:
    """What words for days that stand together mean together."""
    today = inside.today
    weekdays = [one for one in said if isinstance(one, Weekday)]
    spans = [one for one in said if isinstance(one, Span)]
    calendars = [one for one in said if isinstance(one, Calendar)]
    if calendars:
        return _of_calendar(calendars[-1], weekdays, spans, inside)
    if spans and weekdays:
        return _of_weekdays_in(weekdays, _meet(spans), today)
    if spans:
        span = _meet(spans)
        return _Stretch(span.first, span.last)
    if weekdays and inside.week and all(one.which == "bare" and not one.weeks for one in weekdays):
        return _of_weekdays_in(weekdays, inside.week, today)
    return _of_weekdays(weekdays, today) if weekdays else None


def _of_calendar(
    said: Calendar, weekdays: list[Weekday], spans: list[Span], inside: _Inside
) -> _Stretch | None:
    weekday = weekdays[-1].index if weekdays else None
    month = next((span for span in spans if span.grain == "month"), inside.month)
    day = calendar_day(said, inside.today, month=month, weekday=weekday)
    if day is None:
        return None
    if weekday is not None and day.weekday() != weekday:
        return _Stretch(day, day, either=(day, nearest(weekday, day)))
    if spans and spans[-1].first == spans[-1].last != day and said.month is not None:
        return _Stretch(day, day, either=(day, spans[-1].first))  # "tomorrow, the 5th" on the 3rd
    return _Stretch(day, day)


def _of_weekdays(said: list[Weekday], today: date) -> _Stretch:
    if any(one.which == "each" for one in said):
        return _Stretch(None, None, tuple(dict.fromkeys(one.index for one in said)))
    days = weekday_days(max(said, key=lambda one: one.which != "bare"), today)
    return _Stretch(days[0], days[0], either=days if len(days) > 1 else ())


def _of_weekdays_in(said: list[Weekday], span: Span, today: date) -> _Stretch:
    """ "nächste Woche Dienstag", "montags im Dezember", "heute, Montag"."""
    first = span.first
    indexes = tuple(dict.fromkeys(one.index for one in said))
    if span.first == span.last:
        if span.first.weekday() in indexes:
            return _Stretch(first, first)
        week = first - timedelta(days=first.weekday())  # "in zwei Wochen am Montag"
        day = week + timedelta(days=indexes[0])
        if span.grain == "day" and (first - today).days < 7:
            return _Stretch(first, first, either=(first, nearest(indexes[0], first)))
        return _Stretch(day, day)
    if (span.last - first).days > 6 or any(one.which == "each" for one in said):
        return _Stretch(first, span.last, indexes)
    begin = span.day or first
    days = [begin + timedelta(days=(index - begin.weekday()) % 7) for index in indexes]
    days = [day if day >= today else day + timedelta(days=7) for day in days]
    if len(days) == 1:
        return _Stretch(days[0], days[0])
    return _Stretch(min(days), max(days), indexes)


def _meet(spans: list[Span]) -> Span:
    """What spans have in common; the last one, where they have nothing."""
    met = spans[0]
    for span in spans[1:]:
        first, last = max(met.first, span.first), min(met.last, span.last)
        met = Span(first, last, span.grain, span.day) if first <= last else span
    return met


def _together(stretches: list[tuple[_Stretch, bool]]) -> _Stretch:
    """One wish from all that was wished for: joined by "or" it grows, else it narrows."""
    met: _Stretch | None = None
    for stretch, joined in stretches:
        met = stretch if met is None else (_or(met, stretch) if joined else _and(met, stretch))
    return met or _Stretch(None, None)


def _or(one: _Stretch, other: _Stretch) -> _Stretch:
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return _Stretch(one.first or other.first, one.last or other.last, (*one.weekdays, *other.weekdays))
    named = {
        *_weekdays_of(one.first, one.last, one.weekdays),
        *_weekdays_of(other.first, other.last, other.weekdays),
    }
    weekdays = () if len(named) == 7 else tuple(sorted(named))
    return _Stretch(min(one.first, other.first), max(one.last, other.last), weekdays)


def _weekdays_of(first: date, last: date, only: tuple[int, ...]) -> Iterator[int]:
    for ahead in range(min((last - first).days, 6) + 1):
        day = (first + timedelta(days=ahead)).weekday()
        if not only or day in only:
            yield day


def _and(one: _Stretch, other: _Stretch) -> _Stretch:
    first = max((day for day in (one.first, other.first) if day), default=None)
    last = min((day for day in (one.last, other.last) if day), default=None)
    weekdays = other.weekdays or one.weekdays
    if first and last and first > last:
        single = other if other.first == other.last else one
        return single if single.first == single.last and one.first != one.last else other
    return _Stretch(first, last, weekdays, one.either or other.either)
