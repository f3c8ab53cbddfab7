"""Conferences: list, look up, announce, end."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from ivr.simulator.conferences import Conference
from ivr.simulator.document import Source
from ivr.simulator.rest.errors import invalid, not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import conference_picture
from ivr.simulator.rest.published import names

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

TO_UPDATE = frozenset({"Status", "AnnounceUrl", "AnnounceMethod"})


def conference_with(exchange: "Exchange", sid: str) -> Conference:
    # A name will do to dial somebody in, and for nothing else.
    room = exchange.rooms.all.get(sid)
    if room is None:
        raise not_found(request.path)
    return room


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    @api.get("/Conferences.json")
    def list_conferences() -> dict[str, Any]:
        wanted = known_query(names("ListConference"))
        rooms = [
            room
            for room in reversed(exchange.rooms.all.values())
            if room.name == wanted.get("FriendlyName", room.name)
            and room.status == wanted.get("Status", room.status)
        ]
        return page_of("conferences", [conference_picture(room) for room in rooms])

    @api.get("/Conferences/<sid>.json")
    def fetch_conference(sid: str) -> dict[str, Any]:
        return conference_picture(conference_with(exchange, sid))

    @api.post("/Conferences/<sid>.json")
    def update_conference(sid: str) -> dict[str, Any]:
        room, form = conference_with(exchange, sid), Form(TO_UPDATE)
        if form.text("Status") not in {"", "completed"}:
            raise invalid(20001, "Status can only become completed")
        if form.text("Status") and not room.over:
            room.end()
        if form.text("AnnounceUrl"):
            room.announce(Source(form.url("AnnounceUrl", 21205), form.method("AnnounceMethod")))
        return conference_picture(room)
