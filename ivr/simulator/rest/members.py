"""Members of queues: who waits, and being taken out of it."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from ivr.simulator.queues import Member
from ivr.simulator.rest.errors import not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import member_picture
from ivr.simulator.rest.queues import queue_with

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

TO_UPDATE = frozenset({"Url", "Method"})


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    def member_with(queue_sid: str, call_sid: str) -> Member:
        member = queue_with(exchange, queue_sid).find(call_sid)
        if member is None:
            raise not_found(request.path)
        return member

    @api.get("/Queues/<sid>/Members.json")
    def list_members(sid: str) -> dict[str, Any]:
        known_query(frozenset())
        with exchange.lock:
            return page_of(
                "queue_members", [member_picture(member) for member in queue_with(exchange, sid).members]
            )

    @api.get("/Queues/<sid>/Members/<call_sid>.json")
    def fetch_member(sid: str, call_sid: str) -> dict[str, Any]:
        with exchange.lock:
            return member_picture(member_with(sid, call_sid))

    @api.post("/Queues/<sid>/Members/<call_sid>.json")
    def dequeue_member(sid: str, call_sid: str) -> dict[str, Any]:
        """Take a caller out of the queue: the call goes on with the TwiML at Url."""
        form = Form(TO_UPDATE)
        form.required("Url", 21205)
        source = form.source()
        with exchange.lock:
            member = member_with(sid, call_sid)
            picture = member_picture(member)
            member.queue.remove(member)
            if source is not None:
                leg = member.leg
                leg.reroute(source, lambda following: exchange.program.run(leg, following))
        return picture
