"""All lines, and one line: what it has now, its drafts, what was published when; compared, and taken back."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ivr.editions.announcing import Announced, announcements
from ivr.editions.bundles import pack
from ivr.editions.comparing import compare
from ivr.editions.drafts import Draft, begin_draft, edition_files, files_of, open_drafts, save_draft
from ivr.editions.edition import Edition, EditionFaults
from ivr.editions.music import sounds_for
from ivr.editions.pages.called import called
from ivr.editions.pages.room import Room, names, numbers
from ivr.editions.pages.written import told
from ivr.editions.publishing import (
    LinePublished,
    NothingToTakeBack,
    Publication,
    can_take_back,
    history,
    take_back,
)
from ivr.web.words import t
from routing.guards import Role, requires

SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Card:
    """A line at a glance; `published` is None where nothing ever was, `number` where it has what ships."""

    edition: Edition
    published: Publication | None
    number: int | None
    drafts: list[tuple[Draft, int]]  # with the number of their faults
    announced: list[Announced]
    unreadable: bool


def add_line(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/")
    @requires(Role.OPERATOR)
    def overview() -> str:
        with room.reading() as session:
            cards = [card_of(room, session, key) for key in room.shipped.editions]
            return render_template("editions/overview.html", cards=cards, names=names(session), now=room.now)

    @blueprint.get("/lines/<line>/")
    @requires(Role.OPERATOR)
    def line_page(line: str) -> str:
        room.require_line(line)
        with room.reading() as session:
            past = history(session, line)
            return render_template(
                "editions/line.html",
                card=card_of(room, session, line),
                past=past,
                numbers=numbers(past),
                can_take_back=can_take_back(past),
                names=names(session),
                now=room.now,
            )

    @blueprint.post("/lines/<line>/drafts")
    @requires(Role.OPERATOR)
    def begin(line: str) -> ResponseReturnValue:
        """With what the line has, or with an `edition` that it had."""
        room.require_line(line)
        name = request.form.get("name", "").strip() or t("editions.unnamed")
        edition = request.form.get("edition")
        with room.writing() as session:
            files = None if edition is None else _files(room, session, line, _asked(edition))
            draft = begin_draft(session, room.shipped, line, name=name, by=room.by, now=room.now)
            if files is not None and files != draft.files:
                save_draft(session, draft.id, files, seen=draft.edition, by=room.by, now=room.now)
        return redirect(url_for("editions.draft_page", line=line, draft=draft.id), 303)

    @blueprint.post("/lines/<line>/take-back")
    @requires(Role.OPERATOR)
    def take_line_back(line: str) -> ResponseReturnValue:
        room.require_line(line)
        seen, reason = request.form.get("n", 0, int), request.form.get("reason", "")
        try:
            with room.writing() as session:
                take_back(session, room.shipped, line, seen=seen, by=room.by, reason=reason, now=room.now)
            flash(t("editions.taken_back"), "success")
        except (LinePublished, NothingToTakeBack):
            flash(t("editions.not_taken_back"), "warning")
        except EditionFaults:
            flash(t("editions.before_unreadable"), "danger")
        return redirect(url_for("editions.line_page", line=line), 303)

    @blueprint.get("/lines/<line>/differences")
    @requires(Role.OPERATOR)
    def compare_page(line: str) -> str:
        room.require_line(line)
        sides = _asked(request.args.get("before")), _asked(request.args.get("after"))
        with room.reading() as session:
            before, after = (_files(room, session, line, side) for side in sides)
            past = history(session, line)
        return render_template(
            "editions/compare.html",
            line=room.house.current(line).line,
            sides=sides,
            numbers=numbers(past),
            changes=compare(before, after, room.shipped.prompts),
            called=called(room, line, after, before),
        )

    @blueprint.get("/lines/<line>/editions/<edition>.zip")
    @requires(Role.OPERATOR)
    def download(line: str, edition: str) -> Response:
        room.require_line(line)
        with room.reading() as session:
            files = _files(room, session, line, _asked(edition))
            sounds = sounds_for(session, line, files)
        headers = {"Content-Disposition": f'attachment; filename="{line}-{edition}.zip"'}
        return Response(pack(files, sounds), mimetype="application/zip", headers=headers)


def card_of(room: Room, session: Session, line: str) -> Card:
    past = history(session, line)
    return Card(
        edition=room.house.current(line),
        published=past[0] if past else None,
        number=numbers(past).get(past[0].edition) if past else None,
        drafts=[(draft, len(told(room.faults(draft)))) for draft in open_drafts(session, line)],
        announced=announcements(session, line, now=room.now),
        unreadable=line in room.house.editions.unreadable,
    )


def _asked(side: str | None) -> int | None:
    """An edition's id, or what ships."""
    if side is None or (side != SHIPPED and not side.isdecimal()):
        abort(404)
    return None if side == SHIPPED else int(side)


def _files(room: Room, session: Session, line: str, edition: int | None) -> dict[str, str]:
    if edition is not None and not edition_files(session, edition, line):
        abort(404)
    return dict(files_of(session, room.shipped, line, edition))
