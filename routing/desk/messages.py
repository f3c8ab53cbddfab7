"""Messages from the supervisor: they appear by themselves, and stay until they are read."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from routing.desk.desk import Desk
from routing.guards import Role, requires
from routing.messages import read_message, unread_messages


def add_messages(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/messages/<int:message_id>/read")
    @requires(Role.AGENT)
    def message_read(message_id: int) -> ResponseReturnValue:
        with desk.writing() as session:
            read_message(session, message_id, g.staff.id, now=desk.clock())
            unread = unread_messages(session, g.staff.id)
        return render_template("desk/messages.html", messages=unread)
