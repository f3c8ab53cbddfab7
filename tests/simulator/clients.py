"""The real Twilio client, pointed at an exchange."""

from typing import Any

from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from ivr.simulator import Exchange


class RebasedHttpClient(TwilioHttpClient):
    """Sends to `base` what is meant for api.twilio.com, and nothing else."""

    def __init__(self, base: str) -> None:
        super().__init__(timeout=10, pool_connections=False)
        self._base = base

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        assert url.startswith("https://api.twilio.com/")
        return super().request(method, url.replace("https://api.twilio.com", self._base), *args, **kwargs)


def client_for(exchange: Exchange, base: str) -> Client:
    return Client(exchange.account_sid, exchange.auth_token, http_client=RebasedHttpClient(base))
