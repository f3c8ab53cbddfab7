"""The pages of the picture: drawn in the browser, as a list, and one step with its details."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from babel.dates import format_date
from flask import Blueprint, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import booking
from ivr.console.calls.words import Words
from ivr.console.picture import drawing, unheard
from ivr.console.picture.figures import StepFigures, heard_at
from ivr.console.picture.graph import Box
from ivr.console.picture.shown import SHIPPED, Shown, option_words, show, texts_of
from ivr.console.picture.spans import OWN, SPANS, read_span
from ivr.console.picture.synonyms import NEW
from ivr.dialog.steps import Step
from ivr.editions import Edition
from ivr.editions.drafts import Draft, open_drafts
from ivr.editions.pages.room import numbers
from ivr.editions.publishing import history
from ivr.house import House
from ivr.web.words import language, t
from routing.guards import Role, requires
from routing.store import reading

MOST_SHOWN = 20  # different things that were pressed or said
LEGEND = ("boxes", "hubs", "always")


def picture_blueprint(house: House) -> Blueprint:
    """The lines as pictures, for operators."""
    blueprint = Blueprint(
        "picture",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/console/picture/static",
    )
    pages = Pages(house)
    for rule, view in (
        ("/console/lines/<line>/picture", pages.picture),
        ("/console/lines/<line>/picture/drawing", pages.drawn),
        ("/console/lines/<line>/picture/list", pages.listed),
        ("/console/lines/<line>/picture/steps/<step>", pages.step),
    ):
        blueprint.add_url_rule(rule, view.__name__, requires(Role.OPERATOR)(view))
    return blueprint


class Pages:
    """The views; each reads what it shows in one transaction that only reads."""

    def __init__(self, house: House) -> None:
        self.house = house

    def picture(self, line: str) -> str:
        with self._shown(line) as (session, shown):
            chosen = request.args.get("step", "")
            details = self._details(session, shown, chosen) if chosen in shown.graph.boxes else None
            page = self._page(session, shown)
            return render_template("picture/picture.html", details=details, chosen=chosen, **page)

    def drawn(self, line: str) -> ResponseReturnValue:
        with self._shown(line) as (_, shown):
            return jsonify(drawing.drawing(shown.graph, shown.figures, shown.said(), t))

    def listed(self, line: str) -> str:
        with self._shown(line) as (session, shown):
            steps = [_details_of(shown, name) for name in shown.graph.boxes]
            page = {**self._page(session, shown), "in_list": True}
            return render_template("picture/list.html", steps=steps, **page)

    def step(self, line: str, step: str) -> str:
        """For the picture, which puts it beside itself."""
        with self._shown(line) as (session, shown):
            if step not in shown.graph.boxes:
                abort(404)
            details = self._details(session, shown, step)
            return render_template("picture/step.html", details=details, **self._page(session, shown))

    @contextmanager
    def _shown(self, line: str) -> Iterator[tuple[Session, Shown]]:
        if line not in self.house.lines:
            abort(404)
        span = read_span(request.args, self.house.clock())
        with reading(self.house.sessions) as session:
            chosen = request.args.get("edition", "")
            yield session, show(self.house, session, line, chosen, span, language())

    def _page(self, session: Session, shown: Shown) -> dict[str, Any]:
        """What stands around the picture of a line, and around its list."""
        line = shown.edition.line.key
        given: dict[str, Any] = {"edition": shown.chosen, "span": shown.span.name}
        if shown.span.name == OWN:
            given |= {"from": shown.span.since.isoformat(), "until": shown.span.until.isoformat()}
        return {
            **frame_of(shown.edition, LEGEND),
            "shown": shown,
            "spans": [*SPANS, OWN],
            "given": given,
            "edition_names": [(key, edition_name(self.house, session, line, key)) for key in shown.editions],
            "day": lambda day: format_date(day, "medium", locale=language()),
            "drawing_url": url_for("picture.drawn", line=line, **given),
            "step_url": url_for("picture.step", line=line, step="STEP", **given),
        }

    def _details(self, session: Session, shown: Shown, name: str) -> dict[str, Any]:
        """A step with what was pressed and said there, without anybody's name or number."""
        heard, services = heard_at(session, shown.asked, name), booking.services(session)
        names = [text for service in services for text in (*service.names.values(), *service.synonyms)]
        names += [office.name for office in booking.offices(session)]
        said = unheard.shown(heard, unheard.known_words(shown.edition.prompts, names))
        return {
            **_details_of(shown, name),
            "pressed": [one for one in heard if one.kind == "keys"][:MOST_SHOWN],
            "understood": [one for one in said if one.meant][:MOST_SHOWN],
            "unheard": [one for one in said if not one.meant][:MOST_SHOWN],
            "services": sorted((service.name(language()), service.key) for service in services),
            "drafts": open_drafts(session, shown.edition.line.key),
        }


def _details_of(shown: Shown, name: str) -> dict[str, Any]:
    step = shown.edition.script.steps[name]
    counted = shown.figures.get(name, StepFigures())
    return plain_details(shown.graph.boxes[name], step, shown.edition, counted)


def plain_details(box: Box, step: Step, edition: Edition, counted: StepFigures) -> dict[str, Any]:
    """A step with all that its edition and the figures say of it."""
    return {
        "box": box,
        "figures": counted,
        "texts": texts_of(step, edition),
        "options": option_words(step, edition, language()),
    }


def frame_of(edition: Edition, legend: Sequence[str]) -> dict[str, Any]:
    """What all pages with a picture need beside the picture."""
    return {
        "line": edition.line,
        "reason": lambda label: drawing.reason(label, t),
        "number": drawing.number,
        "outcome_name": Words(t, language()).outcome,
        "legend": legend,
        "in_list": False,
        "drafts_to_choose": _drafts_to_choose,
    }


def edition_name(house: House, session: Session, line: str, key: str) -> str:
    """An edition as it is called on the pages; see `tables.edition_key`. No key: what the line has now."""
    if not key:
        return t("picture.current")
    if key.isdecimal():
        n = numbers(history(session, line)).get(int(key))
        return t("editions.edition_n", n=n) if n else t("picture.of_edition", id=key)
    if key in (SHIPPED, house.edition(line, None).script.id):
        return t("picture.shipped")
    return t("picture.shipped_before", id=key.rpartition("@")[2])


def _drafts_to_choose(drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    return [*((str(draft.id), draft.name) for draft in drafts), (NEW, t("picture.synonym.new_draft"))]
