"""A telephone in somebody's hand: picked up over HTTP by the browser and by the terminal.

A handset is named by a secret, so that no telephone number stands in a URL.
"""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, jsonify, request

from ivr.simulator.phone import Phone
from ivr.simulator.verbs.gather import KEYS
from ivr.simulator.web.streams import Stream, streamed

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange

MOST_CHARACTERS = 500


class Handsets:
    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._phones: dict[str, Phone] = {}

    def take(self, address: str) -> str:
        """The secret of a handset with this address; one for a withheld number is nobody else's."""
        known = address.startswith(("+", "sip:"))
        phone = self._exchange.phone_for(address) if known else Phone(self._exchange, address)
        secret = secrets.token_urlsafe(16)
        self._phones[secret] = phone
        return secret

    def phone(self, secret: str) -> Phone:
        phone = self._phones.get(secret)
        if phone is None:
            abort(404)
        return phone


def handset_routes(exchange: "Exchange") -> Blueprint:
    routes = Blueprint("handsets", __name__, url_prefix="/handsets")
    handsets = Handsets(exchange)

    @routes.post("")
    def take_handset() -> Response:
        address = _asked("address")
        if address.startswith("client:"):
            abort(400)
        return jsonify(id=handsets.take(address))

    @routes.get("/<secret>/events")
    def watch_handset(secret: str) -> Response:
        phone = handsets.phone(secret)
        stream = Stream(phone)
        return streamed(stream.events(_picture(exchange, phone)))

    @routes.post("/<secret>/<act>")
    def use_handset(secret: str, act: str) -> Response:
        if act not in ACTS:
            abort(404)
        try:
            ACTS[act](exchange, handsets.phone(secret))
        except LookupError:
            abort(409)
        return jsonify(done=act)

    return routes


def _asked(name: str) -> str:
    """A value of the JSON body; a body of another kind is refused, so no other site's form can call."""
    body = request.get_json()
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, str) or not 0 < len(value) <= MOST_CHARACTERS:
        abort(400)
    return value


def _dial(exchange: "Exchange", phone: Phone) -> None:
    if phone.engaged:
        raise LookupError("a call is under way")
    exchange.dial(phone.address, _asked("to"), phone)


def _press(_: "Exchange", phone: Phone) -> None:
    keys = _asked("keys")
    if set(keys) - KEYS:
        abort(400)
    phone.press(keys)


def _text(exchange: "Exchange", phone: Phone) -> None:
    exchange.text(phone.address, _asked("to"), _asked("text"))


ACTS: dict[str, Callable[["Exchange", Phone], object]] = {
    "dial": _dial,
    "press": _press,
    "say": lambda _, phone: phone.say(_asked("text")),
    "silence": lambda _, phone: phone.call.silence(),
    "answer": lambda _, phone: phone.answer(),
    "text": _text,
    "hangup": lambda _, phone: phone.hang_up(),
}


def _picture(exchange: "Exchange", phone: Phone) -> dict[str, Any]:
    """What the handset's display begins with: texts so far, the call that rings or is under way."""
    with exchange.lock:
        texts = [
            {"text": text.body, "sender": text.from_}
            for text in exchange.texts
            if phone.address in {text.to, text.from_}
        ]
        legs = [leg for leg in phone.legs if not leg.over]
        call = None
        if legs:
            call = {
                "status": legs[0].status,
                "direction": legs[0].route.direction,
                "from": legs[0].route.from_,
            }
    return {"type": "here", "address": phone.address, "texts": texts, "call": call}
