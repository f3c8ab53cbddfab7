"""What stands at the top of every page: where one may go, as whom one is signed in."""

from typing import Any, NamedTuple

from flask import Flask, g, request, url_for


class Place(NamedTuple):
    endpoint: str
    label: str
    roles: frozenset[str]


PLACES = (
    Place("desk.page", "Arbeitsplatz", frozenset({"agent"})),
    Place("console.calls", "Anrufe", frozenset({"supervisor", "operator", "admin"})),
)


def install_navigation(app: Flask) -> None:
    @app.context_processor
    def frame() -> dict[str, Any]:
        staff = g.get("staff")
        roles = {str(role) for role in staff.roles} if staff is not None else set()
        return {"places": [_link(place) for place in PLACES if _shown(app, place, roles)], "staff": staff}


def _shown(app: Flask, place: Place, roles: set[str]) -> bool:
    return place.endpoint in app.view_functions and bool(place.roles & roles)


def _link(place: Place) -> dict[str, Any]:
    blueprint = place.endpoint.partition(".")[0]
    return {
        "label": place.label,
        "url": url_for(place.endpoint),
        "current": request.blueprint == blueprint,
    }
