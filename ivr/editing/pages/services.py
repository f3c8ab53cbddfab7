"""The words for services: they stand in the appointment book, and are changed there by its own verbs."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

import booking
from booking import editing
from booking.editing.errors import ChangedMeanwhile, NameKnown
from booking.errors import BookingError, UnknownService
from ivr.editing.deeds.done import lines
from ivr.editing.opened import GENERAL
from ivr.editing.pages.room import BELOW, Room
from ivr.web.words import t
from routing import audit
from routing.guards import Role, requires


def add_services(blueprint: Blueprint, room: Room) -> None:
    @blueprint.get(f"{BELOW}/services")
    @requires(Role.OPERATOR)
    def services_page(line: str, draft: int) -> str:
        with room.reading() as session:
            found = room.draft(session, line, draft)
            opened = room.opened(found)
            services = booking.services(session)
            return render_template(
                "editing/services.html",
                draft=found,
                opened=opened,
                general=opened.faults_by_step.get(GENERAL, []),
                services=services,
                versions={each.key: editing.version_of_service(session, each.key) for each in services},
            )

    @blueprint.post(f"{BELOW}/services/<service>")
    @requires(Role.OPERATOR)
    def change_words(line: str, draft: int, service: str) -> ResponseReturnValue:
        """It holds at once, and whatever becomes of the draft."""
        try:
            with room.writing() as session:
                room.draft(session, line, draft)
                kept = editing.wording_of(session, service)
                wanted = replace(kept, synonyms=tuple(lines(request.form, "synonyms")))
                editing.change_service(
                    session, service, wanted, seen=room.seen, by=f"console:{room.by}", now=room.now
                )
                told = {"service": service, "words": list(wanted.synonyms)}
                audit.note(session, by=room.by, what="service.words_changed", details=told, now=room.now)
        except UnknownService:
            flash(t("editing.refused.no_such_service"), "warning")
        except ChangedMeanwhile:
            flash(t("editing.services_page.changed"), "warning")
        except NameKnown as known:
            flash(t("editing.services_page.name_known", detail=known.detail), "warning")
        except BookingError:
            flash(t("editing.services_page.refused"), "warning")
        else:
            flash(t("editing.services_page.saved"), "success")
        return redirect(
            url_for("editing.services_page", line=line, draft=draft, _anchor=f"service-{service}"), 303
        )
