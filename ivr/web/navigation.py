"""What stands at the top of every page: where one may go, as whom one is signed in."""

from typing import Any, NamedTuple

from flask import Flask, current_app, g, request, url_for

from routing.guards import Role
from routing.staff import Staff


class Place(NamedTuple):
    """`label` is a key of the pages' texts. `pages` belong to it; none: all of its blueprint's."""

    endpoint: str
    label: str
    roles: frozenset[Role]
    pages: frozenset[str] = frozenset()


ACCOUNTS = frozenset(
    f"people.{page}"
    for page in ("accounts_page", "new_account_page", "invite", "one_account_page", "change_account")
)
PLACES = (
    Place("desk.page", "frame.desk", frozenset({Role.AGENT})),
    Place("supervisor.board", "frame.supervisor", frozenset({Role.SUPERVISOR})),
    Place("desk.talks_page", "frame.talks", frozenset({Role.SUPERVISOR})),
    Place("calls.calls_page", "frame.calls", frozenset({Role.SUPERVISOR, Role.OPERATOR})),
    Place("editions.overview", "frame.lines", frozenset({Role.OPERATOR})),
    Place("office.page", "frame.offices", frozenset({Role.OFFICE, Role.SUPERVISOR})),
    Place("people.accounts_page", "frame.accounts", frozenset({Role.ADMIN}), ACCOUNTS),
    Place(
        "people.audit_page",
        "frame.audit",
        frozenset({Role.ADMIN}),
        frozenset({"people.audit_page", "people.verify"}),
    ),
)


SIGN_OUT = "people.sign_out"
ACCOUNT = "people.account_page"


def install_navigation(app: Flask) -> None:
    @app.context_processor
    def frame() -> dict[str, Any]:
        staff: Staff | None = g.get("staff")
        return {
            "places": places(staff, request.endpoint),
            "staff": staff,
            "account_url": url_for(ACCOUNT) if ACCOUNT in current_app.view_functions else None,
            "sign_out_url": url_for(SIGN_OUT) if SIGN_OUT in current_app.view_functions else None,
        }


def places(staff: Staff | None, endpoint: str | None) -> list[dict[str, Any]]:
    """Where `staff` may go, as links; the one that the page `endpoint` belongs to is marked."""
    here = [place for place in PLACES if place.endpoint in current_app.view_functions]
    return [_link(place, endpoint or "") for place in here if staff is not None and staff.may(place.roles)]


def _link(place: Place, endpoint: str) -> dict[str, Any]:
    others = {each.endpoint for each in PLACES} - {place.endpoint}
    same_part = place.endpoint.partition(".")[0] == endpoint.rpartition(".")[0]
    current = endpoint in place.pages if place.pages else same_part and endpoint not in others
    return {"label": place.label, "url": url_for(place.endpoint), "current": current}
