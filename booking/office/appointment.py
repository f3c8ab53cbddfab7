"""One appointment: what it is, what happened to it, a note, and the way to cancel it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from booking.catalogue import services
from booking.history import history_of
from booking.office.house import House
from booking.office.noting import of_this_office
from booking.values import LANGUAGE, State


def add_appointment(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/appointments/<int:appointment_id>")
    @house.guard
    def appointment_page(key: str, appointment_id: int) -> ResponseReturnValue:
        with house.reading() as session:
            found = of_this_office(session, key, appointment_id)
            open_still = found.state is State.CONFIRMED and found.start > house.clock()
            return house.show(
                session,
                "appointment.html",
                key,
                it=found,
                open_still=open_still,
                events=history_of(session, appointment_id),
                names={each.key: each.name(LANGUAGE) for each in services(session)},
            )
