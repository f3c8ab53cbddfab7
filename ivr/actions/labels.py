"""An entry of the waiting list in a few words."""

import booking
from ivr.actions.context import CallContext


def label_of(call: CallContext, entry: booking.Waiting) -> str:
    """What an entry waits for: "Personalausweis, alle Büros"."""
    service = booking.service(call.session, entry.service).name(call.language)
    if entry.appointment is not None:
        start = booking.appointment(call.session, entry.appointment).start
        return call.text("waiting.earlier", service=service, start=start.isoformat())
    if entry.office is None:
        return call.text("waiting.everywhere", service=service)
    office = booking.office_of(call.session, entry.office).short
    return call.text("waiting.at_office", service=service, office=office)
