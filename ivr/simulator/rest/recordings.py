"""Recordings of calls: begin, list, pause, end, fetch the sound, delete."""

import io
import math
import wave
from array import array
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request

from ivr.simulator.callbacks import Callback, wanted_events
from ivr.simulator.leg import Leg
from ivr.simulator.recordings import Recording
from ivr.simulator.rest.errors import invalid, not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import recording_picture
from ivr.simulator.rest.published import names

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

NOT_ELIGIBLE = 21220
CHANNELS = {"mono": 1, "dual": 2}
TO = frozenset({"in-progress", "paused", "stopped"})
RATE, PITCH, LOUD = 8000, 330, 3000


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    _add_running(api, exchange)
    _add_finished(api, exchange)


def _add_running(api: Blueprint, exchange: "Exchange") -> None:
    @api.post("/Calls/<call>/Recordings.json")
    def begin(call: str) -> tuple[dict[str, Any], int]:
        leg, form = _leg(exchange, call), Form(names("CreateCallRecording"))
        channels = form.text("RecordingChannels", "mono")
        if channels not in CHANNELS:
            raise invalid(20001, "RecordingChannels can be mono or dual")
        if leg.status != "in-progress":
            raise invalid(NOT_ELIGIBLE, "Requested resource is not eligible for recording")
        with exchange.lock:
            made = exchange.recordings.begin(leg, CHANNELS[channels], _callback(form))
        return recording_picture(made), 201

    @api.get("/Calls/<call>/Recordings.json")
    def listed(call: str) -> dict[str, Any]:
        known_query(names("ListCallRecording"))
        found = exchange.recordings.of(_leg(exchange, call))
        return page_of("recordings", [recording_picture(each) for each in found])

    @api.post("/Calls/<call>/Recordings/<sid>.json")
    def update(call: str, sid: str) -> dict[str, Any]:
        found, form = _recording(exchange, sid), Form(names("UpdateCallRecording"))
        status, behaviour = form.required("Status", 20001), form.text("PauseBehavior", "silence")
        if status not in TO or behaviour not in {"skip", "silence"} or found.leg.sid != call:
            raise invalid(20001, f"Status {status} or PauseBehavior {behaviour} is not valid")
        with exchange.lock:
            if not found.goes_on:
                raise not_found(request.path)
            exchange.recordings.update(found, status, silence=behaviour == "silence")
        return recording_picture(found)


def _add_finished(api: Blueprint, exchange: "Exchange") -> None:
    """What can be done with recordings that are over."""

    @api.get("/Recordings/<sid>.wav")
    def sound(sid: str) -> Response:
        found = _recording(exchange, sid)
        if found.goes_on:
            raise not_found(request.path)
        return Response(_hum(found), mimetype="audio/x-wav")

    @api.delete("/Recordings/<sid>.json")
    def delete(sid: str) -> tuple[str, int]:
        with exchange.lock:
            if _recording(exchange, sid).goes_on:
                raise invalid(20001, "A recording in progress cannot be deleted")
            del exchange.recordings.all[sid]
        return "", 204


def _leg(exchange: "Exchange", sid: str) -> Leg:
    if sid not in exchange.legs:
        raise not_found(request.path)
    return exchange.legs[sid]


def _recording(exchange: "Exchange", sid: str) -> Recording:
    found = exchange.recordings.all.get(sid)
    if found is None:
        raise not_found(request.path)
    return found


def _callback(form: Form) -> Callback | None:
    url = form.url("RecordingStatusCallback", 21609)
    events = wanted_events(" ".join(form.texts("RecordingStatusCallbackEvent")))
    return Callback(url, form.method("RecordingStatusCallbackMethod"), events) if url else None


def _hum(recording: Recording) -> bytes:
    """A hum for as long as the talk was: there are no voices here, only their words."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(recording.channels)
        file.setsampwidth(2)
        file.setframerate(RATE)
        second = (int(LOUD * math.sin(2 * math.pi * PITCH * at / RATE)) for at in range(RATE))
        frames = array("h", (value for value in second for _ in range(recording.channels)))
        file.writeframes(frames.tobytes() * max(1, round(recording.lasted)))
    return out.getvalue()
