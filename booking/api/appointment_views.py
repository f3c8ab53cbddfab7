"""Appointments: confirmed, found again, moved, cancelled."""

from datetime import datetime

from flask import Response
from flask_openapi3.blueprint import APIBlueprint
from sqlalchemy.orm import Session

from booking import bookings, finding
from booking.api import answers
from booking.api.answers import answer, place_of_appointment
from booking.api.document import APPOINTMENTS, WITH_A_BODY, answers_with
from booking.api.gate import Book, for_clients
from booking.api.guesses import counted
from booking.api.own_holds import actor, own_hold
from booking.api.questions import ConfirmWish, MoveWish, Reference, Repeatable
from booking.api.replays import once
from booking.values import Appointment

OF_CODE = ("unknown_reference", "too_many_wrong_codes")
OF_HOLD = ("unknown_hold", "hold_ended")
REUSED = "idempotency_key_reused"


def add_appointments(api: APIBlueprint, book: Book) -> None:
    @api.post(
        "/appointments",
        tags=[APPOINTMENTS],
        summary="Make a hold an appointment",
        responses=answers_with(201, answers.Appointment, *WITH_A_BODY, "too_many_bookings", *OF_HOLD, REUSED),
    )
    @for_clients
    def confirm_appointment(body: ConfirmWish, header: Repeatable) -> Response:
        return once(book, header.idempotency_key, lambda session, now: _confirm(session, body, now))

    @api.post(
        "/appointments/find",
        tags=[APPOINTMENTS],
        summary="Find an open appointment by its code, and its phone or day",
        responses=answers_with(200, answers.Appointment, *WITH_A_BODY, *OF_CODE),
    )
    @for_clients
    def find_appointment(body: Reference) -> Response:
        with counted(book, body.code), book.reading() as session:
            return answer(_appointment(_find(session, body, book.clock())))

    @api.post(
        "/appointments/move",
        tags=[APPOINTMENTS],
        summary="Move an appointment to a held place; its code stays",
        responses=answers_with(200, answers.Appointment, *WITH_A_BODY, *OF_CODE, *OF_HOLD, REUSED),
    )
    @for_clients
    def move_appointment(body: MoveWish, header: Repeatable) -> Response:
        with counted(book, body.code):
            return once(book, header.idempotency_key, lambda session, now: _move(session, body, now))

    @api.post(
        "/appointments/cancel",
        tags=[APPOINTMENTS],
        summary="Cancel an appointment",
        responses=answers_with(200, answers.Appointment, *WITH_A_BODY, *OF_CODE, REUSED),
    )
    @for_clients
    def cancel_appointment(body: Reference, header: Repeatable) -> Response:
        with counted(book, body.code):
            return once(book, header.idempotency_key, lambda session, now: _cancel(session, body, now))


def _confirm(session: Session, body: ConfirmWish, now: datetime) -> Response:
    booked = bookings.confirm(
        session,
        own_hold(session, body.hold),
        phone=body.phone,
        language=body.language,
        by=actor(),
        now=now,
        name=(body.name or "").strip() or None,
    )
    return answer(_appointment(booked), 201)


def _move(session: Session, body: MoveWish, now: datetime) -> Response:
    found = _find(session, body, now)
    hold = own_hold(session, body.hold)
    return answer(_appointment(bookings.reschedule(session, found.id, hold, by=actor(), now=now)))


def _cancel(session: Session, body: Reference, now: datetime) -> Response:
    found = _find(session, body, now)
    return answer(_appointment(bookings.cancel(session, found.id, by=actor(), now=now)))


def _find(session: Session, body: Reference, now: datetime) -> Appointment:
    return finding.find(session, code=body.code, phone=body.phone, day=body.day, now=now)


def _appointment(booked: Appointment) -> answers.Appointment:
    return answers.Appointment(
        code=booked.code,
        state=booked.state,
        place=place_of_appointment(booked),
        language=booked.language,
        calendar=f"/c/{booked.calendar_token}.ics",
    )
