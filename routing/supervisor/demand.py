"""What the coming weeks need: expected calls and agents for each half hour, beside who is planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking import BERLIN
from routing.demand import (
    DEFAULT_SHRINKAGE,
    PROFILE_WEEKS,
    Calendar,
    Expectation,
    RotaFault,
    expect,
    history_of_line,
    needed,
    plan,
    planned,
    read_rota,
)
from routing.demand.rota import BEGIN_HEAD, DAY_HEAD, MOST, PLANNED_HEAD
from routing.desk.forms import BadInput, day
from routing.guards import Role, requires
from routing.lines import AnsweredLine
from routing.reports import Picture, as_csv, picture_of
from routing.supervisor.room import Room

MOST_SHRINKAGE = 60  # percent


@dataclass(frozen=True, slots=True)
class HalfHour:
    """`planned` is None while nobody has planned that half hour."""

    begins: time
    calls: float
    needed: int
    planned: int | None


@dataclass(frozen=True, slots=True)
class DayOfWeek:
    day: date
    expected: Expectation
    half_hours: Mapping[time, HalfHour]
    picture: Picture


@dataclass(frozen=True, slots=True)
class Week:
    line: AnsweredLine
    monday: date
    shrinkage: int  # percent
    handling_s: float
    days: tuple[DayOfWeek, ...]
    known: bool  # whether there are calls to draw anything from

    @property
    def times(self) -> list[time]:
        return sorted({at for each in self.days for at in each.half_hours})


def add_demand(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/demand")
    @requires(Role.SUPERVISOR)
    def demand() -> ResponseReturnValue:
        return render_template(
            "supervisor/demand.html",
            week=_week(room),
            lines=room.lines.values(),
            weeks=PROFILE_WEEKS,
            most=MOST,
            step=timedelta(weeks=1),
        )

    @blueprint.get("/demand.csv")
    @requires(Role.SUPERVISOR)
    def demand_file() -> Response:
        week = _week(room)
        rows = [
            (each.day.isoformat(), f"{half.begins:%H:%M}", half.calls, half.needed, half.planned)
            for each in week.days
            for half in each.half_hours.values()
        ]
        content = as_csv((DAY_HEAD, BEGIN_HEAD, "Erwartete Anrufe", "Gebraucht", PLANNED_HEAD), rows)
        headers = {"Content-Disposition": f'attachment; filename="bedarf-{week.monday}.csv"'}
        return Response(content, mimetype="text/csv", headers=headers)

    @blueprint.post("/demand/plan")
    @requires(Role.SUPERVISOR)
    def plan_week() -> ResponseReturnValue:
        line = _line(room, request.form.get("line")).key
        typed = {_moment(name): number for name, number in request.form.items() if "T" in name}
        try:
            rota = {at: int(number) for at, number in typed.items() if number.strip()}
        except ValueError:
            abort(400)
        if any(not 0 <= agents <= MOST for agents in rota.values()):
            abort(400)
        with room.writing() as session:
            plan(session, line, rota)
        flash("Der Plan ist gespeichert.", "success")
        return _back()

    @blueprint.post("/demand/file")
    @requires(Role.SUPERVISOR)
    def plan_from_file() -> ResponseReturnValue:
        line = _line(room, request.form.get("line")).key
        sent = request.files.get("file")
        try:
            rota = read_rota(sent.read() if sent is not None else b"")
            with room.writing() as session:
                plan(session, line, rota)
            flash(f"{len(rota)} halbe Stunden sind übernommen.", "success")
        except RotaFault as fault:
            flash(str(fault), "warning")
        return _back()


def _week(room: Room) -> Week:
    """The week that is asked for, else the coming one, of the line that is asked for, else the first."""
    line = _line(room, request.args.get("line"))
    today = room.clock().astimezone(BERLIN).date()
    monday = _monday(today)
    shrinkage = request.args.get("shrinkage", round(DEFAULT_SHRINKAGE * 100), int)
    shrinkage = min(max(shrinkage, 0), MOST_SHRINKAGE)
    calendar = Calendar(line.spans)
    with room.reading() as session:
        past, handling_s = history_of_line(session, line.key, calendar, today=today)
        rota = planned(session, line.key, monday, monday + timedelta(days=6))
    days = []
    for each in (monday + timedelta(days=n) for n in range(7)):
        expected = expect(each, past, calendar)
        halves = {
            at: HalfHour(
                at, calls, needed(calls, handling_s, shrinkage=shrinkage / 100), rota.get((each, at))
            )
            for at, calls in expected.calls.items()
        }
        bars = {f"{at:%H:%M}": (half.needed, half.planned or 0) for at, half in halves.items()}
        days.append(DayOfWeek(each, expected, halves, picture_of(bars)))
    return Week(line, monday, shrinkage, handling_s, tuple(days), known=any(past.values()))


def _monday(today: date) -> date:
    try:
        asked = day(request.args.get("week", ""))
    except BadInput:
        asked = None
    of = asked or today + timedelta(weeks=1)
    return of - timedelta(days=of.weekday())


def _line(room: Room, key: str | None) -> AnsweredLine:
    return room.lines.get(key or "") or next(iter(room.lines.values()))


def _moment(name: str) -> tuple[date, time]:
    """The field 2026-12-01T07:30. 400 for anything else."""
    try:
        at = datetime.fromisoformat(name)
    except ValueError:
        abort(400)
    if at.minute % 30:
        abort(400)
    return at.date(), at.time()


def _back() -> ResponseReturnValue:
    form = request.form
    return redirect(
        url_for(
            "supervisor.demand",
            line=form.get("line"),
            week=form.get("week"),
            shrinkage=form.get("shrinkage"),
        )
    )
