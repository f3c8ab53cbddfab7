"""Who waits for a place that comes back."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.catalogue import office, services
from booking.errors import UnknownReference
from booking.finding import appointment
from booking.offered import stop_waiting
from booking.office import words
from booking.office.house import House
from booking.values import LANGUAGE
from booking.waiting_list import who_waits


def add_waiting_list(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/waiting")
    @house.guard
    def waiting_page(key: str) -> ResponseReturnValue:
        with house.reading() as session:
            office(session, key)
            waiting = who_waits(session, key)
            has = {each.id: appointment(session, each.appointment) for each in waiting if each.appointment}
            names = {each.key: each.name(LANGUAGE) for each in services(session)}
            return house.show(session, "waiting.html", key, waiting=waiting, has=has, names=names)

    @blueprint.post("/<key>/waiting/<int:entry_id>/remove")
    @house.guard
    def stop_waiting_for(key: str, entry_id: int) -> ResponseReturnValue:
        def stop(session: Session) -> None:
            if entry_id not in {each.id for each in who_waits(session, key)}:
                raise UnknownReference
            stop_waiting(session, entry_id, by=house.by, now=house.clock())

        refused = house.attempt(stop)
        flash(words.NOT_WAITING if refused else words.WAITS_NO_MORE, "warning" if refused else "success")
        return redirect(url_for("office.waiting_page", key=key))
