"""Opening hours as one sentence: "Montag und Dienstag 8 Uhr bis 14 Uhr, Donnerstag 8 Uhr bis 18 Uhr"."""

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from itertools import groupby

import booking
from ivr.actions.context import CallContext
from voice_prompts import spoken

DAYS_AHEAD = 14  # closures further off are no news to somebody who asks for the hours
A_MONDAY = date(2024, 1, 1)

Spans = tuple[tuple[time, time], ...]


def week(call: CallContext, hours: Sequence[booking.DayHours]) -> str:
    """Weekdays with equal hours are said together, those without any are left out."""
    open_days = [day for day in hours if day.spans]
    by_spans: dict[Spans, list[int]] = {}
    for day in open_days:
        by_spans.setdefault(day.spans, []).append(day.weekday)
    said = (f"{_days(call, days)} {_spans(call, spans)}" for spans, days in by_spans.items())
    return ", ".join(said) or call.text("hours.none")


def closed_days(call: CallContext, office: str) -> str:
    """The coming closures; empty where there are none."""
    today = call.now.astimezone(booking.BERLIN).date()
    closures = booking.closures(call.session, office, today, DAYS_AHEAD)
    return ", ".join(_closure(call, each) for each in closures)


def _closure(call: CallContext, closure: booking.Closure) -> str:
    first = spoken.day(closure.day_from, call.language)
    if closure.day_from == closure.day_to:
        return first
    return call.text("hours.days", first=first, last=spoken.day(closure.day_to, call.language))


def _days(call: CallContext, weekdays: Iterable[int]) -> str:
    """ "Montag bis Mittwoch und Freitag": three or more in a row are said as a span."""
    runs = [
        [day for _, day in run] for _, run in groupby(enumerate(weekdays), lambda pair: pair[1] - pair[0])
    ]
    parts: list[str] = []
    for run in runs:
        names = [spoken.weekday(A_MONDAY + timedelta(days=day), call.language) for day in run]
        parts += [call.text("hours.days", first=names[0], last=names[-1])] if len(run) > 2 else names
    return _joined(call, parts)


def _spans(call: CallContext, spans: Spans) -> str:
    return _joined(
        call,
        [
            call.text(
                "hours.until",
                first=spoken.clock(opens, call.language),
                last=spoken.clock(closes, call.language),
            )
            for opens, closes in spans
        ],
    )


def _joined(call: CallContext, parts: Sequence[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return call.text("hours.and", first=", ".join(parts[:-1]), last=parts[-1])
