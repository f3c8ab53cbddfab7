"""A number left instead of waiting."""

from datetime import datetime, timedelta

import routing
from ivr.actions.choices import choice
from ivr.actions.context import CallContext, Values, text_of
from ivr.carrier.callers import number_to_call_back
from ivr.dialog import JSON, Outcome
from ivr.lines import BERLIN
from voice_prompts import spoken

SOON = "soon"
UNTIL = "/"  # between begin and end, as ISO 8601 writes an interval


def list_windows(call: CallContext, _values: Values) -> Outcome:
    """When we could call: as soon as it is their turn, or in one of the next windows of the line."""
    windows = call.line.windows_after(call.now)
    if not windows:
        return Outcome("as_soon_as_possible")
    soon = choice(SOON, call.text("call_back.soon"))
    later = [
        choice(f"{opens.isoformat()}{UNTIL}{closes.isoformat()}", _label(call, opens, closes))
        for opens, closes in windows
    ]
    listed: list[JSON] = [{**each, "key": str(key)} for key, each in enumerate((soon, *later), start=1)]
    return Outcome("listed", {"windows": listed})


def note_call_back(call: CallContext, values: Values) -> Outcome:
    """Take the caller's own number, or the one they gave; the ticket keeps its place in the queue.

    With a window it comes up again when that begins, in its old place, and nobody is rung after its end.
    """
    given = text_of(values, "number")
    number = number_to_call_back(given) if given else call.caller
    ticket = routing.ticket_of(call.session, call.sid)
    if number is None or ticket is None:
        return Outcome("bad_number", {"number": None})
    chosen = text_of(values, "window") or SOON
    window = None if chosen == SOON else _window(chosen)
    routing.leave_for_call_back(call.session, ticket.id, number, now=call.now, window=window)
    call.outcome = "call_back"
    return Outcome("noted")


def _window(chosen: str) -> tuple[datetime, datetime]:
    opens, closes = chosen.split(UNTIL)
    return datetime.fromisoformat(opens), datetime.fromisoformat(closes)


def _label(call: CallContext, opens: datetime, closes: datetime) -> str:
    local, today = opens.astimezone(BERLIN), call.now.astimezone(BERLIN).date()
    near = {today: "call_back.today", today + timedelta(days=1): "call_back.tomorrow"}
    day = call.text(near[local.date()]) if local.date() in near else spoken.day(local.date(), call.language)
    first, last = (spoken.clock(at.astimezone(BERLIN).time(), call.language) for at in (opens, closes))
    return call.text("call_back.window", day=day, first=first, last=last)
