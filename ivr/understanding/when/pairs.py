"""Days that have times of their own: "Montag um zehn oder Dienstag um zwei", "nur Mittwoch früh nicht".

Each pair is one way in which a wish may be met, as items that stand together.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from ivr.understanding.when.clauses import Days, Item, Parts, Times
from ivr.understanding.when.pieces import Weekday

Group: TypeAlias = list[Item]


def pairs_of(items: Sequence[Item]) -> tuple[Sequence[Item], list[Group]]:
    """The items of the whole, and those of each pair; no pairs where one time holds for all days."""
    at = _refused_pair(items)
    if at is not None:
        return _without_hours_of_a_day(items, at)
    groups = _filled(_groups(items))
    times = [tuple(one for one in group if not isinstance(one, Days)) for group in groups]
    if len(groups) < 2 or all(each == times[0] for each in times):
        return items, []
    return items, groups


def _groups(items: Sequence[Item]) -> list[Group]:
    """What was said between one "oder" and the next; what is refused holds for all of them."""
    groups: list[Group] = [[]]
    for item in items:
        if item.joined and not item.refused and groups[-1]:
            groups.append([])
        if not item.refused:
            groups[-1].append(replace(item, joined=False))
    refused = [item for item in items if item.refused]
    return [[*group, *refused] for group in groups] if all(groups) else []


def _filled(groups: list[Group]) -> list[Group]:
    """Each group with what it leaves to its neighbour: "vormittags oder abends am Dienstag"."""
    beside = [([*reversed(groups[:at])], groups[at + 1 :]) for at in range(len(groups))]
    return [
        [
            *group,
            *_lent(group, [*before, *after], days=True),
            *_lent(group, [*before, *filter(_holds_for_all, after)], days=False),
        ]
        for group, (before, after) in zip(groups, beside, strict=True)
    ]


def _holds_for_all(group: Group) -> bool:
    """Of "Montag oder Dienstag um zehn" only the Tuesday has a time; "ab zehn" holds for both."""
    days = any(isinstance(one, Days) for one in group)
    exact = (
        isinstance(one, Times) and one.to is None and one.bound in {None, "at", "around"} for one in group
    )
    return not (days and any(exact))


def _lent(group: Group, others: Sequence[Group], *, days: bool) -> Group:
    """The days, or the times, of the nearest other group, where this one has none."""
    if any(isinstance(one, Days) is days and not one.refused for one in group):
        return []
    found = ([one for one in other if isinstance(one, Days) is days and not one.refused] for other in others)
    return next(filter(None, found), [])


def _refused_pair(items: Sequence[Item]) -> int | None:
    """Where a day and a time of day were refused together: "nicht Mittwoch vormittags"."""
    for at in range(len(items) - 1):
        one, next_one = items[at : at + 2]
        together = one.refused and next_one.refused and not next_one.joined
        if together and isinstance(one, Days) and not isinstance(next_one, Days):
            return at
    return None


def _without_hours_of_a_day(items: Sequence[Item], at: int) -> tuple[Sequence[Item], list[Group]]:
    """All but that day, or that day at its other hours."""
    day, hours = items[at : at + 2]
    rest = [*items[:at], *items[at + 2 :]]
    if not isinstance(day, Days) or not isinstance(hours, Times | Parts):
        return items, []
    wanted = tuple(replace(one, which="each") if isinstance(one, Weekday) else one for one in day.said)
    others = [one for one in rest if not isinstance(one, Days)]
    span = [one for one in rest if isinstance(one, Days)]
    that_day = [*span, replace(day, said=wanted, refused=False, joined=False), *others, hours]
    return rest, [[*rest, day], that_day]
