"""Booking by the office itself: at any free time, and beyond the rules where somebody says so."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking.beyond import Beyond
from booking.catalogue import office, services
from booking.counter import Person, book_at_counter
from booking.errors import OutsideHours
from booking.offers import free_times
from booking.office import forms, words
from booking.office.house import House
from booking.opening import local_day
from booking.schedule import places_of
from booking.values import Appointment, Channel, Wish


def add_book(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/book")
    @house.guard
    def book_page(key: str) -> ResponseReturnValue:
        return _show(house, key)

    @blueprint.post("/<key>/book")
    @house.guard
    def book(key: str) -> ResponseReturnValue:
        booked: list[Appointment] = []
        missing: list[str] = []

        def change(session: Session) -> None:
            office(session, key)
            try:
                booked.append(_book(session, house, key))
            except OutsideHours as outside:
                missing.extend(each for each in outside.detail.split(", ") if each in set(Beyond))
                raise

        refused = house.attempt(change)
        if refused:
            return _show(house, key, refused, missing)
        (made,) = booked
        flash(words.booked(made), "success")
        return redirect(url_for("office.appointment_page", key=key, appointment_id=made.id))


def _book(session: Session, house: House, key: str) -> Appointment:
    allowed = set(request.form.getlist("allow"))
    return book_at_counter(
        session,
        key,
        [forms.text("service")] * (forms.figure("persons") if forms.text("persons") else 1),
        forms.day("date"),
        forms.clock("time"),
        person=Person(
            name=forms.text("name")[:120] or None,
            phone=forms.phone("phone"),
            note=forms.text("note")[:1000] or None,
        ),
        minutes=forms.figure("minutes") if forms.text("minutes") else None,
        allow=[each for each in Beyond if each.value in allowed],
        by=house.by,
        now=house.clock(),
    )


def _show(
    house: House, key: str, refused: str | None = None, missing: list[str] | None = None
) -> ResponseReturnValue:
    with house.reading() as session:
        office(session, key)
        had = [each for each in services(session) if key in places_of(session, each.key)]
        typed = request.form if refused else request.args
        chosen = typed.get("service", "")
        day = _day(typed.get("date", ""), local_day(house.clock()))
        free = (
            free_times(
                session,
                chosen,
                office=key,
                wish=Wish(day=day),
                channel=Channel.STAFF,
                now=house.clock(),
            )
            if chosen in {each.key for each in had}
            else []
        )
        page = house.show(
            session,
            "book.html",
            key,
            services=had,
            chosen=chosen,
            day=day,
            free=[start for each in free for start in each.starts],
            typed=typed,
            ticked=request.form.getlist("allow"),
            refused=refused,
            missing=missing or [],
        )
    return page, 422 if refused else 200


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return today
