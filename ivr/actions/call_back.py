"""A number left instead of waiting."""

import routing
from ivr.actions.context import CallContext, Values, text_of
from ivr.carrier.callers import number_to_call_back
from ivr.dialog import Outcome


def note_call_back(call: CallContext, values: Values) -> Outcome:
    """Take the caller's own number, or the one they gave; the ticket keeps its place in the queue."""
    given = text_of(values, "number")
    number = number_to_call_back(given) if given else call.caller
    ticket = routing.ticket_of(call.session, call.sid)
    if number is None or ticket is None:
        return Outcome("bad_number", {"number": None})
    routing.leave_for_call_back(call.session, ticket.id, number, now=call.now)
    call.outcome = "call_back"
    return Outcome("noted")
