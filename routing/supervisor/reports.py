"""Reports: a span of days, by half hour, line or topic; as a table, a picture, a file."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

import booking
from booking import BERLIN
from routing.desk.forms import BadInput, day
from routing.guards import Role, requires
from routing.lines import line_name, reason_name, topic_name
from routing.reports import By, Contact, Figures, as_csv, contacts, figures, grouped, picture_of, tally
from routing.supervisor import words
from routing.supervisor.room import Room

REASONS = "reasons"
RESULTS, WHYS = "Ergebnisse", "Warum zu einem Menschen"
LONGEST = timedelta(days=92)
"""A quarter; longer spans are cut, so that a slip in a year does not read all there is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked for; both days are included."""

    first: date
    last: date
    line: str | None
    by: By

    @property
    def span(self) -> tuple[datetime, datetime]:
        return _midnight(self.first), _midnight(self.last + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Report:
    whole: Figures
    rows: Mapping[str, Figures]
    results: Mapping[str, int]
    whys: Mapping[str, int]


def add_reports(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/reports")
    @requires(Role.SUPERVISOR)
    def reports() -> ResponseReturnValue:
        asked = _asked(room)
        report = _report(room, asked)
        bars = {name: (each.offered, each.within) for name, each in report.rows.items()}
        return render_template(
            "supervisor/reports.html",
            asked=asked,
            report=report,
            picture=picture_of(bars) if asked.by is By.HALF_HOUR else None,
            columns=words.COLUMNS,
            lines=room.lines.values(),
            reasons=((RESULTS, report.results), (WHYS, report.whys)),
        )

    @blueprint.get("/reports.csv")
    @requires(Role.SUPERVISOR)
    def reports_file() -> Response:
        asked = _asked(room)
        report = _report(room, asked)
        if request.args.get("table") == REASONS:
            content = as_csv(("Was", "Bezeichnung", "Anzahl"), _reasons(report))
            return _file(content, f"gruende-{asked.first}-{asked.last}.csv")
        rows = [
            (name, *(getattr(each, column) for column in words.COLUMNS)) for name, each in report.rows.items()
        ]
        rows.append(("Zusammen", *(getattr(report.whole, column) for column in words.COLUMNS)))
        content = as_csv((words.BY[asked.by], *words.COLUMNS.values()), rows)
        return _file(content, f"bericht-{asked.first}-{asked.last}.csv")


def _reasons(report: Report) -> list[tuple[str, str, int]]:
    """What came of the calls, and why they came to a person: one table, for a file of its own."""
    both = ((RESULTS, report.results), (WHYS, report.whys))
    return [(what, name, count) for what, counts in both for name, count in counts.items()]


def _file(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv", headers=headers)


def _asked(room: Room) -> Asked:
    """The form's values; what cannot be read is today, all lines, half hours."""
    today = room.clock().astimezone(BERLIN).date()
    first = _day("first") or today
    last = min(max(_day("last") or first, first), first + LONGEST)
    line, by = request.args.get("line"), request.args.get("by", "")
    return Asked(first, last, line if line in room.lines else None, By(by) if by in set(By) else By.HALF_HOUR)


def _day(name: str) -> date | None:
    try:
        return day(request.args.get(name, ""))
    except BadInput:
        return None


def _report(room: Room, asked: Asked) -> Report:
    with room.reading() as session:
        found = contacts(session, *asked.span, line=asked.line)
        in_menu = [each for each in room.self_served(session, *asked.span) if asked.line in (None, each.line)]
        services = {each.key: each.name("de") for each in booking.services(session)}
    rows = grouped(asked.by, found, in_menu)
    return Report(
        whole=figures(found, len(in_menu)),
        rows={_name(room, asked.by, key, services): each for key, each in rows.items()},
        results=_named(found, room),
        whys={words.why(str(code)): count for code, count in tally(found, lambda each: each.why).items()},
    )


def _name(room: Room, by: By, key: Hashable, services: Mapping[str, str]) -> str:
    if isinstance(key, time):
        return f"{key:%H:%M}"
    if by is By.LINE:
        return line_name(room.lines, str(key))
    return services.get(str(key)) or topic_name(room.lines, str(key))


def _named(found: list[Contact], room: Room) -> dict[str, int]:
    """Results by what they are called; a code that two lines share is one if both call it the same."""
    names = tally(found, lambda each: reason_name(room.lines, each.line, each.result))
    return {str(name): count for name, count in names.items()}


def _midnight(on: date) -> datetime:
    return datetime.combine(on, time(), BERLIN)
