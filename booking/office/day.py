"""The day's list: on the screen, on paper, and as a file for a spreadsheet."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.catalogue import closures, office, services
from booking.day_list import Entry, day_list
from booking.office.day_file import as_csv
from booking.office.house import House
from booking.opening import local_day
from booking.values import LANGUAGE, Appointment, Closure, State

NOTED = {State.ARRIVED, State.DONE, State.MISSED}


@dataclass(frozen=True, slots=True)
class Day:
    """What the list of one day shows. `names` are those of all services, by key."""

    on: date
    today: date
    entries: tuple[Entry, ...]
    counts: Mapping[State, int]
    with_cancelled: bool
    names: Mapping[str, str]
    shut: tuple[Closure, ...]
    now: datetime

    @property
    def before(self) -> date:
        return self.on - timedelta(days=1)

    @property
    def after(self) -> date:
        return self.on + timedelta(days=1)

    def can_move(self, it: Appointment) -> bool:
        return it.state is State.CONFIRMED and it.start > self.now

    def verbs(self, it: Appointment) -> tuple[str, ...]:
        """What can be noted of it now; the book has the last word."""
        if self.on > self.today:
            return ()
        if it.state is State.CONFIRMED:
            return ("arrive", "finish", "miss") if it.start <= self.now else ("arrive", "finish")
        back = ("undo",) if local_day(it.changed_at) == self.today else ()
        further = {State.ARRIVED: ("finish",), State.MISSED: ("arrive",)}
        return further.get(it.state, ()) + (back if it.state in NOTED else ())


def add_day(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/day")
    @house.guard
    def day_page(key: str) -> ResponseReturnValue:
        with house.reading() as session:
            day = _day(session, key, house.clock())
            if "HX-Request" in request.headers:
                return render_template("office/day_rows.html", office=office(session, key), day=day)
            return house.show(session, "day.html", key, day=day)

    @blueprint.get("/<key>/day.csv")
    @house.guard
    def day_file(key: str) -> ResponseReturnValue:
        with house.reading() as session:
            day = _day(session, key, house.clock())
        file = Response(as_csv(day.entries, day.names), mimetype="text/csv")
        file.headers["Content-Disposition"] = f'attachment; filename="{key}-{day.on.isoformat()}.csv"'
        return file


def _day(session: Session, key: str, now: datetime) -> Day:
    """Of the day in the address; of today where there is none that can be read."""
    today = local_day(now)
    try:
        wanted = date.fromisoformat(request.args.get("date", ""))
    except ValueError:
        wanted = today
    wanted = min(max(wanted, date(2000, 1, 1)), date(2200, 1, 1))  # further away lie the ends of the calendar
    entries, with_cancelled = day_list(session, key, wanted), "cancelled" in request.args
    return Day(
        on=wanted,
        today=today,
        entries=tuple(each for each in entries if with_cancelled or each.expected),
        counts=Counter(each.appointment.state for each in entries),
        with_cancelled=with_cancelled,
        names={each.key: each.name(LANGUAGE) for each in services(session)},
        now=now,
        shut=tuple(closures(session, key, wanted, 1)),
    )
