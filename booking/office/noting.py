"""What staff note of an appointment: arrived, done, missed, cancelled; and taking it back."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.attendance import arrive, finish, miss, undo
from booking.bookings import cancel, write_note
from booking.errors import UnknownReference
from booking.finding import appointment
from booking.office import forms, words
from booking.office.house import House
from booking.opening import local_day
from booking.values import Appointment

VERBS: dict[str, Callable[..., Appointment]] = {
    "arrive": arrive,
    "finish": finish,
    "miss": miss,
    "undo": undo,
    "cancel": cancel,
}


def add_noting(blueprint: Blueprint, house: House) -> None:
    @blueprint.post("/<key>/appointments/<int:appointment_id>/<verb>")
    @house.guard
    def note(key: str, appointment_id: int, verb: str) -> ResponseReturnValue:
        if verb not in VERBS and verb != "note":
            abort(404)

        def change(session: Session) -> Appointment:
            of_this_office(session, key, appointment_id)
            if verb == "note":
                text = forms.text("note")[:1000]
                return write_note(session, appointment_id, text, by=house.by, now=house.clock())
            return VERBS[verb](session, appointment_id, by=house.by, now=house.clock())

        refused = house.attempt(change)
        if refused:
            flash(words.fault(refused), "danger")
        with house.reading() as session:
            day = local_day(of_this_office(session, key, appointment_id).start)
        if request.form.get("back") == "appointment":
            return redirect(url_for("office.appointment_page", key=key, appointment_id=appointment_id))
        return redirect(url_for("office.day_page", key=key, date=day, _anchor=f"a{appointment_id}"))


def of_this_office(session: Session, key: str, appointment_id: int) -> Appointment:
    """Raises UnknownReference for an appointment of another office, too."""
    found = appointment(session, appointment_id)
    if found.office != key:
        raise UnknownReference
    return found
