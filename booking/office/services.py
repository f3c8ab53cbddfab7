"""What a service is called, what to bring and what it costs, at all offices; and new services."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from booking import editing
from booking.catalogue import office, offices, offices_for
from booking.editing import Offered, Wording
from booking.errors import UnknownService
from booking.office import forms
from booking.office.house import House

BLANK = Wording({})


def add_services(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/services/<service>")
    @house.guard_city
    def service_page(key: str, service: str) -> ResponseReturnValue:
        return _show(house, key, service)

    @blueprint.post("/<key>/services/<service>")
    @house.guard_city
    def change_service(key: str, service: str) -> ResponseReturnValue:
        def change(session: Session) -> None:
            office(session, key)
            kept = editing.wording_of(session, service)
            editing.change_service(session, service, _typed(house, kept), **house.trace())

        refused = house.attempt(change)
        return _show(house, key, service, refused) if refused else _done(key)


def add_new_services(blueprint: Blueprint, house: House) -> None:
    @blueprint.get("/<key>/services/new")
    @house.guard_city
    def new_service_page(key: str) -> ResponseReturnValue:
        return _show(house, key)

    @blueprint.post("/<key>/services/new")
    @house.guard_city
    def add_service(key: str) -> ResponseReturnValue:
        def change(session: Session) -> None:
            kind = office(session, key).kind
            given = {
                one: Offered(forms.figure(f"places-{one}"), forms.figure(f"buffer-{one}"))
                for one in request.form.getlist("office")
            }
            editing.add_service(session, kind, _typed(house, BLANK), given, by=house.by, now=house.clock())

        refused = house.attempt(change)
        return _show(house, key, refused=refused) if refused else _done(key)


def _show(
    house: House, key: str, service: str | None = None, refused: str | None = None
) -> ResponseReturnValue:
    with house.reading() as session:
        kind = office(session, key).kind
        try:
            kept = editing.wording_of(session, service) if service else BLANK
            had_at = offices_for(session, service) if service else []
        except UnknownService:
            abort(404)
        return house.show_editor(
            session,
            "service.html",
            key,
            refused,
            service=service,
            wording=_typed(house, kept) if refused else kept,
            languages=_languages(house, kept),
            had_at=had_at,
            fitting=offices(session, kind),
        )


def _languages(house: House, kept: Wording) -> tuple[str, ...]:
    """Those in which citizens are spoken to, and those in which there is a name already."""
    return tuple(dict.fromkeys((*house.languages, *kept.names)))


def _typed(house: House, kept: Wording) -> Wording:
    languages = _languages(house, kept)
    return Wording(
        names={language: " ".join(forms.text(f"names-{language}").split()) for language in languages},
        synonyms=forms.lines("synonyms"),
        documents={language: forms.lines(f"documents-{language}") for language in languages},
        fee={language: " ".join(forms.text(f"fee-{language}").split()) for language in languages},
        bookable="bookable" in request.form,
    )


def _done(key: str) -> ResponseReturnValue:
    flash("Gespeichert. Am Telefon gilt es in wenigen Sekunden.", "success")
    return redirect(url_for("office.services_page", key=key))
