"""Pieces of waiting music: given to the line, heard, taken away. Which are played, the draft says."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from ivr.editing.pages.room import BELOW, Room
from ivr.recordings import Unusable, delete_music, keep_music
from ivr.web.words import t
from routing.guards import Role, requires

TITLE_AT_MOST = 80


def add_music(blueprint: Blueprint, room: Room) -> None:
    @blueprint.post(f"{BELOW}/music")
    @requires(Role.OPERATOR)
    def upload_music(line: str, draft: int) -> ResponseReturnValue:
        """A file, looked at as recordings are. Nobody hears it before a draft that plays it is published."""
        title, file = request.form.get("title", "").strip(), request.files.get("sound")
        content = file.read() if file is not None else b""
        try:
            with room.writing() as session:
                room.draft(session, line, draft)
                if title and len(title) <= TITLE_AT_MOST:
                    keep_music(session, line, title, content, by=room.by, now=room.now)
        except Unusable as fault:
            flash(t(f"recordings.fault.{fault.code}", **fault.values), "danger")
        else:
            flash(
                t("editing.music.kept" if title else "editing.music.no_title"),
                "success" if title else "warning",
            )
        return _back(line, draft)

    @blueprint.post(f"{BELOW}/music/<file>/delete")
    @requires(Role.OPERATOR)
    def delete_piece(line: str, draft: int, file: str) -> ResponseReturnValue:
        """At once, as when there is no right to play it; not while callers hear it."""
        playing = (
            [each.file for each in room.house.current(line).line.music] if line in room.house.lines else []
        )
        with room.writing() as session:
            room.draft(session, line, draft)
            if file in playing:
                flash(t("editing.music.playing"), "warning")
            elif delete_music(session, line, file, by=room.by, now=room.now):
                flash(t("editing.music.deleted"), "success")
        return _back(line, draft)


def _back(line: str, draft: int) -> ResponseReturnValue:
    return redirect(url_for("editing.line_page", line=line, draft=draft, _anchor="music"), 303)
