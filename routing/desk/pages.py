"""The page of the desk, and the parts of it that are fetched anew when something changes."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing.desk.desk import Desk
from routing.desk.glance import glance
from routing.desk.screen import Screen, call_of
from routing.duty import change_wants
from routing.guards import Role, requires
from routing.messages import unread_messages
from routing.presence import Presence, presence
from routing.queue import queue_now
from routing.tickets import Wants

CHOICES = (Wants.AVAILABLE, Wants.BREAK, Wants.AWAY)


def add_pages(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/")
    @requires(Role.AGENT)
    def page() -> ResponseReturnValue:
        return show("desk/page.html")

    @blueprint.get("/call")
    @requires(Role.AGENT)
    def call_part() -> ResponseReturnValue:
        """The call, and beside it presence and messages: all that may have changed, in one answer."""
        return show("desk/now.html")

    @blueprint.post("/wants")
    @requires(Role.AGENT)
    def wants() -> ResponseReturnValue:
        wanted = request.form.get("wants", "")
        if wanted not in CHOICES:
            abort(400)
        with desk.writing() as session:
            declined = change_wants(session, g.staff.id, Wants(wanted), now=desk.clock())
            here = _here(session)
        desk.stop_ringing(declined)
        return render_template("desk/presence.html", here=here, choices=CHOICES)

    def show(template: str) -> str:
        with desk.reading() as session:
            # First this: whatever changes while the rest is read has a later version.
            now = desk.clock()
            seen = glance(session, g.staff.id, now=now)
            if seen is None:  # the role without a telephone
                abort(403)
            here, screen = seen.here, Screen(seen.here, call_of(session, seen, desk.lines, now=now))
            unread = unread_messages(session, g.staff.id) if seen.unread else []
            queue = queue_now(session) if template == "desk/page.html" else None
        return render_template(
            template, screen=screen, here=here, choices=CHOICES, messages=unread, queue=queue, now=now
        )


def _here(session: Session) -> Presence:
    here = presence(session, g.staff.id)
    if here is None:  # the role without a telephone
        abort(403)
    return here
