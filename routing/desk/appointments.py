"""Appointments that exist: found by their code, cancelled on the caller's word."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

import booking
from booking import BookingError
from routing.desk import forms
from routing.desk.calls import current_ticket
from routing.desk.desk import Desk
from routing.desk.forms import BadInput
from routing.desk.screen import booked
from routing.ending import remember
from routing.guards import Role, requires


def add_appointments(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/appointments/find")
    @requires(Role.AGENT)
    def find_appointment() -> ResponseReturnValue:
        digits = "".join(filter(str.isdigit, request.form.get("code", "")))
        try:
            on = forms.day(request.form.get("day", ""))
            with desk.reading() as session:
                mine = current_ticket(session)
                phone = mine.number if mine is not None else None
                found = booking.find(session, code=digits, phone=phone, day=on, now=desk.clock())
                named = booked(session, [found])
        except (BadInput, BookingError) as refused:
            return render_template("desk/fault.html", code=refused.code)
        return render_template("desk/appointments.html", appointments=named)

    @blueprint.post("/appointments/<int:appointment_id>/cancel")
    @requires(Role.AGENT)
    def cancel_appointment(appointment_id: int) -> ResponseReturnValue:
        now = desk.clock()
        try:
            with desk.writing() as session:
                booking.cancel(session, appointment_id, by=f"agent:{g.staff.login}", now=now)
                mine = current_ticket(session)
                if mine is not None:
                    detail = f"appointment {appointment_id}"
                    remember(session, mine.id, "cancelled", agent_id=g.staff.id, now=now, detail=detail)
        except BookingError as refused:
            return render_template("desk/fault.html", code=refused.code)
        return render_template("desk/cancelled.html"), 200, {"HX-Trigger": "desk-changed"}
