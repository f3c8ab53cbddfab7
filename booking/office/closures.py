"""Days on which the office is shut: closures, which it sets, and public holidays, which it does not."""

from datetime import timedelta

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from booking import editing
from booking.catalogue import closures
from booking.office import forms
from booking.office.house import House
from booking.opening import local_day

HOLIDAYS_AHEAD_DAYS = 400


def add_closures(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/closures")
    @house.guard
    def closures_page(key: str) -> ResponseReturnValue:
        return show(key)

    @blueprint.post("/<key>/closures")
    @house.guard
    def close(key: str) -> ResponseReturnValue:
        refused = house.attempt(
            lambda session: editing.add_closure(
                session,
                key,
                forms.day("day_from"),
                forms.maybe_day("day_to") or forms.day("day_from"),
                forms.text("reason"),
                **house.trace(),
            )
        )
        return show(key, refused) if refused else done(key)

    @blueprint.post("/<key>/closures/<int:closure_id>/remove")
    @house.guard
    def reopen(key: str, closure_id: int) -> ResponseReturnValue:
        refused = house.attempt(
            lambda session: editing.remove_closure(session, key, closure_id, **house.trace())
        )
        return show(key, refused) if refused else done(key)

    def show(key: str, refused: str | None = None) -> ResponseReturnValue:
        today = local_day(house.clock())
        with house.reading() as session:
            ahead = closures(session, key, today, HOLIDAYS_AHEAD_DAYS)
            return house.show_editor(
                session,
                "closures.html",
                key,
                refused,
                kept=editing.closures_since(session, key, today - timedelta(days=30)),
                holidays=[each for each in ahead if each.holiday],
                today=today,
            )

    def done(key: str) -> ResponseReturnValue:
        house.tell_saved(key)
        return redirect(url_for("office.closures_page", key=key))
