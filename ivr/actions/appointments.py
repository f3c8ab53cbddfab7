"""Appointments on the phone: booked, found by their code, moved, cancelled."""

from datetime import date, timedelta

import booking
from ivr.actions.context import CallContext, Values, needed_number, needed_text, text_of
from ivr.actions.labels import label_of
from ivr.actions.places import place
from ivr.dialog import JSON, Outcome

WRONG_CODES = 3  # then an agent asks who is calling; the code has 10^6 values, so three guesses are no attack
BY = "caller"
WORTH_WAITING = timedelta(days=1)  # what is sooner is hardly to be had any earlier


def confirm(call: CallContext, values: Values) -> Outcome:
    try:
        made = booking.confirm(
            call.session,
            needed_number(values, "hold"),
            phone=call.caller,
            language=call.language,
            by=BY,
            now=call.now,
        )
    except booking.HoldEnded:
        return Outcome("hold_ended", {"hold": None})
    except booking.TooManyBookings:
        return Outcome("too_many")
    return booked(call, made)


def booked(call: CallContext, made: booking.Appointment) -> Outcome:
    """What there is to say of a new appointment."""
    call.outcome = "booked"
    services = booking.services_of(call.session, made)
    return Outcome(
        "booked",
        {
            "appointment": made.id,
            "code": made.code,
            "documents": "; ".join(booking.documents_of(services, call.language)),
            "hold": None,
            "text_sent": _text_sent(made),
            "may_wait": _may_wait(call, made),
            **place(call, made.office, made.start),
        },
    )


def find_appointment(call: CallContext, values: Values) -> Outcome:
    """By the caller's own number and the code; from another phone by code and date."""
    day = text_of(values, "day")
    if not booking.is_code(needed_text(values, "code")):
        return _wrong(values)
    try:
        found = booking.find(
            call.session,
            code=needed_text(values, "code"),
            phone=call.caller,
            day=date.fromisoformat(day) if day else None,
            now=call.now,
        )
    except booking.UnknownReference:
        # Without its date a code may still be right; only the two together count as a wrong try.
        return Outcome("need_day") if day is None else _wrong(values)
    service = booking.service(call.session, found.service)
    waiting = booking.waiting_for(call.session, found.id)
    return Outcome(
        "found",
        {
            "appointment": found.id,
            "service": service.key,
            "service_name": service.name(call.language),
            "kind": service.kind.value,
            "may_wait": waiting is None and _may_wait(call, found),
            "waiting": waiting.id if waiting else None,
            "waiting_label": label_of(call, waiting) if waiting else None,
            "wrong_codes": None,
            "day": None,
            **place(call, found.office, found.start),
        },
    )


def cancel(call: CallContext, values: Values) -> Outcome:
    try:
        gone = booking.cancel(
            call.session, needed_number(values, "appointment"), by=BY, via=call.sid, now=call.now
        )
    except booking.UnknownReference:
        return Outcome("gone")
    call.outcome = "cancelled"
    return Outcome("cancelled", {"text_sent": _text_sent(gone)})


def move(call: CallContext, values: Values) -> Outcome:
    try:
        made = booking.reschedule(
            call.session,
            needed_number(values, "appointment"),
            needed_number(values, "hold"),
            by=BY,
            now=call.now,
        )
    except booking.HoldEnded:
        return Outcome("hold_ended", {"hold": None})
    except booking.UnknownReference:
        return Outcome("gone")
    return moved(call, made)


def moved(call: CallContext, made: booking.Appointment) -> Outcome:
    """What there is to say of an appointment that is elsewhere now."""
    call.outcome = "moved"
    given: dict[str, JSON] = {"code": made.code, "hold": None, "text_sent": _text_sent(made)}
    return Outcome("moved", {**given, **place(call, made.office, made.start)})


def _wrong(values: Values) -> Outcome:
    tries = values.get("wrong_codes")
    wrong = (tries if isinstance(tries, int) else 0) + 1
    given: dict[str, JSON] = {"wrong_codes": wrong, "day": None, "code": None}
    return Outcome("locked" if wrong >= WRONG_CODES else "unknown", given)


def _may_wait(call: CallContext, made: booking.Appointment) -> bool:
    return _text_sent(made) and made.start > call.now + WORTH_WAITING


def _text_sent(made: booking.Appointment) -> bool:
    return made.phone is not None and booking.can_get_texts(made.phone)
