"""The page of the desk, and the parts of it that are fetched anew when something changes."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing.desk.desk import Desk
from routing.desk.screen import Screen, call_of
from routing.duty import change_wants
from routing.guards import Role, requires
from routing.presence import Presence, presence
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
        return show_presence()

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
        return show_presence()

    def show_presence() -> str:
        """Nothing of the call, which would be most of the work: this is fetched at every change."""
        with desk.reading() as session:
            here = _here(session)
        return render_template("desk/presence.html", here=here, choices=CHOICES)

    def show(template: str) -> str:
        with desk.reading() as session:
            here, now = _here(session), desk.clock()
            screen = Screen(here, queue_now(session), call_of(session, here, desk.lines, now=now))
        return render_template(template, screen=screen, here=here, choices=CHOICES, now=now)


def _here(session: Session) -> Presence:
    here = presence(session, g.staff.id)
    if here is None:  # the role without a telephone
        abort(403)
    return here
