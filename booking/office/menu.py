"""The pages that there are for an office, and the way from one office to another."""

from typing import NamedTuple

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from booking.office.house import House


class Item(NamedTuple):
    endpoint: str
    label: str


MENU = (
    Item("office.day_page", "Tagesliste"),
    Item("office.book_page", "Termin eintragen"),
    Item("office.walk_ins_page", "Ohne Termin"),
    Item("office.waiting_page", "Warteliste"),
    Item("office.occupancy_page", "Auslastung"),
    Item("office.conflicts_page", "Konflikte"),
    Item("office.hours_page", "Öffnungszeiten"),
    Item("office.closures_page", "Schließungen"),
    Item("office.services_page", "Anliegen"),
    Item("office.desks_page", "Schalter"),
    Item("office.rules_page", "Stelle und Regeln"),
    Item("office.history_page", "Verlauf"),
)


def add_menu(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/")
    @house.guard
    def page() -> ResponseReturnValue:
        """Go to the office that was chosen, else to the first: to the same page as before."""
        with house.reading() as session:
            keys = [each.key for each in house.offices(session)]
        wanted = request.args.get("office", "")
        if not keys and house.limits() is None:
            return redirect(url_for("office.new_office_page"))
        if not keys or (wanted and wanted not in keys):
            abort(404)
        return redirect(url_for(_endpoint(), key=wanted or keys[0]))


def _endpoint() -> str:
    wanted = request.args.get("page")
    return wanted if wanted in {item.endpoint for item in MENU} else MENU[0].endpoint
