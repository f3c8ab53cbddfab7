"""The pages of two editions in one picture: of a draft against what the line has, or of any two."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Blueprint, abort, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from ivr.console.picture import drawing
from ivr.console.picture.figures import StepFigures
from ivr.console.picture.pages import edition_name, frame_of, plain_details
from ivr.console.picture.shown import edition_of
from ivr.console.picture.versus import Drafts, Versus, versus
from ivr.editions.drafts import UnknownDraft
from ivr.house import House
from ivr.web.words import t
from routing.guards import Role, requires
from routing.store import reading

LEGEND = ("boxes", "hubs", "always", "added", "removed", "changed")


def add_versus_pages(blueprint: Blueprint, house: House) -> None:
    """`…/drafts/<draft>/picture` and `…/compare?before=…&after=…`, each with its drawing and steps."""
    pages = VersusPages(house)
    for rule, name, about in (
        ("/console/lines/<line>/drafts/<int:draft>/picture", "draft", pages.of_draft),
        ("/console/lines/<line>/compare", "compare", pages.of_two),
    ):
        for part, view in (("", pages.page), ("/drawing", pages.drawn), ("/steps/<step>", pages.step)):
            endpoint = f"{name}{part.partition('/<')[0].replace('/', '_')}"
            blueprint.add_url_rule(rule + part, endpoint, requires(Role.OPERATOR)(_view(view, about, name)))


def _view(view: Callable[..., Any], about: Callable[..., Any], name: str) -> Callable[..., Any]:
    def answer(line: str, step: str = "", **given: int) -> ResponseReturnValue:
        with about(line, **given) as (found, title):
            named = {each: request.args[each] for each in ("before", "after") if each in request.args}
            at: dict[str, Any] = {"line": line, **given, **named}
            links = {
                "drawing_url": url_for(f"picture.{name}_drawing", **at),
                "step_url": url_for(f"picture.{name}_steps", step="STEP", **at),
            }
            answered: ResponseReturnValue = view(found, title, step, links)
            return answered

    return answer


class VersusPages:
    def __init__(self, house: House) -> None:
        self.house = house
        self.drafts = Drafts(house)

    @contextmanager
    def of_draft(self, line: str, draft: int) -> Iterator[tuple[Versus, str]]:
        with self._reading(line) as session:
            try:
                found, picture = self.drafts.versus(session, line, draft)
            except UnknownDraft:
                abort(404)
            yield picture, t("picture.of_draft", name=found.name)

    @contextmanager
    def of_two(self, line: str) -> Iterator[tuple[Versus, str]]:
        with self._reading(line) as session:
            keys = [request.args.get(each, "") for each in ("before", "after")]
            before, after = (edition_of(self.house, line, key) for key in keys)
            names = [edition_name(self.house, session, line, key) for key in keys]
            yield versus(before, after), t("picture.of_two", before=names[0], after=names[1])

    def page(self, found: Versus, title: str, _step: str, links: dict[str, str]) -> str:
        chosen = request.args.get("step", "")
        details = _details(found, chosen) if chosen in found.graph.boxes else None
        counts = {mark: sum(box.mark == mark for box in found.graph.boxes.values()) for mark in drawing.MARKS}
        return render_template(
            "picture/versus.html",
            title=title,
            details=details,
            chosen=chosen,
            found=found,
            counts=counts,
            **frame_of(found.after, LEGEND),
            **links,
        )

    def drawn(self, found: Versus, _title: str, _step: str, _links: dict[str, str]) -> ResponseReturnValue:
        return jsonify(drawing.drawing(found.graph, {}, found.said(), t))

    def step(self, found: Versus, _title: str, step: str, _links: dict[str, str]) -> str:
        if step not in found.graph.boxes:
            abort(404)
        details = _details(found, step)
        return render_template("picture/step.html", details=details, **frame_of(found.after, LEGEND))

    @contextmanager
    def _reading(self, line: str) -> Iterator[Session]:
        if line not in self.house.lines:
            abort(404)
        with reading(self.house.sessions) as session:
            yield session


def _details(found: Versus, name: str) -> dict[str, Any]:
    step, edition = found.step(name)
    return plain_details(found.graph.boxes[name], step, edition, StepFigures())
