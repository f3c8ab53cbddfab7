"""The form beside what was not understood: this is another word for an option, or for a service."""

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking import UnknownService
from booking import editing as book
from ivr.console.picture.synonyms import OPTION, SERVICE, add_to_option, add_to_service, draft_for
from ivr.editing.refused import EditRefused
from ivr.editions.drafts import DraftChanged, DraftEnded, UnknownDraft
from ivr.house import House
from ivr.web.words import t
from routing.guards import Role, requires

WORD_AT_MOST = 80  # letters
REFUSED = (EditRefused, book.EditRefused, UnknownService, UnknownDraft, DraftChanged, DraftEnded)


def add_synonym_pages(blueprint: Blueprint, house: House) -> None:
    @blueprint.post("/console/lines/<line>/synonyms")
    @requires(Role.OPERATOR)
    def synonyms(line: str) -> ResponseReturnValue:
        """Fields `step`, `said` (language|words), `words` in its place, `of` (kind:name), `draft`."""
        if line not in house.lines:
            abort(404)
        step = request.form.get("step", "")
        language, _, said = request.form.get("said", "").partition("|")
        word = " ".join((request.form.get("words") or said).split())[:WORD_AT_MOST]
        kind, _, name = request.form.get("of", "").partition(":")
        if not word or not name:
            flash(t("picture.synonym.incomplete"), "warning")
            return _back(line, step)
        by, now = str(g.staff.login), house.clock()
        try:
            with house.sessions.begin() as session:
                if kind == SERVICE:
                    add_to_service(session, name, word, by=by, now=now)
                    flash(t("picture.synonym.in_book", word=word), "success")
                elif kind == OPTION:
                    shipped, chosen = house.editions.shipped, request.form.get("draft", "")
                    title = t("picture.synonym.draft")
                    draft = draft_for(session, shipped, line, chosen, name=title, by=by, now=now)
                    if draft.line != line:
                        abort(404)
                    add_to_option(session, shipped, draft, step, name, language, word, by=by, now=now)
                    flash(t("picture.synonym.in_draft", word=word, draft=draft.name), "success")
        except REFUSED as refused:
            flash(t("picture.synonym.refused", word=word, why=_why(refused)), "danger")
        return _back(line, step)


def _why(refused: Exception) -> str:
    match refused:
        case book.EditRefused(code="name_known"):
            return t("picture.synonym.why.known")
        case UnknownDraft() | DraftEnded():
            return t("picture.synonym.why.ended")
        case DraftChanged() | book.ChangedMeanwhile():
            return t("picture.synonym.why.changed")
        case _:
            return t("picture.synonym.why.not_here")


def _back(line: str, step: str) -> ResponseReturnValue:
    return redirect(url_for("picture.picture", line=line, step=step), 303)
