"""What the office says of itself and its own rules; and the history of all that was changed."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from booking import editing
from booking.catalogue import offices, services
from booking.office.house import House
from booking.office.no_shows import no_shows
from booking.office.settings_form import shown, typed_settings
from booking.values import LANGUAGE


def add_settings(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/rules")
    @house.guard
    def rules_page(key: str) -> ResponseReturnValue:
        return show(key)

    @blueprint.post("/<key>/rules")
    @house.guard
    def change_rules(key: str) -> ResponseReturnValue:
        refused = house.attempt(
            lambda session: editing.change_settings(session, key, typed_settings(), **house.trace())
        )
        if refused:
            return show(key, refused)
        house.tell_saved(key)
        return redirect(url_for("office.rules_page", key=key))

    @blueprint.get("/<key>/history")
    @house.guard
    def history_page(key: str) -> ResponseReturnValue:
        with house.reading() as session:
            names = {each.key: each.name(LANGUAGE) for each in services(session)}
            return house.show(
                session, "history.html", key, changes=editing.history(session, key), names=names
            )

    def show(key: str, refused: str | None = None) -> ResponseReturnValue:
        with house.reading() as session:
            kept = editing.settings_of(session, key)
            return house.show_editor(
                session,
                "rules.html",
                key,
                refused,
                settings=shown(kept),
                bounds=editing.BOUNDS,
                lengths=editing.LENGTHS,
                others_near=[each for each in offices(session) if each.key != key],
                missed=no_shows(session, key, now=house.clock()),
            )
