"""A wish in the caller's own words, as a value of the call and as the book understands it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import booking
from ivr.dialog import JSON
from ivr.understanding import Part, When

HORIZON = 90  # days in which a wish with days ruled out is looked for
AROUND = timedelta(minutes=90)  # what is still near to a time that was named

_DAYS = frozenset({"first", "last", "weekdays", "either", "without", "pairs"})
_TIMES = frozenset({"from", "until", "at", "part", "not", "pairs"})
_BOTH = _DAYS & _TIMES
_NOON = (time(12), time(14))

_PARTS: Mapping[str, booking.PartOfDay] = {
    Part.MORNING: booking.PartOfDay.MORNING,
    Part.FORENOON: booking.PartOfDay.MORNING,
    Part.NOON: booking.PartOfDay.NOON,
    Part.AFTERNOON: booking.PartOfDay.AFTERNOON,
    Part.EVENING: booking.PartOfDay.EVENING,
    Part.NIGHT: booking.PartOfDay.EVENING,
}


def to_keep(said: When, today: date, horizon: int) -> JSON:
    """What was said about time as JSON; None where it limits nothing. Past days are none.

    What was ruled out is kept as the days and the part of the day that remain; `pairs` are wishes of their
    own.
    """
    weekdays = said.weekdays or tuple(range(7))
    left = [day for day in weekdays if day not in said.not_weekdays]
    first, last = said.first, said.last
    if said.not_days:
        remaining = list(said.days(today, horizon))
        first, last = (remaining[0], remaining[-1]) if remaining else (first, last)
    times: dict[str, time | None] = {"from": said.from_time, "until": said.until_time, "at": said.at}
    if not times["from"] and Part.FORENOON in said.not_parts:
        times["from"] = time(12)
    if not times["until"] and Part.AFTERNOON in said.not_parts:
        times["until"] = time(12)
    ruled_out = [*said.not_times, *([_NOON] if Part.NOON in said.not_parts else [])]
    kept: dict[str, JSON] = {
        "first": first.isoformat() if first else None,
        "last": last.isoformat() if last else None,
        "weekdays": list(left) if len(left) < 7 else None,
        "part": str(said.part) if said.part else None,
        "not": [[since.isoformat("minutes"), end.isoformat("minutes")] for since, end in ruled_out] or None,
        "either": [day.isoformat() for day in said.either] or None,
        "without": [[begins.isoformat(), ends.isoformat()] for begins, ends in said.not_days] or None,
        "pairs": [to_keep(pair, today, horizon) or {} for pair in said.pairs] or None,
        **{name: at.isoformat("minutes") for name, at in times.items() if at is not None},
    }
    return {name: value for name, value in kept.items() if value is not None} or None


def joined(before: JSON, since: JSON) -> JSON:
    """What was said before with what was said since: days replace days, and times of day replace those."""
    if not isinstance(before, dict) or not isinstance(since, dict):
        return since or before
    replaced = {name for names in (_DAYS, _TIMES) if names & since.keys() for name in names}
    return {name: value for name, value in before.items() if name not in replaced} | since


def days_of(wish: JSON) -> JSON:
    """The wish without its times of day, if it has some; None where nothing is left to look for."""
    if not isinstance(wish, dict) or not _TIMES & wish.keys():
        return None
    return {name: value for name, value in wish.items() if name in _DAYS - _BOTH} or None


def from_first_day(wish: JSON) -> JSON:
    """What is near to the days of a wish: everything from its first one; None where it names none."""
    first = wish.get("first") if isinstance(wish, dict) else None
    return {"first": first} if first else None


def times_of(wish: JSON) -> JSON:
    """The wish without its days."""
    if not isinstance(wish, dict):
        return None
    return {name: value for name, value in wish.items() if name not in _DAYS} or None


def meets(wish: JSON, start: datetime) -> bool:
    """Whether a start is just what was said, to the minute where a minute was named."""
    if of_pairs := pairs(wish):
        return any(meets(pair, start) for pair in of_pairs)
    at = _time(wish.get("at")) if isinstance(wish, dict) else None
    local = start.astimezone(booking.BERLIN).time()
    return at in {None, local} and any(booking.fits(each, start) for each in to_look_for(wish, None))


def to_book(wish: JSON, day: date | None) -> booking.Wish:
    """The wish as the book understands it; a `day` that was chosen since takes the place of its days."""
    said = wish if isinstance(wish, dict) else {}
    first, last = day or _day(said.get("first")), day or _day(said.get("last"))
    weekdays = said.get("weekdays")
    from_time, until_time = _time(said.get("from")), _time(said.get("until"))
    if (at := _time(said.get("at"))) is not None:
        from_time, until_time = _around(at)
    return booking.Wish(
        day=first,
        until_day=last or (date.max if first else None),
        from_time=from_time,
        until_time=until_time,
        weekdays=tuple(int(str(each)) for each in weekdays) if isinstance(weekdays, list) and not day else (),
        part=_PARTS.get(str(said.get("part"))) if at is None else None,
    )


def to_look_for(wish: JSON, day: date | None) -> list[booking.Wish]:
    """The wish as one or more: what was ruled out leaves the days and the hours around it.

    Of pairs, those that a `day` belongs to which was chosen since; all, where it belongs to none.
    """
    if of_pairs := pairs(wish):
        there = [each for each in of_pairs if day is None or _may_be_on(each, day)]
        return [look for each in there or of_pairs for look in to_look_for(each, day)]
    whole = to_book(wish, day)
    return [look for days in _days_left(whole, wish, day) for look in _hours_left(days, wish)]


def pairs(wish: JSON) -> list[JSON]:
    """The wishes of which any will do, where days have times of their own."""
    found = wish.get("pairs") if isinstance(wish, dict) else None
    return found if isinstance(found, list) else []


def _may_be_on(wish: JSON, day: date) -> bool:
    looks = to_look_for(wish, None)
    noon = datetime.combine(day, time(12), booking.BERLIN)
    return any(
        booking.fits(replace(each, from_time=None, until_time=None, part=None), noon) for each in looks
    )


def _days_left(whole: booking.Wish, wish: JSON, day: date | None) -> list[booking.Wish]:
    """The stretches of days around those that were ruled out; a day that was chosen since is itself."""
    left: list[booking.Wish] = []
    since = whole.day
    for begins, ends in [] if day else _days_ruled_out(wish):
        if since is None or (whole.until_day and begins > whole.until_day) or ends < since:
            continue
        if since < begins:
            left.append(replace(whole, day=since, until_day=begins - timedelta(days=1)))
        since = ends + timedelta(days=1)
    if since is None or whole.until_day is None or since <= whole.until_day:
        left.append(replace(whole, day=since))
    return left


def _hours_left(whole: booking.Wish, wish: JSON) -> list[booking.Wish]:
    left: list[booking.Wish] = []
    since = whole.from_time
    for begins, ends in _ruled_out(wish):
        if since is None or since < begins:
            until = min(begins, whole.until_time or begins)
            left.append(replace(whole, from_time=since, until_time=until))
        since = max(ends, since or ends)
    if since is None or whole.until_time is None or since < whole.until_time:
        left.append(replace(whole, from_time=since))
    return left


def _days_ruled_out(wish: JSON) -> list[tuple[date, date]]:
    stretches = wish.get("without") if isinstance(wish, dict) else None
    return sorted(
        (date.fromisoformat(str(each[0])), date.fromisoformat(str(each[1])))
        for each in (stretches if isinstance(stretches, list) else [])
        if isinstance(each, list)
    )


def _ruled_out(wish: JSON) -> list[tuple[time, time]]:
    ranges = wish.get("not") if isinstance(wish, dict) else None
    read = [
        (time.fromisoformat(str(each[0])), time.fromisoformat(str(each[1])))
        for each in (ranges if isinstance(ranges, list) else [])
        if isinstance(each, list)
    ]
    return sorted(read)


def nearest(offers: list[booking.Offer], wish: JSON) -> booking.Offer:
    """The offer that is nearest to the time that was named; the first, where none was."""
    at = _time(wish.get("at")) if isinstance(wish, dict) else None
    if at is None:
        return offers[0]
    return min(offers, key=lambda offer: abs(_minutes(_local(offer)) - _minutes(at)))


def is_narrow(wish: JSON) -> bool:
    """Whether it names one day: then one place is read back at once, instead of three to choose from."""
    return isinstance(wish, dict) and "first" in wish and wish["first"] == wish.get("last")


def one_day(wish: JSON) -> date | None:
    """The one day that it names."""
    return _day(wish.get("first")) if isinstance(wish, dict) and is_narrow(wish) else None


def either(wish: JSON) -> list[date]:
    """The days that may have been meant, where that is not clear."""
    days = wish.get("either") if isinstance(wish, dict) else None
    return [date.fromisoformat(str(day)) for day in days] if isinstance(days, list) else []


def _around(at: time) -> tuple[time, time]:
    moment = datetime.combine(date.min + timedelta(days=1), at)
    return (moment - AROUND).time(), (moment + AROUND).time()


def _local(offer: booking.Offer) -> time:
    return offer.start.astimezone(booking.BERLIN).time()


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _day(value: JSON) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _time(value: JSON) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) else None
