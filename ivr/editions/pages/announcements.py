"""Announcing something to all callers: typed, looked at, confirmed; and ended before its time."""

from datetime import datetime, time, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking import typed
from ivr.editions.announcing import AnnouncementFault, announce, check_announcement, end_announcement
from ivr.editions.pages.room import Room
from ivr.lines import BERLIN
from ivr.web.words import language_name, t
from routing.guards import Role, requires

FOR_MINUTES = (30, 60, 120, 240, 480)
TODAY = "today"


def add_announcements(blueprint: Blueprint, room: Room) -> None:
    @blueprint.post("/lines/<line>/announcements/look")
    @requires(Role.OPERATOR)
    def look(line: str) -> ResponseReturnValue:
        """What was typed, once more before it is said."""
        room.require_line(line)
        edition = room.house.current(line)
        texts, begins, ends = _typed(room.now)
        try:
            said = check_announcement(edition.line, texts, begins=begins, ends=ends, now=room.now)
        except AnnouncementFault as fault:
            flash(t(f"announcements.{fault.code}", language=language_name(fault.language)), "warning")
            return redirect(url_for("editions.line_page", line=line, _anchor="announcements"), 303)
        return render_template(
            "editions/announce.html", line=edition.line, texts=said, begins=begins, ends=ends, now=room.now
        )

    @blueprint.post("/lines/<line>/announcements")
    @requires(Role.OPERATOR)
    def say(line: str) -> ResponseReturnValue:
        room.require_line(line)
        texts, begins, ends = _typed(room.now)
        try:
            with room.writing() as session:
                announce(
                    session,
                    room.house.current(line).line,
                    texts,
                    begins=begins,
                    ends=ends,
                    by=room.by,
                    now=room.now,
                )
            flash(t("announcements.said"), "success")
        except AnnouncementFault as fault:
            flash(t(f"announcements.{fault.code}", language=language_name(fault.language)), "warning")
        return redirect(url_for("editions.line_page", line=line), 303)

    @blueprint.post("/lines/<line>/announcements/<int:announcement>/end")
    @requires(Role.OPERATOR)
    def end(line: str, announcement: int) -> ResponseReturnValue:
        room.require_line(line)
        with room.writing() as session:
            ended = end_announcement(session, line, announcement, by=room.by, now=room.now)
        flash(t("announcements.ended" if ended else "announcements.over"), "success" if ended else "info")
        return redirect(url_for("editions.line_page", line=line), 303)


def _typed(now: datetime) -> tuple[dict[str, str], datetime, datetime]:
    """The texts by language, and from when until when: by moments, or for so many minutes."""
    prefix = "text."
    texts = {
        name.removeprefix(prefix): text for name, text in request.form.items() if name.startswith(prefix)
    }
    begins = typed.moment(request.form.get("begins", "")) or now
    return texts, begins, typed.moment(request.form.get("ends", "")) or begins + _lasting(begins)


def _lasting(begins: datetime) -> timedelta:
    chosen = request.form.get("lasts", "")
    if chosen == TODAY:
        local = begins.astimezone(BERLIN)
        return datetime.combine(local.date() + timedelta(days=1), time(), BERLIN) - local
    return timedelta(minutes=int(chosen) if chosen in map(str, FOR_MINUTES) else FOR_MINUTES[1])
