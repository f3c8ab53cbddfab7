"""The page of experiments: what is tried on a share of a line's calls, and how it stands."""

from datetime import datetime, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ivr.editions.drafts import Draft, open_drafts
from ivr.editions.edition import EditionFaults
from ivr.editions.pages.room import Room, names
from ivr.editions.pages.written import moment
from ivr.editions.proving import prove_draft
from ivr.editions.verdicts import NotProved
from ivr.experiments import kept
from ivr.house import House
from ivr.web.words import t
from routing.guards import Role, requires

SHARES = (5, 10, 20, 30, 50)
DAYS = (7, 14, 28)


def experiments_blueprint(house: House) -> Blueprint:
    """At `/console/lines/<line>/experiments`, for operators."""
    blueprint = Blueprint("experiments", __name__, url_prefix="/console/lines", template_folder="templates")
    room = Room(house.sessions, house)
    blueprint.context_processor(lambda: {"moment": moment})

    @blueprint.get("/<line>/experiments")
    @requires(Role.OPERATOR)
    def experiments(line: str) -> str:
        room.require_line(line)
        with room.reading() as session:
            past = [(row, kept.standing(session, row)) for row in kept.experiments(session, line)]
            return render_template(
                "experiments/experiments.html",
                line=room.house.current(line).line,
                past=past,
                drafts=[each for each in open_drafts(session, line) if not room.faults(each)],
                free=kept.going_on(session, line) is None,
                shares=SHARES,
                days=DAYS,
                measures=kept.MEASURES,
                names=names(session),
            )

    @blueprint.post("/<line>/experiments")
    @requires(Role.OPERATOR)
    def begin(line: str) -> ResponseReturnValue:
        room.require_line(line)
        with room.reading() as session:
            draft = room.draft(session, line, request.form.get("draft", 0, int))
        try:
            prove_draft(room.house, draft)
            _begin(room, draft, room.now)
            flash(t("experiments.begun"), "success")
        except (NotProved, EditionFaults):
            flash(t("experiments.not_sound"), "danger")
        except kept.ExperimentGoesOn:
            flash(t("experiments.goes_on"), "warning")
        return redirect(url_for("experiments.experiments", line=line), 303)

    @blueprint.post("/<line>/experiments/<int:number>/end")
    @requires(Role.OPERATOR)
    def end(line: str, number: int) -> ResponseReturnValue:
        room.require_line(line)
        with room.writing() as session:
            row = kept.going_on(session, line)
            if row is not None and row.id == number:
                kept.end(session, number, why="by_hand", by=room.by, now=room.now)
                flash(t("experiments.ended"), "success")
        return redirect(url_for("experiments.experiments", line=line), 303)

    return blueprint


def _begin(room: Room, draft: Draft, now: datetime) -> None:
    share, days = request.form.get("share", 20, int), request.form.get("days", 14, int)
    measure = request.form.get("measure", "")
    with room.writing() as session:
        kept.begin(
            session,
            room.shipped,
            draft,
            share=share if share in SHARES else 20,
            measure=measure if measure in kept.MEASURES else kept.MEASURES[0],
            until=now + timedelta(days=days if days in DAYS else 14),
            by=room.by,
            now=now,
        )
