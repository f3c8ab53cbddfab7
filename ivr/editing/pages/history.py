"""What a draft was before: each state with who made it, and the way back to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.editing.pages.room import BELOW, Room
from ivr.editions.comparing import Change, compare
from ivr.editions.drafts import Draft, DraftChanged, DraftEnded, edition_files, files_of, save_draft
from ivr.editions.pages.called import called
from ivr.editions.pages.room import names
from ivr.editions.pages.written import moment
from ivr.editions.tables import EditionRow
from ivr.web.words import t
from routing.guards import Role, requires

STATES = 30  # that are shown


class State(NamedTuple):
    """One state of a draft; `changes` are what made it out of the one before that is still there.

    Of the first that is still there (`is_oldest`) they are all since the draft began.
    """

    edition: int
    by: str
    at: datetime
    changes: Sequence[Change]
    is_oldest: bool


def add_history(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get(f"{BELOW}/history")
    @requires(Role.OPERATOR)
    def history_page(line: str, draft: int) -> str:
        with room.reading() as session:
            found = room.draft(session, line, draft)
            states, known = _states(session, room, found), names(session)
            begun = edition_files(session, states[-1].edition, line) if states else {}
        return render_template(
            "editing/history.html",
            draft=found,
            states=states,
            names=known,
            moment=moment,
            most=STATES,
            called=called(room, line, found.files, begun),
        )

    @blueprint.post(f"{BELOW}/history/<int:edition>")
    @requires(Role.OPERATOR)
    def fetch_back(line: str, draft: int, edition: int) -> ResponseReturnValue:
        """The draft is as it was then; what it was until now is one more state before."""
        try:
            with room.writing() as session:
                found = room.draft(session, line, draft)
                if edition not in [each for each, _ in _before(session, found)]:
                    abort(404)
                files = edition_files(session, edition, line)
                save_draft(session, draft, files, seen=room.seen, by=room.by, now=room.now)
        except (DraftChanged, DraftEnded):
            flash(t("editions.draft_changed"), "warning")
        else:
            flash(t("editing.history.fetched"), "success")
        return redirect(url_for("editing.history_page", line=line, draft=draft), 303)


def _states(session: Session, room: Room, draft: Draft) -> list[State]:
    """The newest first."""
    found = _before(session, draft)
    base = files_of(session, room.shipped, draft.line, draft.base)
    states = []
    for n, (_, row) in enumerate(found[:STATES]):
        is_oldest = n + 1 == len(found)
        older = base if is_oldest else found[n + 1][1].files
        changes = compare(older, row.files, room.shipped.prompts)
        states.append(State(row.id, row.by, row.at, changes, is_oldest))
    return states


def _before(session: Session, draft: Draft) -> list[tuple[int, EditionRow]]:
    """The states of this draft, back to what it began with."""
    found: list[tuple[int, EditionRow]] = []
    at: int | None = draft.edition
    while at is not None and len(found) <= STATES:
        row = session.scalar(select(EditionRow).where(EditionRow.id == at, EditionRow.line == draft.line))
        if row is None or row.at < draft.begun_at:
            break
        found.append((at, row))
        at = row.parent_id
    return found
