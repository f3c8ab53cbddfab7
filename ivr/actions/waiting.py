"""The waiting list on the phone: what is held for the caller, what they wait for, and enough of it."""

from datetime import date

import booking
from ivr.actions.appointments import BY, booked, moved
from ivr.actions.choices import Choice, choice
from ivr.actions.context import CallContext, Values, needed_number, needed_text, text_of
from ivr.actions.labels import label_of
from ivr.actions.places import NOT_HERE
from ivr.dialog import JSON, Outcome


def who_calls(call: CallContext, _values: Values) -> Outcome:
    """Whether a text can be sent to the caller, whether they wait, and what is held for them."""
    if call.caller is None or not booking.can_get_texts(call.caller):
        return Outcome("nothing", {"can_text": False, "waits": False})
    waits: dict[str, JSON] = {"can_text": True, "waits": _waits(call)}
    offered = booking.offered_to(call.session, call.caller, now=call.now) if waits["waits"] else None
    return Outcome("offered", {**waits, **_told(call, offered)}) if offered else Outcome("nothing", waits)


def offered_instead(call: CallContext, values: Values) -> Outcome:
    """What is held in the place of the appointment whose code was given, whoever calls."""
    offered = booking.offered_for(call.session, needed_number(values, "appointment"), now=call.now)
    return Outcome("offered", _told(call, offered)) if offered else Outcome("nothing")


def take_offered(call: CallContext, values: Values) -> Outcome:
    try:
        made = booking.take_offered(
            call.session, hold=needed_number(values, "offered"), by=BY, via=call.sid, now=call.now
        )
    except (booking.HoldEnded, booking.UnknownReference):
        return Outcome("over", {"offered": None})
    except booking.TooManyBookings:
        return Outcome("too_many")
    given = moved(call, made) if made.sequence else booked(call, made)
    return Outcome(given.name, {**given.values, "offered": None, "waits": _waits(call)})


def decline_offered(call: CallContext, values: Values) -> Outcome:
    try:
        booking.decline_offered(
            call.session, hold=needed_number(values, "offered"), by=BY, via=call.sid, now=call.now
        )
    except (booking.HoldEnded, booking.UnknownReference):
        return Outcome("over", {"offered": None})
    return Outcome("declined", {"offered": None})


def where_to_wait(call: CallContext, values: Values) -> Outcome:
    """Whether the caller chose one office of several: others may do as well."""
    office = text_of(values, "office")
    if office is None or values.get("office_count") == 1:
        return Outcome("clear")
    return Outcome("choice", {"office_name": booking.office_of(call.session, office).name})


def wait_for(call: CallContext, values: Values) -> Outcome:
    """Put a caller without an appointment on the list, with their wish."""
    part, until = text_of(values, "part"), text_of(values, "until_day")
    wish = booking.Wish(
        part=booking.PartOfDay(part) if part else None,
        until_day=date.fromisoformat(until) if until else None,
    )
    if call.caller is None:
        return Outcome("refused")
    try:
        booking.wait_for(
            call.session,
            needed_text(values, "service"),
            phone=call.caller,
            language=call.language,
            by=BY,
            via=call.sid,
            office=text_of(values, "office"),
            wish=wish,
            now=call.now,
        )
    except (booking.CannotText, booking.TooManyBookings, *NOT_HERE):
        return Outcome("refused")
    return Outcome("noted", {"waits": True})


def wait_for_earlier(call: CallContext, values: Values) -> Outcome:
    """Put the caller on the list for something earlier than their appointment."""
    try:
        booking.wait_for_earlier(
            call.session, needed_number(values, "appointment"), by=BY, via=call.sid, now=call.now
        )
    except (booking.UnknownReference, booking.CannotText, booking.TooManyBookings):
        return Outcome("refused")
    return Outcome("noted", {"waits": _waits(call)})


def list_waiting(call: CallContext, _values: Values) -> Outcome:
    """What the caller waits for: five entries at most, so that there is a key for each."""
    waiting = booking.waiting_of(call.session, call.caller) if call.caller else []
    if not waiting:
        return Outcome("nothing", {"waits": False})
    if len(waiting) == 1:
        return Outcome("only_one", {"waiting": waiting[0].id, "waiting_label": label_of(call, waiting[0])})
    listed = [_entry(call, each, key) for key, each in enumerate(waiting, start=1)]
    return Outcome("listed", {"waitings": list(listed)})


def stop_waiting(call: CallContext, values: Values) -> Outcome:
    left = booking.stop_waiting(
        call.session, needed_number(values, "waiting"), by=BY, via=call.sid, now=call.now
    )
    gone: dict[str, JSON] = {"waiting": None, "waits": _waits(call)}
    return Outcome("stopped" if left else "gone", gone)


def _entry(call: CallContext, entry: booking.Waiting, key: int) -> Choice:
    service = booking.service(call.session, entry.service)
    words = (service.name(call.language), *service.called(call.language))
    return {**choice(entry.id, label_of(call, entry), words), "key": str(key)}


def _waits(call: CallContext) -> bool:
    return call.caller is not None and bool(booking.waiting_of(call.session, call.caller))


def _told(call: CallContext, offered: booking.Offered) -> dict[str, JSON]:
    services = [booking.service(call.session, key) for key in offered.place.services]
    return {
        "offered": offered.hold,
        "offered_until": offered.until.isoformat(),
        "offered_start": offered.place.start.isoformat(),
        "offered_office": booking.office_of(call.session, offered.place.office).name,
        "offered_service": booking.names_of(services, call.language),
        "instead": offered.instead is not None,
    }
