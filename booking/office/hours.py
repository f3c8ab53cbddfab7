"""Opening hours: the series of an office, and special openings of one day."""

from datetime import time

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking import editing
from booking.editing import Opening
from booking.editing.errors import GoneMeanwhile
from booking.office import days_typed
from booking.office.house import House
from booking.office.opening_form import shown, typed_opening, typed_openings
from booking.opening import local_day
from booking.values import Use


def add_hours(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/hours")
    @house.guard
    def hours_page(key: str) -> ResponseReturnValue:
        return _show_all(house, key)

    @blueprint.post("/<key>/hours")
    @house.guard
    def add_opening(key: str) -> ResponseReturnValue:
        special = bool(request.form.get("special"))
        refused = house.attempt(
            lambda session: editing.add_openings(session, key, typed_openings(special), **house.trace())
        )
        return _show_one(house, key, refused, special=special) if refused else _saved(house, key)

    @blueprint.post("/<key>/hours/<int:opening_id>")
    @house.guard
    def change_opening(key: str, opening_id: int) -> ResponseReturnValue:
        def change(session: Session) -> None:
            kept = _kept(session, key, opening_id)
            if kept is None:
                raise GoneMeanwhile
            new = typed_opening(special=kept.special, own_rule=kept.rule)
            editing.change_opening(session, key, opening_id, new, **house.trace())

        refused = house.attempt(change)
        if refused == GoneMeanwhile.code:
            return _show_all(house, key, refused)
        return _show_one(house, key, refused, opening_id=opening_id) if refused else _saved(house, key)

    @blueprint.post("/<key>/hours/<int:opening_id>/remove")
    @house.guard
    def remove_opening(key: str, opening_id: int) -> ResponseReturnValue:
        refused = house.attempt(
            lambda session: editing.remove_opening(session, key, opening_id, **house.trace())
        )
        return _show_all(house, key, refused) if refused else _saved(house, key)


def add_opening_forms(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/hours/new")
    @house.guard
    def new_opening_page(key: str) -> ResponseReturnValue:
        return _show_one(house, key)

    @blueprint.get("/<key>/hours/new-special")
    @house.guard
    def new_special_page(key: str) -> ResponseReturnValue:
        return _show_one(house, key, special=True)

    @blueprint.get("/<key>/hours/<int:opening_id>")
    @house.guard
    def opening_page(key: str, opening_id: int) -> ResponseReturnValue:
        return _show_one(house, key, opening_id=opening_id)


def _show_all(house: House, key: str, refused: str | None = None) -> ResponseReturnValue:
    today = local_day(house.clock())
    with house.reading() as session:
        kept = editing.openings(session, key)
        ahead = [each for each in kept if (each.opening.valid_until or today) >= today]
        return house.show_editor(
            session,
            "hours.html",
            key,
            refused,
            desks={each.id: each.number for each in editing.desks(session, key)},
            series=[each for each in ahead if not each.opening.special],
            special=[each for each in ahead if each.opening.special],
            said=days_typed.said,
        )


def _show_one(
    house: House,
    key: str,
    refused: str | None = None,
    *,
    opening_id: int | None = None,
    special: bool = False,
) -> ResponseReturnValue:
    with house.reading() as session:
        desks = editing.desks(session, key)
        kept = _kept(session, key, opening_id)
        if opening_id is not None and kept is None:
            abort(404)
        blank = Opening("", time(8), time(12), 10, {each.id: Use.PUBLIC for each in desks})
        return house.show_editor(
            session,
            "opening.html",
            key,
            refused,
            opening=shown(kept or blank),
            opening_id=opening_id,
            special=kept.special if kept else special,
            desks=desks,
            rhythms=days_typed.RHYTHMS,
            weekdays=days_typed.NAMES,
        )


def _saved(house: House, key: str) -> ResponseReturnValue:
    house.tell_saved(key)
    return redirect(url_for("office.hours_page", key=key))


def _kept(session: Session, key: str, opening_id: int | None) -> Opening | None:
    kept = {each.id: each.opening for each in editing.openings(session, key)}
    return kept.get(opening_id) if opening_id is not None else None
