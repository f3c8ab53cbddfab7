"""Booking a place that was found: hold it, confirm it, or move an appointment to it."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import booking
from booking import Appointment, BookingError
from routing.desk import forms
from routing.desk.calls import current_ticket
from routing.desk.confirming import CONFIRM, confirm_form
from routing.desk.desk import Desk
from routing.desk.forms import BadInput
from routing.desk.screen import booked
from routing.desk.search import search_form
from routing.drafts import drop_drafts, keep_draft
from routing.ending import remember
from routing.guards import Role, requires
from routing.tickets import Ticket

HOLD_MINUTES = 10
LONGEST_NAME = 120


def add_book(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/hold")
    @requires(Role.AGENT)
    def hold() -> ResponseReturnValue:
        return _attempt(_hold)

    @blueprint.post("/release")
    @requires(Role.AGENT)
    def release() -> ResponseReturnValue:
        with desk.writing() as session:
            booking.release(session, request.form.get("hold", 0, int), now=desk.clock())
            mine = current_ticket(session)
            if mine is not None:
                drop_drafts(session, mine.id, CONFIRM)
            return search_form(session, now=desk.clock())

    @blueprint.post("/book")
    @requires(Role.AGENT)
    def book() -> ResponseReturnValue:
        return _attempt(_book)

    def _attempt(deed: Callable[[Session, datetime], str]) -> ResponseReturnValue:
        """Do it in one transaction; what the book refuses is said, and the search stays at hand."""
        try:
            with desk.writing() as session:
                return deed(session, desk.clock()), 200, {"HX-Trigger": "desk-changed"}
        except (BadInput, BookingError) as refused:
            with desk.reading() as session:
                return search_form(session, now=desk.clock(), fault=refused.code)


def _hold(session: Session, now: datetime) -> str:
    """Keep the chosen place while agent and caller go through the particulars."""
    held = booking.hold(session, forms.offer(), now=now, minutes=HOLD_MINUTES, holder=_holder())
    begun = {"hold": str(held.id), "moving": request.form.get("moving", "")}
    mine = current_ticket(session)
    if mine is not None:
        keep_draft(session, mine.id, g.staff.id, CONFIRM, begun, now=now)
    return confirm_form(session, held, begun, now=now)


def _book(session: Session, now: datetime) -> str:
    """Confirm a hold, or move an appointment to it."""
    hold = request.form.get("hold", 0, int)
    moving = request.form.get("moving", type=int)
    mine = current_ticket(session)
    if moving is not None:
        done = booking.reschedule(session, moving, hold, by=_holder(), now=now)
    else:
        done = _confirm(session, hold, mine, now)
    if mine is not None:
        drop_drafts(session, mine.id, CONFIRM)
        event = "moved" if moving is not None else "booked"
        remember(session, mine.id, event, agent_id=g.staff.id, now=now, detail=f"appointment {done.id}")
    (result,) = booked(session, [done])
    service = booking.service(session, done.service)
    return render_template("desk/booked.html", booked=result, service=service, moved=moving is not None)


def _confirm(session: Session, hold: int, mine: Ticket | None, now: datetime) -> Appointment:
    typed = request.form.get("phone")
    caller = mine.number if mine is not None else None
    return booking.confirm(
        session,
        hold,
        phone=forms.phone(typed) if typed is not None else caller,
        language=mine.language if mine is not None else "de",
        by=_holder(),
        now=now,
        name=request.form.get("name", "").strip()[:LONGEST_NAME] or None,
        unlimited=True,
    )


def _holder() -> str:
    """As whom this agent appears in the book's history."""
    return f"agent:{g.staff.login}"
