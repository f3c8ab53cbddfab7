"""Which services the office has, and how long each takes there."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking import editing
from booking.catalogue import office, services
from booking.editing import Offered
from booking.office import forms
from booking.office.house import House


def add_offered(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/services")
    @house.guard
    def services_page(key: str) -> ResponseReturnValue:
        return show(key)

    @blueprint.post("/<key>/services")
    @house.guard
    def set_services(key: str) -> ResponseReturnValue:
        refused = house.attempt(
            lambda session: editing.set_offered(session, key, typed_services(), **house.trace())
        )
        if refused:
            return show(key, refused)
        house.tell_saved(key)
        return redirect(url_for("office.services_page", key=key))

    def show(key: str, refused: str | None = None) -> ResponseReturnValue:
        with house.reading() as session:
            kind = office(session, key).kind
            offered = editing.offered(session, key)
            fitting = [each for each in services(session) if each.kind == kind or each.key in offered]
            return house.show_editor(
                session, "services.html", key, refused, services=fitting, offered=offered
            )


def typed_services() -> dict[str, Offered]:
    """What is ticked. Raises BadFigure."""
    return {
        key: Offered(forms.figure(f"places-{key}"), forms.figure(f"buffer-{key}"))
        for key in request.form.getlist("service")
    }
