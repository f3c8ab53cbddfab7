"""The REST API v2010 of the carrier, as far as the line uses it."""

import base64
import hmac
from typing import TYPE_CHECKING

from flask import Blueprint, Response, jsonify, request

from ivr.simulator.rest import calls, conferences, members, messages, participants, queues, recordings
from ivr.simulator.rest.errors import BAD_SIGN_IN, DOWN, TOO_BUSY, Refused, not_found

if TYPE_CHECKING:
    from ivr.simulator.exchange import Exchange


def rest_api(exchange: "Exchange") -> Blueprint:
    api = Blueprint("rest", __name__, url_prefix=f"/2010-04-01/Accounts/{exchange.account_sid}")
    for routes in (calls, queues, members, messages, conferences, participants, recordings):
        routes.add_routes(api, exchange)

    @api.route("/<path:_>", methods=["GET", "POST", "DELETE", "PUT"])
    def no_such_resource(_: str) -> Response:
        raise not_found(request.path)

    @api.before_request
    def let_in() -> None:
        misbehaviour = exchange.misbehaviour
        if exchange.clock.now() < misbehaviour.rest_down_for:
            raise DOWN
        with exchange.lock:
            if misbehaviour.take("rest_too_busy"):
                raise TOO_BUSY
        if not _signed_in(exchange):
            raise BAD_SIGN_IN

    @api.after_request
    def lose_answer(response: Response) -> Response:
        with exchange.lock:
            lost = response.status_code < 400 and exchange.misbehaviour.take("rest_lost_answers")
        return refusal(DOWN) if lost else response

    @api.errorhandler(Refused)
    def refusal(refused: Refused) -> Response:
        response = jsonify(refused.body())
        response.status_code = refused.status
        return response

    return api


def _signed_in(exchange: "Exchange") -> bool:
    """HTTP Basic: the account's sid and token, or an API key and its secret."""
    kind, _, pair = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return False
    pairs = [f"{exchange.account_sid}:{exchange.auth_token}"]
    if exchange.api_key:
        pairs.append(f"{exchange.api_key}:{exchange.api_secret}")
    return any(hmac.compare_digest(pair, base64.b64encode(one.encode()).decode()) for one in pairs)
