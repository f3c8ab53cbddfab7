"""Messages to one agent, or to all who are signed in; and who has read them."""

from datetime import timedelta

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from routing.guards import Role, requires
from routing.messages import LONGEST, send_message, sent_messages
from routing.supervisor.room import Room
from routing.tables import AgentRow, StaffRow

SHOWN = timedelta(days=2)


def add_messages(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get("/messages")
    @requires(Role.SUPERVISOR)
    def messages() -> ResponseReturnValue:
        with room.reading() as session:
            people = session.execute(
                select(AgentRow.staff_id, StaffRow.name)
                .join(StaffRow, StaffRow.id == AgentRow.staff_id)
                .order_by(StaffRow.name)
            ).all()
            sent = sent_messages(session, g.staff.id, since=room.clock() - SHOWN)
        return render_template("supervisor/messages.html", people=people, sent=sent, longest=LONGEST)

    @blueprint.post("/messages")
    @requires(Role.SUPERVISOR)
    def send() -> ResponseReturnValue:
        text, to = request.form.get("text", "").strip(), request.form.get("to", type=int)
        if text:
            with room.writing() as session:
                reached = send_message(
                    session, text, to=None if to is None else [to], by=g.staff.id, now=room.clock()
                )
            flash(
                f"Gesendet an {reached}." if reached else "Niemand ist angemeldet.",
                "success" if reached else "warning",
            )
        return redirect(url_for("supervisor.messages"))
