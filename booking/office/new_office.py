"""A new office of the city."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from booking import editing
from booking.editing.errors import TextMissing
from booking.office import forms
from booking.office.house import House
from booking.office.settings_form import BLANK, shown, typed_settings
from booking.values import OfficeKind


def add_new_office(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/new")
    @house.guard_city
    def new_office_page() -> ResponseReturnValue:
        return show()

    @blueprint.post("/new")
    @house.guard_city
    def add_office() -> ResponseReturnValue:
        made: list[str] = []
        refused = house.attempt(
            lambda session: made.append(
                editing.add_office(
                    session,
                    typed_kind(),
                    typed_settings(),
                    forms.figure("desks"),
                    by=house.by,
                    now=house.clock(),
                )
            )
        )
        if refused:
            return show(refused)
        flash("Angelegt. Es fehlen noch die Öffnungszeiten und die Anliegen.", "success")
        return redirect(url_for("office.hours_page", key=made[0]))

    def show(refused: str | None = None) -> ResponseReturnValue:
        with house.reading() as session:
            page = render_template(
                "office/new_office.html",
                office=None,
                offices=house.offices(session),
                unlimited=True,
                refused=refused,
                settings=shown(BLANK),
                kind=request.form.get("kind", OfficeKind.BUERGERSERVICE),
                desks=request.form.get("desks", "1"),
                bounds=editing.BOUNDS,
                lengths=editing.LENGTHS,
                others_near=house.offices(session),
            )
        return page, 422 if refused else 200


def typed_kind() -> OfficeKind:
    """Raises TextMissing."""
    try:
        return OfficeKind(forms.text("kind"))
    except ValueError:
        raise TextMissing("kind") from None
