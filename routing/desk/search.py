"""Finding a place, in the same book that the telephone menu uses."""

from contextlib import suppress
from datetime import datetime

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import booking
from booking import BookingError, Wish
from routing.desk import forms
from routing.desk.calls import current_ticket
from routing.desk.confirming import begun_booking
from routing.desk.desk import Desk
from routing.desk.forms import BadInput
from routing.desk.screen import booked, place
from routing.drafts import drafts_of
from routing.guards import Role, requires

SEARCH = "search"
"""The form's name among the drafts."""
COUNT = 6
"""More than a caller can listen to, as many as an agent can read at a glance."""


def add_search(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/search")
    @requires(Role.AGENT)
    def search() -> ResponseReturnValue:
        with desk.reading() as session:
            return begun_booking(session, now=desk.clock()) or search_form(session, now=desk.clock())

    @blueprint.get("/search/offices")
    @requires(Role.AGENT)
    def search_offices() -> ResponseReturnValue:
        service = request.args.get("service")
        with desk.reading() as session:
            return render_template(
                "desk/office_options.html", offices=_offices(session, service), chosen=None
            )

    @blueprint.get("/search/offers")
    @requires(Role.AGENT)
    def search_offers() -> ResponseReturnValue:
        try:
            with desk.reading() as session:
                return _offers(session, now=desk.clock())
        except (BadInput, BookingError) as refused:
            return render_template("desk/fault.html", code=refused.code)


def search_form(session: Session, *, now: datetime, fault: str | None = None) -> str:
    """The search, filled in with what the caller told the menu; `fault`: the code of what just went wrong."""
    mine = current_ticket(session)
    moving = request.values.get("moving", type=int)
    old = booked(session, [booking.appointment(session, moving)])[0] if moving is not None else None
    about = old.appointment if old is not None else mine
    typed = drafts_of(session, mine.id, g.staff.id).get(SEARCH, {}) if mine and not request.values else {}
    given = {**typed, **request.values.to_dict()}
    service = given.get("service") or (about.service if about is not None else None)
    wished = (mine.wish or {}).get("day", "") if mine is not None else ""
    return render_template(
        "desk/search.html",
        services=booking.services(session),
        offices=_offices(session, service),
        chosen_service=service,
        chosen_office=given.get("office") or (about.office if about is not None else None),
        wished_day=given.get("day", wished),
        today=now.astimezone(booking.BERLIN).date(),
        moving=old,
        fault=fault,
    )


def _offices(session: Session, service: str | None) -> list[booking.Office]:
    """Where the service can be had; all offices while none is chosen, or one that the book does not know."""
    with suppress(booking.UnknownService):
        if service:
            return booking.offices_for(session, service)
    return booking.offices(session)


def _offers(session: Session, *, now: datetime) -> str:
    found = booking.offer(
        session,
        request.args.get("service", ""),
        office=request.args.get("office") or None,
        wish=Wish(day=forms.day(request.args.get("day", ""))),
        after=forms.moment(request.args.get("after", "")),
        count=COUNT,
        now=now,
    )
    return render_template(
        "desk/offers.html",
        offers=[(offer, place(session, offer)) for offer in found],
        query=request.args,
        last=found[-1].start if found else None,
    )
