"""Reads the [[office]] tables of a data file: hours, desks, closures, and how far ahead one may book."""

from collections.abc import Iterator
from datetime import date, time
from itertools import combinations

from booking.example.city import DeskServices, OfficeData, Rules, YearlyClosure
from booking.example.table import Table
from booking.opening import SUBDIVISIONS, OpenDesk, Series
from booking.recurrence import ONE_DAY, every_week, monthly, weekly
from booking.values import Office, OfficeKind, Use

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
LEAP_YEAR = 2028  # has every day that a yearly closure may name
DAY_MINUTES = 24 * 60
WEEK_MINUTES = 7 * 24 * 60


def read_rules(table: Table, given: Rules | None = None) -> Rules:
    """From the top of the file; or an office's own, where what is `given` holds unless it says otherwise."""
    return Rules(
        subdivision=given.subdivision if given else table.one_of("subdivision", SUBDIVISIONS),
        lead_days=table.number("lead_days", 0, 365, given.lead_days if given else None),
        horizon_days=table.number("horizon_days", 1, 365, given.horizon_days if given else None),
        cut_off_minutes=table.number(
            "cut_off_minutes", 0, WEEK_MINUTES, given.cut_off_minutes if given else None
        ),
        **_return_window(table, given),
        extra_percent=table.number("extra_percent", 0, 100, given.extra_percent if given else 0),
    )


def _return_window(table: Table, given: Rules | None) -> dict[str, int]:
    least = table.number("return_after_min", 0, DAY_MINUTES, given.return_after_min if given else 0)
    most = table.number("return_after_max", 0, DAY_MINUTES, given.return_after_max if given else 0)
    if least > most:
        raise table.fault(
            f"`return_after_min` is {least}, more than `return_after_max`, which is {most}",
            "return_after_min",
        )
    return {"return_after_min": least, "return_after_max": most}


def read_office(table: Table, rules: Rules) -> OfficeData:
    """Raises DataFault."""
    desks = table.number("desks", 1, 99)
    data = OfficeData(
        office=Office(
            key=table.text("key"),
            kind=OfficeKind(table.one_of("kind", OfficeKind)),
            name=table.text("name"),
            former_names=table.texts("former_names"),
            address=table.get("address", str, "a text", ""),
            short=table.text("short"),
        ),
        rules=read_rules(table, rules),
        desks=desks,
        series=_all_series(table, desks),
        closures=tuple(_closure(one) for one in table.tables("yearly_closures", required=False)),
        near=table.texts("near"),
        desk_services=_desk_services(table, desks),
    )
    table.done()
    return data


def _all_series(table: Table, desks: int) -> tuple[Series, ...]:
    place_minutes = table.number("place_minutes", 5, 240)
    if place_minutes % 5:
        raise table.fault(f"`place_minutes` must be a multiple of 5, not {place_minutes}", "place_minutes")
    series = [(hours, one) for hours in table.tables("hours") for one in _series(hours, desks, place_minutes)]
    for (_, one), (later, other) in combinations(series, 2):
        both = sorted(every_week(one.rule) & every_week(other.rule))
        if both and _meet(one, other):
            raise later.fault(f"overlaps other hours on {WEEKDAYS[both[0]]}")
    given = table.tables("special_openings", required=False)
    special = [(opening, _special(opening, desks, place_minutes)) for opening in given]
    for (_, one), (later, other) in combinations(special, 2):
        if one.valid_from == other.valid_from and _meet(one, other):
            raise later.fault(f"overlaps another on {one.valid_from}")
    return tuple(one for _, one in (*series, *special))


def _meet(one: Series, other: Series) -> bool:
    return one.opens < other.closes and other.opens < one.closes


def _series(hours: Table, desks: int, place_minutes: int) -> Iterator[Series]:
    opens, closes = _times(hours, place_minutes)
    open_desks = _open_desks(hours, desks)
    every = hours.number("every_weeks", 1, 52, 1)
    nth = hours.number("week_of_month", -1, 5, 0)
    days = hours.text("days").split()
    hours.done()
    for day in days:
        if day not in WEEKDAYS:
            raise hours.fault(f"`days` has {day!r}; days are {' '.join(WEEKDAYS)}", "days")
        weekday = WEEKDAYS.index(day)
        rule = monthly(weekday, nth) if nth else weekly([weekday], every=every)
        yield Series(rule, opens, closes, place_minutes, open_desks)


def _special(opening: Table, desks: int, place_minutes: int) -> Series:
    """Of one day, in the place of all other hours; a holiday does not shut it."""
    opens, closes = _times(opening, place_minutes)
    open_desks, day = _open_desks(opening, desks), opening.day("day")
    opening.done()
    return Series(ONE_DAY, opens, closes, place_minutes, open_desks, day, day, special=True)


def _times(hours: Table, place_minutes: int) -> tuple[time, time]:
    opens, closes = hours.clock("from"), hours.clock("until")
    if opens >= closes:
        raise hours.fault(f"opens at {opens:%H:%M}, which is not before it closes at {closes:%H:%M}", "from")
    minutes = (closes.hour - opens.hour) * 60 + closes.minute - opens.minute
    if minutes < place_minutes:
        raise hours.fault(f"is open for {minutes} minutes, too few for a place of {place_minutes}", "until")
    return opens, closes


def _open_desks(hours: Table, desks: int) -> tuple[OpenDesk, ...]:
    """Those for all (without a word: every desk that is for nobody else), and those for one use only."""
    uses = {use: hours.whole_numbers(f"{use}_desks", []) for use in Use if use != Use.PUBLIC}
    special = {desk: use for use, named in uses.items() for desk in named}
    public = hours.whole_numbers("desks", [desk for desk in range(1, desks + 1) if desk not in special])
    for desk in (*public, *special):
        if not 1 <= desk <= desks:
            key = f"{special[desk]}_desks" if desk in special else "desks"
            raise hours.fault(f"there is no desk {desk}: the office has {desks}", key)
    if len(special) + len(public) != len({*public, *special}) or sum(map(len, uses.values())) != len(special):
        raise hours.fault("a desk is named twice")
    if not public and not special:
        raise hours.fault("no desk is open", "desks")
    return tuple(OpenDesk(desk, special.get(desk, Use.PUBLIC)) for desk in sorted({*public, *special}))


def _desk_services(table: Table, desks: int) -> tuple[DeskServices, ...]:
    """Whether the office has these services is seen when all are read."""
    found: list[DeskServices] = []
    for limited in table.tables("desk_services", required=False):
        numbers, services = limited.whole_numbers("desks", []), limited.texts("services")
        for key, given in (("desks", numbers), ("services", services)):
            if not given:
                raise limited.fault(f"`{key}` is missing", key)
        for desk in numbers:
            if not 1 <= desk <= desks:
                raise limited.fault(f"there is no desk {desk}: the office has {desks}", "desks")
        if set(numbers) & {desk for one in found for desk in one.desks} or len(set(numbers)) < len(numbers):
            raise limited.fault("a desk is named twice", "desks")
        limited.done()
        found.append(DeskServices(numbers, services))
    return tuple(found)


def _closure(table: Table) -> YearlyClosure:
    first, last = _month_and_day(table, "from"), _month_and_day(table, "until")
    if first > last:
        raise table.fault("`from` is after `until`: a closure over New Year is two closures", "from")
    closure = YearlyClosure(first, last, table.text("reason"))
    table.done()
    return closure


def _month_and_day(table: Table, key: str) -> tuple[int, int]:
    text = table.text(key)
    try:
        day = date.fromisoformat(f"{LEAP_YEAR}-{text}")
    except ValueError as fault:
        raise table.fault(f"`{key}` must be month-day such as 12-24, not {text!r}", key) from fault
    return day.month, day.day
