"""The pages of replays, and of the proof of a draft."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.numbers import format_decimal
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ivr.console.naming import action_named
from ivr.editions import EditionFaults
from ivr.editions.drafts import files_of, open_drafts
from ivr.editions.pages.called import called
from ivr.editions.pages.room import Room, names
from ivr.editions.pages.written import moment
from ivr.editions.proving import prove_apart
from ivr.house import House
from ivr.lines import BERLIN
from ivr.log import masked
from ivr.replay import kept
from ivr.replay.compare import Compared
from ivr.replay.tables import ReplayRow
from ivr.replay.verdict import CHANGES, RESULTS
from ivr.web.words import language, language_name, t
from routing import audit
from routing.guards import Role, requires

PAGE = 50
A_WEEK = timedelta(days=7)
MOST_DAYS = 35


@dataclass(frozen=True, slots=True)
class Side:
    """One turn of a call, on one side of the page. Numbers are masked."""

    heard: str
    kind: str
    said: tuple[str, ...]
    steps: tuple[str, ...]
    how: str = ""
    assumed: tuple[str, ...] = ()
    fault: str = ""


def replay_blueprint(house: House) -> Blueprint:
    """At `/console/lines/<line>/`, for operators."""
    blueprint = Blueprint("replay", __name__, url_prefix="/console/lines", template_folder="templates")
    room = Room(house.sessions, house)
    blueprint.context_processor(lambda: {"moment": moment, "number": _number})
    _add_proof(blueprint, room)
    _add_replays(blueprint, room)
    _add_calls(blueprint, room)
    return blueprint


def _add_proof(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/<line>/drafts/<int:draft>/proof")
    @requires(Role.OPERATOR)
    def proof_of_draft(line: str, draft: int) -> str:
        with room.reading() as session:
            found = room.draft(session, line, draft)
        back = (url_for("editions.draft_page", line=line, draft=draft), found.name)
        return _proof(room, line, dict(found.files), back)

    @blueprint.get("/<line>/proof")
    @requires(Role.OPERATOR)
    def proof(line: str) -> str:
        room.require_line(line)
        with room.reading() as session:
            files = dict(files_of(session, room.shipped, line, room.house.current(line).id))
        return _proof(room, line, files, None)


def _proof(room: Room, line: str, files: dict[str, str], back: tuple[str, str] | None) -> str:
    """At first a page that says so, since it takes some seconds; that asks for the result by itself."""
    given = {"line": room.house.current(line).line, "back": back}
    if "result" not in request.args:
        return render_template("replay/proof.html", proof=None, faults=0, waits=True, **given)
    try:
        proof, faults = prove_apart(files, line, room.house.settings.lines_file), 0
    except EditionFaults as found:
        proof, faults = None, len(found.faults)
    call = called(room, line, files)
    return render_template(
        "replay/proof.html",
        proof=proof,
        faults=faults,
        waits=False,
        called=call,
        told=lambda found: {name: _told(name, each, call) for name, each in found.detail.items()},
        **given,
    )


def _told(name: str, detail: str | int, call: Callable[[str, str], str]) -> str | int:
    """What a finding tells, as it is called on the pages."""
    match name:
        case "prompt":
            return call("prompts", str(detail))
        case "language":
            return language_name(str(detail))
        case "action":
            return action_named(str(detail), language())
        case "steps":
            return ", ".join(call("menu", each) for each in str(detail).split(", "))
        case _:
            return detail


def _add_replays(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/<line>/replays")
    @requires(Role.OPERATOR)
    def replays(line: str) -> str:
        room.require_line(line)
        with room.reading() as session:
            past = [(row, kept.left_to_do(session, row.id)) for row in kept.replays(session, line)]
            drafts = [each for each in open_drafts(session, line) if not room.faults(each)]
            return render_template(
                "replay/replays.html",
                line=room.house.current(line).line,
                past=past,
                drafts=drafts,
                chosen=request.args.get("draft", ""),
                week=_last_week(room.now),
                names=names(session),
            )

    @blueprint.get("/<line>/drafts/<int:draft>/replays")
    @requires(Role.OPERATOR)
    def replays_of_draft(line: str, draft: int) -> ResponseReturnValue:
        with room.reading() as session:
            found = room.draft(session, line, draft)
        return redirect(url_for("replay.replays", line=line, draft=found.id), 303)

    @blueprint.post("/<line>/replays")
    @requires(Role.OPERATOR)
    def ask(line: str) -> ResponseReturnValue:
        room.require_line(line)
        span = _span(request.form.get("since", ""), request.form.get("until", ""))
        if span is None:
            flash(t("replay.bad_span", days=MOST_DAYS), "warning")
            return redirect(url_for("replay.replays", line=line), 303)
        with room.writing() as session:
            edition, name = _version(room, session, line, request.form.get("draft", ""))
            number = kept.ask(
                session,
                line,
                edition,
                name=name,
                since=span[0],
                until=span[1],
                by=room.by,
                now=room.now,
            )
        return redirect(url_for("replay.replay_page", line=line, number=number), 303)

    @blueprint.get("/<line>/replays/<int:number>")
    @requires(Role.OPERATOR)
    def replay_page(line: str, number: int) -> str:
        with room.reading() as session:
            row = _require(room, session, line, number)
            report = kept.report(session, number)
            there = [each for each in CHANGES if report.changes.get(each)]
            asked = request.args.get("change", "")
            chosen = asked if asked in CHANGES else next(iter(there), CHANGES[0])
            page = max(1, request.args.get("page", 1, int))
            calls, more = kept.calls_of(session, number, chosen, page=page, size=PAGE)
            return render_template(
                "replay/replay.html",
                line=room.house.current(line).line,
                row=row,
                report=report,
                calls=calls,
                more=more,
                page=page,
                chosen=chosen,
                changes=CHANGES,
                results=RESULTS,
                names=names(session),
                last_day=row.until - timedelta(seconds=1),
            )


def _add_calls(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/<line>/replays/<int:number>/calls/<sid>")
    @requires(Role.OPERATOR)
    def call_page(line: str, number: int, sid: str) -> str:
        """The call once more, which comes to the same; looking at it is noted."""
        with room.reading() as session:
            row = _require(room, session, line, number)
            edition = row.edition_id
            if not kept.holds_call(session, number, sid):
                abort(404)
        found = kept.play_all(room.house, line, edition, [sid]).get(sid)
        with room.writing() as session:
            details = {"call": sid, "replay": number}
            audit.note(session, by=room.by, what="call.replay_seen", details=details, now=room.now)
        compared = found if isinstance(found, Compared) else None
        return render_template(
            "replay/call.html",
            line=room.house.current(line).line,
            row=row,
            sid=sid,
            found=compared,
            left_out=found if isinstance(found, str) else None,
            before=_before(compared) if compared else [],
            after=_after(compared) if compared else [],
        )


def _number(value: float | None) -> str:
    return "–" if value is None else format_decimal(value, locale=language())


def _before(found: Compared) -> list[Side]:
    return [
        Side(
            masked(turn.heard.text),
            turn.heard.kind,
            tuple(masked(each) for each in turn.said),
            turn.steps,
        )
        for turn in found.original.turns
    ]


def _after(found: Compared) -> list[Side]:
    return [
        Side(
            masked(turn.heard.text),
            turn.heard.kind,
            tuple(masked(each) for each in turn.said),
            turn.steps,
            turn.how,
            turn.assumed,
            masked(turn.fault),
        )
        for turn in found.course.turns
    ]


def _require(room: Room, session: Session, line: str, number: int) -> ReplayRow:
    room.require_line(line)
    row = kept.replay(session, line, number)
    if row is None:
        abort(404)
    return row


def _version(room: Room, session: Session, line: str, asked: str) -> tuple[int | None, str]:
    """The edition to replay against, and how it is called: a draft, or what the line has now."""
    if not asked:
        return room.house.current(line).id, t("replay.current")
    draft = room.draft(session, line, int(asked) if asked.isdecimal() else 0)
    if room.faults(draft):
        abort(409)
    return draft.edition, draft.name


def _last_week(now: datetime) -> tuple[date, date]:
    today = now.astimezone(BERLIN).date()
    return today - A_WEEK, today


def _span(since: str, until: str) -> tuple[datetime, datetime] | None:
    """From the beginning of one day of Berlin to the end of another."""
    try:
        first, last = date.fromisoformat(since), date.fromisoformat(until)
    except ValueError:
        return None
    if not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
        return None
    days = first, last + timedelta(days=1)
    begins, ends = (datetime.combine(day, time(), BERLIN) for day in days)
    return begins, ends
