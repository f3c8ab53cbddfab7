"""The office's own rules: address, how far ahead, how late; and the history of all that was changed."""

from dataclasses import fields
from typing import Any

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from booking import editing
from booking.editing import Settings
from booking.office import forms
from booking.office.house import House


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
            return house.show(session, "history.html", key, changes=editing.changes(session, key))

    def show(key: str, refused: str | None = None) -> ResponseReturnValue:
        with house.reading() as session:
            kept = editing.settings_of(session, key)
            return house.show_editor(
                session, "rules.html", key, refused, settings=kept, bounds=editing.BOUNDS
            )


def typed_settings() -> Settings:
    """Raises BadFigure."""
    typed: dict[str, Any] = {
        each.name: forms.text(each.name) if each.name == "address" else forms.figure(each.name)
        for each in fields(Settings)
    }
    return Settings(**typed)
