"""Weekdays and rhythm in a form, and the rule of days that stands for them: there and back."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from booking.recurrence import WEEKDAYS, weekly

RHYTHMS = {
    "1": "jede Woche",
    "2": "alle 2 Wochen",
    "3": "alle 3 Wochen",
    "4": "alle 4 Wochen",
    "m1": "im Monat das erste Mal",
    "m2": "im Monat das zweite Mal",
    "m3": "im Monat das dritte Mal",
    "m4": "im Monat das vierte Mal",
    "m-1": "im Monat das letzte Mal",
}
OWN = "own"
NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

_WEEKLY = re.compile(r"FREQ=WEEKLY;(?:INTERVAL=(\d+);)?BYDAY=((?:[A-Z]{2},?)+)")
_MONTHLY = re.compile(r"FREQ=MONTHLY;BYDAY=((?:-?\d[A-Z]{2},?)+)")


@dataclass(frozen=True, slots=True)
class Days:
    """`weekdays` (0 is Monday) and a key of RHYTHMS; OWN for a rule that the form cannot say."""

    weekdays: tuple[int, ...]
    rhythm: str


def rule_of(days: Days) -> str:
    """Empty where no weekday is chosen or the rhythm is unknown: the book refuses it."""
    if not days.weekdays or days.rhythm not in RHYTHMS:
        return ""
    if days.rhythm.startswith("m"):
        return "FREQ=MONTHLY;BYDAY=" + ",".join(f"{days.rhythm[1:]}{WEEKDAYS[day]}" for day in days.weekdays)
    return weekly(days.weekdays, every=int(days.rhythm))


def days_of(rule: str) -> Days:
    """What the form shows for a rule."""
    if (found := _WEEKLY.fullmatch(rule)) and (found[1] or "1") in RHYTHMS:
        return Days(_weekdays(found[2].split(",")), found[1] or "1")
    if found := _MONTHLY.fullmatch(rule):
        each = found[1].split(",")
        (rhythm, *further) = {f"m{one[:-2]}" for one in each}
        if not further and rhythm in RHYTHMS:
            return Days(_weekdays(one[-2:] for one in each), rhythm)
    return Days((), OWN)


def said(rule: str) -> str:
    """Mo, Di: jede Woche; for a rule of the office's own making the rule itself."""
    days = days_of(rule)
    if days.rhythm == OWN:
        return rule
    return f"{', '.join(NAMES[day][:2] for day in days.weekdays)}: {RHYTHMS[days.rhythm]}"


def _weekdays(codes: Iterable[str]) -> tuple[int, ...]:
    return tuple(sorted({WEEKDAYS.index(code) for code in codes}))
