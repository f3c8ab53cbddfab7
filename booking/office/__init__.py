"""The pages of an office: its day, its hours and closures, its services and desks, the weeks ahead.

Whoever has the role sees all offices of the house, or those that they are limited to, and chooses one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import NotFound

from booking.errors import UnknownOffice, UnknownReference
from booking.office import words
from booking.office.ahead import add_ahead
from booking.office.appointment import add_appointment
from booking.office.book import add_book
from booking.office.closures import add_closures
from booking.office.conflicts import add_conflicts
from booking.office.day import add_day
from booking.office.desks import add_desk_form, add_desks
from booking.office.hours import add_hours, add_opening_forms
from booking.office.house import Guard, House, NotYours
from booking.office.menu import MENU, add_menu
from booking.office.moving import add_moving
from booking.office.new_office import add_new_office
from booking.office.noting import add_noting
from booking.office.numbers import add_ends, add_walk_ins
from booking.office.offered import add_offered
from booking.office.services import add_new_services, add_services
from booking.office.settings import add_settings
from booking.office.waiting import add_waiting_list
from booking.values import LANGUAGE


def office_blueprint(
    database: sessionmaker[Session],
    clock: Callable[[], datetime],
    guard: Guard,
    who: Callable[[], str],
    *,
    limits: Callable[[], frozenset[str] | None] = lambda: None,
    languages: Sequence[str] = (LANGUAGE,),
) -> Blueprint:
    """The pages under /office. `guard` lets in whom the house trusts.

    `who` is the login of whoever is in, `limits` the offices that they are limited to. `languages` are those
    in which citizens are spoken to.
    """
    blueprint = Blueprint(
        "office", __name__, url_prefix="/office", template_folder="templates", static_folder="static"
    )
    house = House(database, clock, guard, who, limits, tuple(dict.fromkeys((LANGUAGE, *languages))))
    for add in (
        add_menu,
        add_day,
        add_noting,
        add_appointment,
        add_moving,
        add_book,
        add_walk_ins,
        add_ends,
        add_waiting_list,
        add_ahead,
        add_conflicts,
        add_hours,
        add_opening_forms,
        add_closures,
        add_offered,
        add_services,
        add_new_services,
        add_desks,
        add_desk_form,
        add_settings,
        add_new_office,
    ):
        add(blueprint, house)

    @blueprint.context_processor
    def shared() -> dict[str, Any]:
        return {"w": words, "menu": MENU}

    @blueprint.errorhandler(UnknownOffice)
    @blueprint.errorhandler(UnknownReference)
    def not_there(_fault: Exception) -> ResponseReturnValue:
        return current_app.handle_user_exception(NotFound())

    @blueprint.errorhandler(NotYours)
    def not_yours(_fault: Exception) -> ResponseReturnValue:
        with house.reading() as session:
            return render_template("office/not_yours.html", offices=house.offices(session)), 403

    return blueprint
