"""The wire of agents' browser telephones, in place of Twilio's Voice SDK.

A browser is reachable while it holds `GET /softphone/events?token=…` open, with the access token that it
would give
to Twilio. Events: "ready"; "incoming" {call_id, from, parameters}; "accepted" {call_id}; "ended" {call_id,
reason};
"heard" {call_id, text, language}; "expired". Then `POST /softphone/calls/<call_id>/accept`, `reject`,
`hangup`,
`digits` {digits}, `mute` {on}, `say` {text}. A `call_id` is a secret of this browser and this call: it needs
no
further proof, and tells which of several browsers of the same person answered.
"""

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import jwt
from flask import Blueprint, Response, abort, jsonify, request

from ivr.simulator.verbs.gather import KEYS
from ivr.simulator.web.streams import Stream, streamed

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange
    from ivr.simulator.leg import Leg
    from ivr.simulator.phone import Phone

REASONS = {
    "completed": "hung up",
    "canceled": "caller gone or answered elsewhere",
    "no-answer": "not answered",
    "busy": "declined",
    "failed": "failed",
}


class Browser(Stream):
    """One registration of a client: translates what happens to its telephone into the softphone's events."""

    def __init__(self, phone: "Phone", browsers: "Browsers") -> None:
        self._browsers = browsers
        self._call_ids: dict[str, str] = {}
        self._accepted: set[str] = set()
        super().__init__(phone)

    def take(self, news: dict[str, Any]) -> None:
        translated = self._translate(news)
        if translated is not None:
            super().take(translated)

    def gone(self) -> None:
        """A browser that is closed in mid-call takes its microphone with it: the call is over."""
        for sid in self._accepted & self._call_ids.keys():
            self._browsers.end(sid)

    def _translate(self, news: dict[str, Any]) -> dict[str, Any] | None:
        match news:
            case {"type": "status", "status": "ringing", "call": sid}:
                call_id = self._browsers.name(self, sid)
                self._call_ids[sid] = call_id
                shown = {"from": news["from"], "parameters": news["parameters"]}
                return {"type": "incoming", "call_id": call_id, **shown}
            case {"type": "status", "status": "in-progress", "call": sid} if sid in self._call_ids:
                return self._answered(sid)
            case {"type": "heard", "call": sid} if sid in self._accepted:
                shown = {"text": news["text"], "language": news["language"]}
                return {"type": "heard", "call_id": self._call_ids[sid], **shown}
            case {"type": "status", "status": status, "call": sid} if status in REASONS:
                return self._ended(sid, REASONS[status])
        return None

    def _answered(self, sid: str) -> dict[str, Any] | None:
        by = self._browsers.answered_by.get(sid)
        if by is not None and by is not self:
            return self._ended(sid, "answered elsewhere")
        self._accepted.add(sid)
        return {"type": "accepted", "call_id": self._call_ids[sid]}

    def _ended(self, sid: str, reason: str) -> dict[str, Any] | None:
        call_id = self._call_ids.pop(sid, None)
        return {"type": "ended", "call_id": call_id, "reason": reason} if call_id else None


class Browsers:
    """Which browser knows which call under which secret."""

    def __init__(self, exchange: "Exchange") -> None:
        self._exchange = exchange
        self._calls: dict[str, tuple[Browser, str]] = {}
        self.answered_by: dict[str, Browser] = {}

    def name(self, browser: Browser, sid: str) -> str:
        call_id = secrets.token_urlsafe(16)
        self._calls[call_id] = (browser, sid)
        return call_id

    def end(self, sid: str) -> None:
        self._exchange.legs[sid].end("completed")

    def find(self, call_id: str) -> tuple[Browser, "Leg"]:
        if call_id not in self._calls:
            abort(404)
        browser, sid = self._calls[call_id]
        return browser, self._exchange.legs[sid]


def softphone_routes(exchange: "Exchange", settings: Mapping[str, str]) -> Blueprint:
    routes = Blueprint("softphone", __name__, url_prefix="/softphone")
    browsers = Browsers(exchange)
    origin = origin_of(settings.get("line_url", ""))

    @routes.after_request
    def allow_the_line(response: Response) -> Response:
        response.headers["Vary"] = "Origin"
        if origin and request.headers.get("Origin") == origin:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Allow-Methods"] = "GET, POST"
            response.headers["Access-Control-Allow-Headers"] = "Content-Type, Authorization"
        return response

    @routes.get("/events")
    def register() -> Response:
        claims = verified(exchange, request.args.get("token", ""))
        phone = exchange.phone_for("client:" + claims["grants"]["identity"])
        browser = Browser(phone, browsers)
        return streamed(browser.events({"type": "ready"}, until=float(claims["exp"])))

    @routes.post("/calls/<call_id>/<act>")
    def use(call_id: str, act: str) -> Response:
        browser, leg = browsers.find(call_id)
        if act == "accept":
            _accept(browsers, browser, leg)
        elif act in ACTS:
            ACTS[act](exchange, leg)
        else:
            abort(404)
        return jsonify(done=act)

    return routes


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def verified(exchange: "Exchange", token: str) -> dict[str, Any]:
    """The claims of an access token of this account that may take calls; else the request is answered with
    401.
    """
    try:
        claims: dict[str, Any] = jwt.decode(
            token, exchange.api_secret, algorithms=["HS256"], options={"require": ["exp", "iss", "sub"]}
        )
    except jwt.InvalidTokenError:
        abort(401)
    grants = claims.get("grants", {})
    incoming = grants.get("voice", {}).get("incoming", {}).get("allow", False)
    ours = claims["sub"] == exchange.account_sid and claims["iss"] == exchange.api_key
    if not (ours and incoming and grants.get("identity")):
        abort(401)
    return claims


def _accept(browsers: Browsers, browser: Browser, leg: "Leg") -> None:
    """The first browser that says so has the call; 409 for all others, and where it rings no more."""
    with leg.exchange.lock:
        if leg.status != "ringing":
            abort(409)
        browsers.answered_by[leg.sid] = browser
        leg.answer()


def _body(name: str, kind: type) -> Any:
    body = request.get_json()
    value = body.get(name) if isinstance(body, dict) else None
    if not isinstance(value, kind):
        abort(400)
    return value


def _mute(_: "Exchange", leg: "Leg") -> None:
    leg.muted = _body("on", bool)


def _digits(exchange: "Exchange", leg: "Leg") -> None:
    digits = _body("digits", str)
    if set(digits) - KEYS:
        abort(400)
    exchange.call_of(leg).press(digits)


ACTS: dict[str, Callable[["Exchange", "Leg"], None]] = {
    "reject": lambda _, leg: leg.end("busy"),
    "hangup": lambda exchange, leg: exchange.call_of(leg).hang_up(),
    "digits": _digits,
    "mute": _mute,
    "say": lambda exchange, leg: exchange.call_of(leg).say(_body("text", str)),
}
