"""Booking by the office itself: at any free time, and beyond the rules where somebody says so."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.catalogue import office, services
from booking.counter import Person, book_at_counter
from booking.errors import BookingError
from booking.office import forms, words
from booking.office.house import House, Refusal
from booking.office.times_form import Asked, Wanted, day_of, free_at, missing_of, typed_beyond
from booking.schedule import places_of
from booking.values import Appointment

ROWS = 8  # different services that a form has room for


def add_book(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/book")
    @house.guard
    def book_page(key: str) -> ResponseReturnValue:
        return _show(house, key)

    @blueprint.post("/<key>/book")
    @house.guard
    def book(key: str) -> ResponseReturnValue:
        booked: list[Appointment] = []

        def change(session: Session) -> None:
            office(session, key)
            booked.append(_book(session, house, key))

        refused = house.attempt(change)
        if refused:
            return _show(house, key, refused)
        (made,) = booked
        flash(words.booked(made), "success")
        return redirect(url_for("office.appointment_page", key=key, appointment_id=made.id))


def _book(session: Session, house: House, key: str) -> Appointment:
    return book_at_counter(
        session,
        key,
        Asked.of(request.form).services(),
        forms.day("date"),
        forms.clock("time"),
        person=Person(
            name=forms.text("name")[:120] or None,
            phone=forms.phone("phone"),
            note=forms.text("note")[:1000] or None,
        ),
        minutes=forms.figure("minutes") if forms.text("minutes") else None,
        allow=typed_beyond(),
        by=house.by,
        now=house.clock(),
    )


def _show(house: House, key: str, refused: Refusal | None = None) -> ResponseReturnValue:
    with house.reading() as session:
        office(session, key)
        had = [each for each in services(session) if key in places_of(session, each.key)]
        typed = request.form if refused else request.args
        asked, day, free = Asked.of(typed), day_of(typed, house.clock()), []
        fault: Refusal | None = None
        if asked.rows and not refused:
            try:
                free = free_at(session, key, asked.services(), day, now=house.clock())
            except BookingError as unfit:
                fault = Refusal.of(unfit)
        blank = min(max(2 - len(asked.rows), 1), ROWS - len(asked.rows))
        page = house.show(
            session,
            "book.html",
            key,
            services=had,
            chosen=asked.rows if not fault else [],
            rows=[*asked.rows, *[Wanted()] * max(0, blank)],
            day=day,
            free=free,
            typed=typed,
            ticked=typed_beyond(),
            refused=refused or fault,
            missing=missing_of(refused),
        )
    return page, 422 if refused else 200
