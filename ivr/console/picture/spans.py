"""Which days figures are wanted of, as the form of the pages says it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from booking import BERLIN, typed

SPANS = {"today": 1, "week": 7, "month": 30}  # days, today included
OWN = "own"
LONGEST = 400  # days


@dataclass(frozen=True, slots=True)
class Span:
    """Days of Berlin, both included; `name` is one of SPANS, or OWN."""

    name: str
    since: date
    until: date


def read_span(given: Mapping[str, str], now: datetime) -> Span:
    """`span`, or `from` and `until` as days; what makes no sense is taken as the last seven days."""
    today = now.astimezone(BERLIN).date()
    name = given.get("span", "")
    if name == OWN or (name not in SPANS and given.get("from")):
        since, until = typed.day(given.get("from", "")), typed.day(given.get("until", "")) or today
        if since is not None and since <= until and (until - since).days < LONGEST:
            return Span(OWN, since, until)
    name = name if name in SPANS else "week"
    return Span(name, today - timedelta(days=SPANS[name] - 1), today)
