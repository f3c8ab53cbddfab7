"""The form between holding a place and booking it; it is there again after a reload."""

from datetime import datetime

from flask import g, render_template, request
from sqlalchemy.orm import Session

import booking
from routing.desk.calls import current_ticket
from routing.desk.screen import booked, place
from routing.drafts import Typed, drafts_of

CONFIRM = "confirm"
"""The form's name among the drafts."""


def begun_booking(session: Session, *, now: datetime) -> str | None:
    """The form of a booking that was begun before a reload; None when nothing is held for it any more."""
    mine = current_ticket(session)
    if mine is None or request.values:
        return None
    typed = drafts_of(session, mine.id, g.staff.id).get(CONFIRM, {})
    hold = typed.get("hold", "")
    held = booking.held(session, int(hold), now=now) if hold.isdecimal() else None
    return confirm_form(session, held, typed, now=now) if held is not None else None


def confirm_form(session: Session, held: booking.Held, typed: Typed, *, now: datetime) -> str:
    """The place with the fields for the particulars, filled with what was `typed` before."""
    mine = current_ticket(session)
    moving = typed.get("moving", "")
    return render_template(
        "desk/confirm.html",
        held=held,
        place=place(session, held.offer),
        moving=booked(session, [booking.appointment(session, int(moving))])[0]
        if moving.isdecimal()
        else None,
        phone=mine.number if mine is not None else None,
        typed=typed,
        now=now,
    )
