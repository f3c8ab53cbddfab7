"""The figures of a report, by the definitions in `routing.definitions`. Pure."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from math import ceil

from booking import BERLIN
from routing.definitions import WITHIN_S
from routing.reports.contact import Contact, ServedInMenu


class By(StrEnum):
    """What a line of the table stands for."""

    HALF_HOUR = "half_hour"
    LINE = "line"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts, and lengths in seconds (None where there is nothing to measure). Shares are from 0 to 1."""

    offered: int
    answered: int
    abandoned: int
    within: int
    abandoned_within: int
    wait_p50_s: float | None
    wait_p95_s: float | None
    handling_s: float | None
    settled: int
    said: int
    in_menu: int | None
    served_meanwhile: int = 0

    @property
    def service_level(self) -> float | None:
        return _share(self.within, self.answered + self.abandoned)

    @property
    def asterisk_second(self) -> float | None:
        return _share(self.within + self.abandoned_within, self.answered + self.abandoned)

    @property
    def settled_share(self) -> float | None:
        return _share(self.settled, self.said)

    @property
    def self_served(self) -> float | None:
        if self.in_menu is None:
            return None
        return _share(self.in_menu + self.served_meanwhile, self.in_menu + self.offered)


def figures(contacts: Sequence[Contact], in_menu: int | None = 0) -> Figures:
    """Of these contacts; `in_menu`: how many more the menu served, None where that cannot be told."""
    waits = sorted(each.wait_s for each in contacts if each.wait_s is not None)
    gave_up = [each.gave_up_s for each in contacts if each.gave_up_s is not None]
    handling = [each.handling_s for each in contacts if each.handling_s is not None]
    said = [each.settled for each in contacts if each.settled is not None]
    return Figures(
        offered=len(contacts),
        answered=len(waits),
        abandoned=len(gave_up),
        within=sum(wait <= WITHIN_S for wait in waits),
        abandoned_within=sum(wait <= WITHIN_S for wait in gave_up),
        wait_p50_s=percentile(waits, 50),
        wait_p95_s=percentile(waits, 95),
        handling_s=sum(handling) / len(handling) if handling else None,
        settled=sum(said),
        said=len(said),
        in_menu=in_menu,
        served_meanwhile=sum(each.served_meanwhile for each in contacts),
    )


def grouped(
    by: By, contacts: Iterable[Contact], in_menu: Iterable[ServedInMenu] = ()
) -> dict[Hashable, Figures]:
    """Figures for each half hour of the day (local to Berlin, as its beginning), line or topic, sorted.

    Which topic a call was about that the menu served, nobody asked: there its share is unknown.
    """
    of_contact, of_menu = _KEYS[by]
    found: dict[Hashable, list[Contact]] = defaultdict(list)
    for each in contacts:
        found[of_contact(each)].append(each)
    served = Counter(of_menu(each) for each in in_menu) if of_menu else None
    keys = found.keys() | (served.keys() if served else set())
    return {
        key: figures(found.get(key, []), served[key] if served is not None else None)
        for key in sorted(keys, key=str)
    }


def tally(contacts: Iterable[Contact], what: Callable[[Contact], Hashable]) -> Mapping[Hashable, int]:
    """How often each, the most frequent first; what is empty is not counted."""
    return dict(Counter(found for each in contacts if (found := what(each))).most_common())


def half_hour(at: datetime) -> time:
    """The half hour of the day in which this lies, local to Berlin, by its beginning."""
    local = at.astimezone(BERLIN)
    return time(local.hour, local.minute // 30 * 30)


def percentile(ordered: Sequence[float], share: int) -> float | None:
    """The nearest rank: the smallest value that at least `share` % of all do not exceed."""
    return ordered[max(0, ceil(len(ordered) * share / 100) - 1)] if ordered else None


_KEYS: Mapping[By, tuple[Callable[[Contact], Hashable], Callable[[ServedInMenu], Hashable] | None]] = {
    By.HALF_HOUR: (lambda each: half_hour(each.entered), lambda each: half_hour(each.began)),
    By.LINE: (lambda each: each.line, lambda each: each.line),
    By.TOPIC: (lambda each: each.service or each.topic, None),
}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
