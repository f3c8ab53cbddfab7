"""Participants of conferences: dial in, hold, mute, coach, announce, remove."""

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from flask import Blueprint, request

from ivr.simulator.callbacks import Callback, wanted_events
from ivr.simulator.conferences import Conference, Participant
from ivr.simulator.document import Source
from ivr.simulator.leg import Route
from ivr.simulator.rest.calls import start_call
from ivr.simulator.rest.conferences import conference_with
from ivr.simulator.rest.errors import invalid, not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.numbers import callable_address, own_number
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import call_picture, participant_picture
from ivr.simulator.rest.published import names

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

TO_CREATE = frozenset(
    [
        "From",
        "To",
        "Label",
        "Timeout",
        "StatusCallback",
        "StatusCallbackMethod",
        "StatusCallbackEvent",
        "Muted",
        "Beep",
        "StartConferenceOnEnter",
        "EndConferenceOnExit",
        "WaitUrl",
        "WaitMethod",
        "EarlyMedia",
        "MaxParticipants",
        "Coaching",
        "CallSidToCoach",
        "CallerId",
        "TimeLimit",
        "Record",
        "Region",
        "CallReason",
        "CallToken",
    ]
)
FILTERS = ("Muted", "Hold", "Coaching")


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    def found(sid: str, call: str) -> tuple[Conference, Participant]:
        room = conference_with(exchange, sid)
        participant = room.find(call)
        if participant is None:
            raise not_found(request.path)
        return room, participant

    @api.get("/Conferences/<sid>/Participants.json")
    def list_participants(sid: str) -> dict[str, Any]:
        wanted = known_query(names("ListParticipant"))
        room = conference_with(exchange, sid)
        with exchange.lock:
            pictures = [participant_picture(room, participant) for participant in room.participants]
        asked = {name.lower(): wanted[name] for name in FILTERS if name in wanted}
        fits = [one for one in pictures if all(str(one[key]).lower() == asked[key] for key in asked)]
        return page_of("participants", fits)

    @api.post("/Conferences/<sid>/Participants.json")
    def create_participant(sid: str) -> tuple[dict[str, Any], int]:
        room = exchange.rooms.find(sid)
        return dial_in(exchange, room.name if room else sid, Form(TO_CREATE)), 201

    @api.get("/Conferences/<sid>/Participants/<call>.json")
    def fetch_participant(sid: str, call: str) -> dict[str, Any]:
        return participant_picture(*found(sid, call))

    @api.post("/Conferences/<sid>/Participants/<call>.json")
    def update_participant(sid: str, call: str) -> dict[str, Any]:
        room, participant = found(sid, call)
        with exchange.lock:
            change(room, participant, Form(names("UpdateParticipant")))
        return participant_picture(room, participant)

    @api.delete("/Conferences/<sid>/Participants/<call>.json")
    def remove_participant(sid: str, call: str) -> tuple[str, int]:
        room, participant = found(sid, call)
        with exchange.lock:
            room.dismiss(participant)
        return "", 204


def change(room: Conference, participant: Participant, form: Form) -> None:
    """Mute, hold, coach, announce; the room's callback is told."""
    if "Muted" in form:
        participant.muted = form.flag("Muted")
        room.tell("participant-mute" if participant.muted else "participant-unmute", participant)
    if "Hold" in form:
        participant.hold = form.flag("Hold")
        url = form.url("HoldUrl", 21205)
        participant.hold_music = Source(url, form.text("HoldMethod", "POST")) if url else None
        room.tell("participant-hold" if participant.hold else "participant-unhold", participant)
        room.nudge(participant)
    if "EndConferenceOnExit" in form:
        participant.ends = form.flag("EndConferenceOnExit")
    if form.flag("Coaching") and not (form.text("CallSidToCoach") or participant.coaches):
        raise invalid(20001, "Coaching needs a CallSidToCoach")
    if "Coaching" in form or "CallSidToCoach" in form:
        coaching = form.flag("Coaching") or "Coaching" not in form
        participant.coaches = form.text("CallSidToCoach", participant.coaches) if coaching else ""
        room.tell("participant-modify", participant)
    if form.text("AnnounceUrl"):
        room.announce(Source(form.url("AnnounceUrl", 21205), form.method("AnnounceMethod")), participant)


def dial_in(exchange: "Exchange", room: str, form: Form) -> dict[str, Any]:
    """Ring somebody; who answers is in the conference."""
    to = callable_address(form.required("To", 21201))
    from_ = own_number(exchange, form.required("From", 21213), 21210)
    attributes = {
        "muted": form.text("Muted", "false"),
        "startConferenceOnEnter": form.text("StartConferenceOnEnter", "true"),
        "endConferenceOnExit": form.text("EndConferenceOnExit", "false"),
        "participantLabel": form.text("Label"),
        "coach": form.text("CallSidToCoach"),
    }
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items() if value)
    twiml = f"<Response><Dial><Conference {written}>{escape(room)}</Conference></Dial></Response>"
    url = form.url("StatusCallback", 21609)
    events = wanted_events(" ".join(form.texts("StatusCallbackEvent")))
    callbacks = (Callback(url, form.method("StatusCallbackMethod"), events),) if url else ()
    route = Route(from_, to, "outbound-api", None, None, callbacks)
    leg = start_call(exchange, route, Source(twiml=twiml), form.whole_number("Timeout", 60, 600))
    picture = call_picture(leg)
    return {
        **{name: picture[name] for name in ("account_sid", "date_created", "date_updated", "uri")},
        "call_sid": leg.sid,
        "conference_sid": room,
        "label": form.text("Label") or None,
        "muted": form.flag("Muted"),
        "hold": False,
        "coaching": bool(form.text("CallSidToCoach")),
        "call_sid_to_coach": form.text("CallSidToCoach") or None,
        "start_conference_on_enter": attributes["startConferenceOnEnter"] == "true",
        "end_conference_on_exit": attributes["endConferenceOnExit"] == "true",
        "status": "queued",
        "queue_time": "0",
    }
