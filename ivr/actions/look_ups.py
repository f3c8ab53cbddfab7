"""What a caller may know without an appointment: services, offices, hours, documents, when people answer."""

import booking
from ivr.actions import spoken_lists
from ivr.actions.choices import paged
from ivr.actions.context import CallContext, Values, needed_text, text_of
from ivr.actions.hours import closed_days, week
from ivr.dialog import Outcome
from voice_prompts import spoken


def duty(call: CallContext, _values: Values) -> Outcome:
    """Whether agents answer now, and if not, when again."""
    now = call.line.duty(call.now)
    if now.open:
        return Outcome("open")
    opens_at = now.opens_at.isoformat() if now.opens_at else None
    return Outcome("closed", {"opens_at": opens_at, "reason_closed": now.reason})


def list_services(call: CallContext, values: Values) -> Outcome:
    return paged("services", spoken_lists.all_services(call, values), values.get("page"))


def choose_service(call: CallContext, values: Values) -> Outcome:
    """Whether the caller can book it here; what no office has any more, an agent knows about."""
    try:
        service = booking.service(call.session, needed_text(values, "service"))
    except booking.UnknownService:
        return Outcome("unknown", {"service": None})
    name = service.name(call.language)
    offices = booking.offices_for(call.session, service.key)
    if not service.bookable or not offices:
        return Outcome("by_agent_only", {"service_name": name})
    return Outcome("bookable", {"service_name": name, "office_count": len(offices)})


def list_offices(call: CallContext, values: Values) -> Outcome:
    """The offices where the chosen service can be had; only the one that was named already."""
    offices = spoken_lists.offices_of(call, values)
    named = [each for each in offices if each.key == text_of(values, "office")]
    return _offices(named or offices, values)


def all_offices(call: CallContext, values: Values) -> Outcome:
    return _offices(spoken_lists.offices_of(call, {**values, "errand": "hours"}), values)


def hours_of(call: CallContext, values: Values) -> Outcome:
    office = booking.office_of(call.session, needed_text(values, "office"))
    return Outcome(
        "told",
        {
            "office_name": office.name,
            "office_address": office.address,
            "hours": week(call, booking.weekly_hours(call.session, office.key)),
            "closed_days": closed_days(call, office.key),
        },
    )


def documents_of(call: CallContext, values: Values) -> Outcome:
    try:
        service = booking.service(call.session, needed_text(values, "service"))
    except booking.UnknownService:
        return Outcome("unknown", {"service": None})
    return Outcome(
        "told",
        {
            "service_name": service.name(call.language),
            "documents": "; ".join(service.bring(call.language)),
            "fee": service.costs(call.language),
        },
    )


def own_number(call: CallContext, _values: Values) -> Outcome:
    if call.caller is None:
        return Outcome("withheld")
    return Outcome("known", {"number_spoken": spoken.phone(call.caller)})


def _offices(offices: list[booking.Office], values: Values) -> Outcome:
    if len(offices) == 1:
        return Outcome("only_one", {"office": offices[0].key, "office_name": offices[0].name})
    return paged("offices", spoken_lists.of_offices(offices), values.get("page"))
