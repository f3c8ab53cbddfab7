"""Which few of the free places to offer: not three neighbours, but a choice. Pure.

The earliest comes first. Each next is the earliest in another part of a day (or on another day), at an office
not yet named if that part has one; at most two on one day. Where the wish leaves no such place, those
that lie furthest apart fill up.
"""

from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import date, time

from booking.availability import Place
from booking.cells import cell_of_wall_time

NOON_FROM, AFTERNOON_FROM = time(11), time(14)
PER_DAY = 2


def apart(places: Iterable[Place], count: int) -> list[Place]:
    """Up to `count` places in different parts of days, by the rule above; fewer where there are none."""
    ordered = _in_order(places)
    chosen = ordered[: min(1, count)]
    while len(chosen) < count:
        found = _earliest_apart(ordered, chosen)
        if found is None:
            break
        chosen.append(found)
    return chosen


def spread(places: Iterable[Place], count: int) -> list[Place]:
    """`count` places (or all, where there are fewer) in order of time, as far apart as the wish allows."""
    ordered = _in_order(places)
    chosen = apart(ordered, count)
    left = [place for place in ordered if place not in chosen]
    while left and len(chosen) < count:
        furthest = max(left, key=lambda place: _distance(place, chosen))
        left.remove(furthest)
        chosen.append(furthest)
    return sorted(chosen)


def _in_order(places: Iterable[Place]) -> list[Place]:
    """By time; of several desks at one office and time, which are all the same to a citizen, the first."""
    unique: dict[tuple[int, str], Place] = {}
    for place in sorted(places):
        unique.setdefault((place.start, place.office), place)
    return list(unique.values())


def _earliest_apart(ordered: Sequence[Place], chosen: Sequence[Place]) -> Place | None:
    parts = {_part(place) for place in chosen}
    days = [place.day for place in chosen]
    fresh = (place for place in ordered if _part(place) not in parts and days.count(place.day) < PER_DAY)
    first = next(fresh, None)
    if first is None:
        return None
    offices = {place.office for place in chosen}
    rivals = (place for place in fresh if _part(place) == _part(first))
    if first.office not in offices:
        return first
    return next((place for place in rivals if place.office not in offices), first)


def _distance(place: Place, chosen: Sequence[Place]) -> tuple[int, bool]:
    nearest = min((abs(place.start - other.start) for other in chosen), default=0)
    return nearest, all(place.office != other.office for other in chosen)


def parts_of_day(day: date) -> tuple[int, int]:
    """The cells at which "around noon" and "afternoon" of `day` begin; before them it is morning."""
    return cell_of_wall_time(day, NOON_FROM), cell_of_wall_time(day, AFTERNOON_FROM)


def _part(place: Place) -> tuple[date, int]:
    return place.day, bisect(parts_of_day(place.day), place.start)
