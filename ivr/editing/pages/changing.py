"""What is sent from the forms: the deed is done, and the draft saved, unless others were faster."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

import booking
from booking.errors import UnknownService
from booking.values import LANGUAGE
from ivr.editing.deeds import DEEDS, Done
from ivr.editing.deeds.about_line import LINE_DEEDS
from ivr.editing.deeds.about_lists import LIST_DEEDS
from ivr.editing.deeds.about_music import MUSIC_DEEDS
from ivr.editing.opened import Opened
from ivr.editing.pages.conflicts import base_of, is_dropped, show_conflict, states
from ivr.editing.pages.room import BELOW, Room
from ivr.editing.pages.views import show_line, show_step, show_steps
from ivr.editing.refused import EditRefused
from ivr.editions.drafts import Draft, DraftChanged, DraftEnded, edition_files, save_draft
from ivr.recordings import music_of
from ivr.web.words import t
from routing import audit
from routing.guards import Role, requires


def add_changing(blueprint: Blueprint, room: Room) -> None:
    @blueprint.post(f"{BELOW}/steps/<step>/<deed>")
    @requires(Role.OPERATOR)
    def change_step(line: str, draft: int, step: str, deed: str) -> ResponseReturnValue:
        return _do(room, line, draft, step, deed)

    @blueprint.post(f"{BELOW}/change/<deed>")
    @requires(Role.OPERATOR)
    def change(line: str, draft: int, deed: str) -> ResponseReturnValue:
        """What is about no step that is there: a new one, and the whole line."""
        return _do(room, line, draft, "", deed)


def _do(room: Room, line: str, draft: int, step: str, deed: str) -> ResponseReturnValue:
    if deed not in DEEDS:
        abort(404)
    try:
        with room.writing() as session:
            found = room.draft(session, line, draft)
            before = _as_seen(session, room, found)
            done = DEEDS[deed](before, step, _filled(session, line, request.form, before.languages))
            seen = room.seen
            for files in states(session, room, before.files, done.draft.files):
                seen = save_draft(session, draft, files, seen=seen, by=room.by, now=room.now).edition
            told = {"line": line, "draft": draft, "step": step, "deed": deed}
            audit.note(session, by=room.by, what="draft.changed", details=told, now=room.now)
    except EditRefused as refused:
        return _show_again(room, line, draft, step, deed, refused)
    except DraftEnded:
        flash(t("editing.ended"), "warning")
        return redirect(url_for("editing.steps_page", line=line, draft=draft), 303)
    except DraftChanged as changed:
        return show_conflict(room, changed, step)
    flash(t("editing.conflict.dropped" if is_dropped() else "editing.saved"), "success")
    return redirect(_next(line, draft, deed, done), 303)


def _as_seen(session: Session, room: Room, draft: Draft) -> Opened:
    """What the form was made from, so that an edit is refused or done as its author has seen it."""
    opened = room.opened(draft)
    if draft.edition == base_of(room):
        return opened
    return replace(opened, files=edition_files(session, base_of(room), draft.line) or draft.files)


def _filled(
    session: Session, line: str, form: MultiDict[str, str], languages: Iterable[str]
) -> MultiDict[str, str]:
    """A form with what the house knows of the service or the piece of music that it names."""
    if "service" in form:
        return _with_service(session, form, languages)
    if "file" in form:
        return _with_piece(session, line, form)
    return form


def _with_piece(session: Session, line: str, form: MultiDict[str, str]) -> MultiDict[str, str]:
    filled = MultiDict(form)
    for piece in music_of(session, line):
        if piece.file == form["file"]:
            filled["title"], filled["seconds"] = piece.title, str(piece.seconds)
    return filled


def _with_service(
    session: Session, form: MultiDict[str, str], languages: Iterable[str]
) -> MultiDict[str, str]:
    """With its kind, and with what it is called in every language."""
    try:
        service = booking.service(session, form["service"])
    except UnknownService:
        raise EditRefused("no_such_service", form["service"]) from None
    filled = MultiDict(form)
    filled["kind"] = service.kind.value
    for language in languages:
        named = [service.name(language), *(service.synonyms if language.startswith(LANGUAGE) else ())]
        filled[f"words.{language}"] = "\n".join(named)
    return filled


def _next(line: str, draft: int, deed: str, done: Done) -> str:
    if done.step:
        return url_for("editing.step_page", line=line, draft=draft, step=done.step, _anchor=deed)
    page = "editing.line_page" if deed in OF_THE_LINE else "editing.steps_page"
    return url_for(page, line=line, draft=draft, _anchor=PLACES.get(deed.partition("-")[0], deed))


def _show_again(
    room: Room, line: str, draft: int, step: str, deed: str, refused: EditRefused
) -> ResponseReturnValue:
    """The page with what was typed, and why it was refused."""
    with room.reading() as session:
        found = room.draft(session, line, draft)
        told = {"refused": refused, "typed": request.form, "deed": deed}
        if deed in OF_THE_LINE:
            return show_line(room, session, found, **told), 422
        if step and step in room.opened(found).steps:
            return show_step(room, session, found, step, **told), 422
        return show_steps(room, found, **told), 422


OF_THE_LINE = {*LINE_DEEDS, *LIST_DEEDS, *MUSIC_DEEDS}
PLACES = {"language": "voice", "music": "music"}
