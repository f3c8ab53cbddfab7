"""In which language and which colours somebody sees the pages: chosen in the frame, kept with the account."""

import json
from collections.abc import Container
from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from ivr.web.navigation import places
from ivr.web.words import GERMAN_ONLY, LANGUAGES
from routing import sessions
from routing.guards import open_to_all
from routing.paths import is_our_path

THEMES = ("light", "dark", "system")
"""KERN's two, and what the device says."""


def theme() -> str | None:
    """The theme that the page is to have whatever the device says; None: as the device."""
    staff = g.get("staff")
    chosen = (staff.theme if staff else None) or session.get("theme")
    return chosen if chosen in ("light", "dark") else None


def add_view(blueprint: Blueprint) -> None:
    @blueprint.post("/view")
    @open_to_all
    def view() -> ResponseReturnValue:
        """Keep a choice. By htmx the frame alone is answered, unless the page itself changes its language."""
        g.staff = sessions.signed_in()
        _keep("language", request.form.get("language"), LANGUAGES)
        _keep("theme", request.form.get("theme"), THEMES)
        page = _to_show(request.form.get("page", ""))
        if "HX-Request" not in request.headers:
            return redirect(page, 303)
        endpoint = _endpoint_of(page)
        if "language" in request.form and endpoint.rpartition(".")[0] not in GERMAN_ONLY:
            return "", 204, {"HX-Redirect": page}
        told = {"dw-theme": {"target": "html", "theme": theme() or "system"}}
        parts = {"places": places(g.staff, endpoint), "page_path": page}
        return render_template("frame_again.html", **parts), 200, {"HX-Trigger": json.dumps(told)}


def install_view(app: Flask) -> None:
    """Give the templates of `app` the theme, and the page that a choice leads back to."""

    @app.context_processor
    def chosen() -> dict[str, Any]:
        return {"theme": theme(), "themes": THEMES, "page_path": request.full_path.removesuffix("?")}


def _keep(name: str, value: str | None, known: Container[str]) -> None:
    if value is None or value not in known:
        return
    session[name] = value
    if g.staff is not None:
        g.staff = sessions.prefer(g.staff, **{name: value})


def _to_show(page: str) -> str:
    """The page that was asked for; one that only answered a form is not sent again: the nearest above it."""
    path = page if is_our_path(page) else "/"
    while path and not _endpoint_of(path):
        path = path.partition("?")[0].rpartition("/")[0]
    return path or "/"


def _endpoint_of(path: str) -> str:
    try:
        endpoint, _ = current_app.url_map.bind("").match(path.partition("?")[0])
    except HTTPException:
        return ""
    return str(endpoint)
