"""Moving an appointment to another time, from the day's list or its own page."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.catalogue import services
from booking.counter import move_at_counter
from booking.errors import BookingError, MovedMeanwhile, UnknownReference
from booking.office import forms, words
from booking.office.house import House, Refusal
from booking.office.noting import of_this_office
from booking.office.times_form import day_of, free_at, missing_of, typed_beyond
from booking.opening import local_day
from booking.values import LANGUAGE, Appointment, State


def add_moving(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/appointments/<int:appointment_id>/move")
    @house.guard
    def move_page(key: str, appointment_id: int) -> ResponseReturnValue:
        return _show(house, key, appointment_id)

    @blueprint.post("/<key>/appointments/<int:appointment_id>/move")
    @house.guard
    def move(key: str, appointment_id: int) -> ResponseReturnValue:
        moved: list[Appointment] = []

        def change(session: Session) -> None:
            if of_this_office(session, key, appointment_id).sequence != forms.seen():
                raise MovedMeanwhile
            moved.append(
                move_at_counter(
                    session,
                    appointment_id,
                    forms.day("date"),
                    forms.clock("time"),
                    minutes=forms.figure("minutes") if forms.text("minutes") else None,
                    allow=typed_beyond(),
                    by=house.by,
                    now=house.clock(),
                )
            )

        refused = house.attempt(change)
        if refused and refused not in (UnknownReference.code, MovedMeanwhile.code):
            return _show(house, key, appointment_id, refused)
        if refused:
            with house.reading() as session:
                of_this_office(session, key, appointment_id)
            flash(words.fault(refused), "danger")
        else:
            flash(words.moved(moved[0]), "success")
        return redirect(url_for("office.appointment_page", key=key, appointment_id=appointment_id))


def _show(house: House, key: str, appointment_id: int, refused: Refusal | None = None) -> ResponseReturnValue:
    with house.reading() as session:
        made = of_this_office(session, key, appointment_id)
        if made.state is not State.CONFIRMED or made.start <= house.clock():
            raise UnknownReference
        typed = request.form if refused else request.args
        day = day_of(typed, house.clock()) if "date" in typed else local_day(made.start)
        try:
            free = free_at(session, key, made.services, day, now=house.clock())
        except BookingError as unfit:
            free, refused = [], refused or Refusal.of(unfit)
        page = house.show(
            session,
            "move.html",
            key,
            it=made,
            day=day,
            free=free,
            typed=typed,
            ticked=typed_beyond(),
            refused=refused,
            missing=missing_of(refused),
            names={each.key: each.name(LANGUAGE) for each in services(session)},
        )
    return page, 422 if request.method == "POST" else 200
