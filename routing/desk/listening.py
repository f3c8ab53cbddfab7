"""A supervisor's page: the talks that go on, and taking part in one of them. Both who talk know of it."""

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing import talks
from routing.desk.desk import Desk
from routing.desk.talking import attempt
from routing.guards import Role, requires
from routing.presence import presence
from routing.talks import Mode


def add_listening(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/talks")
    @requires(Role.SUPERVISOR)
    def talks_page() -> ResponseReturnValue:
        with desk.reading() as session:
            here = presence(session, g.staff.id)
            by_browser = here is not None and here.contact.startswith("client:")
            return render_template("desk/talks.html", by_browser=by_browser, **_going_on(desk, session))

    @blueprint.get("/talks/list")
    @requires(Role.SUPERVISOR)
    def talks_list() -> ResponseReturnValue:
        with desk.reading() as session:
            return render_template("desk/talks_list.html", **_going_on(desk, session))

    @blueprint.post("/talks/<int:ticket_id>/listen")
    @requires(Role.SUPERVISOR)
    def listen(ticket_id: int) -> ResponseReturnValue:
        """Ring the supervisor's own telephone for this talk."""
        return attempt(desk, lambda session, staff, now: talks.listen(session, ticket_id, staff, now=now))

    @blueprint.post("/talks/part/<mode>")
    @requires(Role.SUPERVISOR)
    def take_part(mode: str) -> ResponseReturnValue:
        if mode not in list(Mode):
            abort(404)
        return attempt(desk, lambda session, staff, now: talks.take_part(session, staff, Mode(mode), now=now))

    @blueprint.post("/talks/stop")
    @requires(Role.SUPERVISOR)
    def stop_listening() -> ResponseReturnValue:
        return attempt(desk, lambda session, staff, now: talks.stop(session, staff, now=now))


def _going_on(desk: Desk, session: Session) -> dict[str, object]:
    mine = talks.watching(session, g.staff.id)
    leg = next((leg for leg in mine.supervisors if leg.staff_id == g.staff.id), None) if mine else None
    return {"going_on": talks.going_on(session), "mine": mine, "leg": leg, "now": desk.clock()}
