"""What stands at the top of every page: where one may go, as whom one is signed in."""

from typing import Any, NamedTuple

from flask import Flask, g, request, url_for

from routing.guards import Role
from routing.staff import Staff


class Place(NamedTuple):
    endpoint: str
    label: str
    roles: frozenset[Role]


PLACES = (
    Place("desk.page", "Arbeitsplatz", frozenset({Role.AGENT})),
    Place("supervisor.board", "Leitung", frozenset({Role.SUPERVISOR})),
    Place("desk.talks_page", "Gespräche", frozenset({Role.SUPERVISOR})),
    Place("console.calls_page", "Anrufe", frozenset({Role.SUPERVISOR, Role.OPERATOR})),
    Place("office.page", "Stellen", frozenset({Role.OFFICE, Role.SUPERVISOR})),
)


SIGN_OUT = "desk.sign_out"


def install_navigation(app: Flask) -> None:
    @app.context_processor
    def frame() -> dict[str, Any]:
        staff: Staff | None = g.get("staff")
        here = [place for place in PLACES if place.endpoint in app.view_functions]
        return {
            "places": [_link(place) for place in here if staff is not None and staff.may(place.roles)],
            "staff": staff,
            "sign_out_url": url_for(SIGN_OUT) if SIGN_OUT in app.view_functions else None,
        }


def _link(place: Place) -> dict[str, Any]:
    blueprint = place.endpoint.partition(".")[0]
    others = {each.endpoint for each in PLACES} - {place.endpoint}
    current = request.blueprint == blueprint and request.endpoint not in others
    return {"label": place.label, "url": url_for(place.endpoint), "current": current}
