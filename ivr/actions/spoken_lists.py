"""Everything that may be said where a list is read out, with its words: from the book's rules, never kept."""

from collections.abc import Callable, Iterable, Mapping

import booking
from ivr.actions.choices import Choice, choice
from ivr.actions.context import CallContext, Values, needed_text


def all_services(call: CallContext, values: Values) -> list[Choice]:
    """The services of the kind of office, what is asked for most first."""
    return _of_services(call, booking.services(call.session, booking.OfficeKind(needed_text(values, "kind"))))


def all_offices(call: CallContext, values: Values) -> list[Choice]:
    """Those of the question; none where the service was taken from the book meanwhile."""
    try:
        return of_offices(offices_of(call, values))
    except booking.UnknownService:
        return []


def every_service(call: CallContext, _values: Values) -> list[Choice]:
    return _of_services(call, booking.services(call.session))


def every_office(call: CallContext, _values: Values) -> list[Choice]:
    return of_offices(booking.offices(call.session))


def offices_of(call: CallContext, values: Values) -> list[booking.Office]:
    """Where the service can be had; where hours are asked for, those of the kind."""
    if values.get("errand") == "hours":
        return booking.offices(call.session, booking.OfficeKind(needed_text(values, "kind")))
    return booking.offices_for(call.session, needed_text(values, "service"))


def of_offices(offices: Iterable[booking.Office]) -> list[Choice]:
    return [choice(each.key, each.short, (each.name, *each.former_names)) for each in offices]


def _of_services(call: CallContext, services: Iterable[booking.Service]) -> list[Choice]:
    ranked = sorted(services, key=lambda service: service.rank)
    return [choice(each.key, each.name(call.language), each.called(call.language)) for each in ranked]


LISTS: Mapping[str, Callable[[CallContext, Values], list[Choice]]] = {
    made.__name__: made for made in (all_services, all_offices, every_service, every_office)
}
