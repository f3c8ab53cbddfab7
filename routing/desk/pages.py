"""The page of the desk, and the parts of it that are fetched anew when something changes."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing.desk.desk import Desk
from routing.desk.screen import Screen, call_of
from routing.duty import change_wants
from routing.guards import Role, requires
from routing.presence import presence
from routing.queue import queue_now
from routing.tickets import Wants

CHOICES = (Wants.AVAILABLE, Wants.BREAK, Wants.AWAY)


def add_pages(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/")
    @requires(Role.AGENT)
    def page() -> ResponseReturnValue:
        return show("desk/page.html")

    @blueprint.get("/presence")
    @requires(Role.AGENT)
    def presence_part() -> ResponseReturnValue:
        return show("desk/presence.html")

    @blueprint.get("/call")
    @requires(Role.AGENT)
    def call_part() -> ResponseReturnValue:
        return show("desk/call.html")

    @blueprint.post("/wants")
    @requires(Role.AGENT)
    def wants() -> ResponseReturnValue:
        wanted = request.form.get("wants", "")
        if wanted not in CHOICES:
            abort(400)
        with desk.writing() as session:
            declined = change_wants(session, g.staff.id, Wants(wanted), now=desk.clock())
        desk.stop_ringing(declined)
        return show("desk/presence.html")

    def show(template: str) -> str:
        with desk.reading() as session:
            screen = _screen(session)
        return render_template(template, screen=screen, choices=CHOICES, now=desk.clock())

    def _screen(session: Session) -> Screen:
        here = presence(session, g.staff.id)
        if here is None:  # the role without a telephone
            abort(403)
        return Screen(here, queue_now(session), call_of(session, here, desk.lines, now=desk.clock()))
