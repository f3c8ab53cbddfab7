"""Calls: create, look up, list, redirect, end."""

import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, request

from ivr.simulator.callbacks import Callback, wanted_events
from ivr.simulator.document import Source
from ivr.simulator.leg import Leg, Route
from ivr.simulator.placing import place_and_run
from ivr.simulator.rest.errors import invalid, not_found
from ivr.simulator.rest.form import Form, known_query
from ivr.simulator.rest.numbers import callable_address, own_number
from ivr.simulator.rest.pages import page_of
from ivr.simulator.rest.pictures import call_picture
from ivr.simulator.rest.published import names

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

SENDABLE = re.compile(r"[0-9*#wW]{0,32}")


def add_routes(api: Blueprint, exchange: "Exchange") -> None:
    @api.post("/Calls.json")
    def create_call() -> tuple[dict[str, Any], int]:
        return call_picture(create(exchange, Form(names("CreateCall")))), 201

    @api.get("/Calls.json")
    def list_calls() -> dict[str, Any]:
        wanted = known_query(names("ListCall"))
        legs = [leg for leg in reversed(exchange.legs.values()) if _fits(leg, wanted)]
        return page_of("calls", [call_picture(leg) for leg in legs])

    @api.get("/Calls/<sid>.json")
    def fetch_call(sid: str) -> dict[str, Any]:
        return call_picture(_leg(exchange, sid))

    @api.post("/Calls/<sid>.json")
    def update_call(sid: str) -> dict[str, Any]:
        leg = _leg(exchange, sid)
        with exchange.lock:
            update(leg, Form(names("UpdateCall")))
        return call_picture(leg)


def _leg(exchange: "Exchange", sid: str) -> Leg:
    leg = exchange.legs.get(sid)
    if leg is None:
        raise not_found(request.path)
    return leg


def _fits(leg: Leg, wanted: dict[str, str]) -> bool:
    has = {"To": leg.route.to, "From": leg.route.from_, "Status": leg.status}
    has["ParentCallSid"] = leg.route.parent.sid if leg.route.parent else ""
    return all(has[name] == value for name, value in wanted.items() if name in has)


def create(exchange: "Exchange", form: Form) -> Leg:
    """A new outgoing call; it starts when it is its turn."""
    to = callable_address(form.required("To", 21201))
    from_ = own_number(exchange, form.required("From", 21213), 21210)
    source = form.source()
    if source is None:
        raise invalid(21205, "One of 'Url' and 'Twiml' is required.")
    if not SENDABLE.fullmatch(form.text("SendDigits")):
        raise invalid(21218, "SendDigits may hold digits, *, # and w")
    timeout = form.whole_number("Timeout", 60, 600)
    fallback_url = form.url("FallbackUrl", 21205)
    fallback = Source(fallback_url, form.method("FallbackMethod")) if fallback_url else None
    return start_call(
        exchange, Route(from_, to, "outbound-api", None, fallback, _callbacks(form)), source, timeout
    )


def start_call(exchange: "Exchange", route: Route, source: Source, timeout_s: int) -> Leg:
    with exchange.lock:
        leg = exchange.new_leg(route, exchange.phone_for(route.to))
        turn_s = exchange.turn_to_start()
        leg.start(lambda: place_and_run(leg, source, turn_s, timeout_s))
    return leg


def _callbacks(form: Form) -> tuple[Callback, ...]:
    url = form.url("StatusCallback", 21609)
    if not url:
        return ()
    events = wanted_events(" ".join(form.texts("StatusCallbackEvent")))
    return (Callback(url, form.method("StatusCallbackMethod"), events),)


def update(leg: Leg, form: Form) -> None:
    """Redirect a call in progress, or end it."""
    source, status = form.source(), form.text("Status")
    if source is not None and status:
        raise invalid(20001, "'Status' excludes 'Url' and 'Twiml'")
    if status not in {"", "completed", "canceled"}:
        raise invalid(21218, f"Invalid status {status}")
    if status:
        _end(leg, status)
    if source is not None:
        if leg.status != "in-progress":
            raise invalid(21220, "Call is not in-progress. Cannot redirect.")
        leg.reroute(source, lambda following: leg.exchange.program.run(leg, following))
    if form.url("FallbackUrl", 21205):
        leg.fallback = Source(form.text("FallbackUrl"), form.method("FallbackMethod"))
    leg.callbacks += _callbacks(form)


def _end(leg: Leg, status: str) -> None:
    """`canceled` ends only what is not answered yet; `completed` ends everything."""
    if leg.over:
        raise invalid(21220, "Call is not in-progress. Cannot redirect.")
    answered = leg.status == "in-progress"
    if not (answered and status == "canceled"):
        leg.end("completed" if answered else "canceled")
