"""The desks of the office, and what is done at each."""

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking import editing
from booking.catalogue import services
from booking.office import forms
from booking.office.house import House
from booking.values import LANGUAGE


def add_desks(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/desks")
    @house.guard
    def desks_page(key: str) -> ResponseReturnValue:
        return _show(house, key)

    @blueprint.post("/<key>/desks")
    @house.guard
    def add_desk(key: str) -> ResponseReturnValue:
        return _done(
            house,
            key,
            house.attempt(
                lambda session: editing.add_desk(session, key, forms.figure("number"), **house.trace())
            ),
        )

    @blueprint.post("/<key>/desks/<int:desk_id>/retire")
    @house.guard
    def retire_desk(key: str, desk_id: int) -> ResponseReturnValue:
        return _done(
            house,
            key,
            house.attempt(lambda session: editing.retire_desk(session, key, desk_id, **house.trace())),
        )


def add_desk_form(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/desks/<int:desk_id>")
    @house.guard
    def desk_page(key: str, desk_id: int) -> ResponseReturnValue:
        return _show_one(house, key, desk_id)

    @blueprint.post("/<key>/desks/<int:desk_id>")
    @house.guard
    def set_desk(key: str, desk_id: int) -> ResponseReturnValue:
        chosen = request.form.getlist("service") if request.form.get("all") != "1" else []
        refused = house.attempt(
            lambda session: editing.set_desk_services(session, key, desk_id, chosen, **house.trace())
        )
        return _show_one(house, key, desk_id, refused) if refused else _done(house, key, None)


def _show(house: House, key: str, refused: str | None = None) -> ResponseReturnValue:
    with house.reading() as session:
        names = {each.key: each.name(LANGUAGE) for each in services(session)}
        kept = editing.desks(session, key)
        return house.show_editor(session, "desks.html", key, refused, desks=kept, names=names)


def _show_one(house: House, key: str, desk_id: int, refused: str | None = None) -> ResponseReturnValue:
    with house.reading() as session:
        desk = next((each for each in editing.desks(session, key) if each.id == desk_id), None)
        if desk is None:
            abort(404)
        offered = editing.offered(session, key)
        had = [each for each in services(session) if each.key in offered]
        return house.show_editor(session, "desk.html", key, refused, desk=desk, services=had)


def _done(house: House, key: str, refused: str | None) -> ResponseReturnValue:
    if refused:
        return _show(house, key, refused)
    house.tell_saved(key)
    return redirect(url_for("office.desks_page", key=key))
