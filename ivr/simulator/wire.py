"""Requests to the line: signed, with overrides, retries and a token, byte for byte as the URL was written."""

import base64
import http.client
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from threading import Lock
from urllib.parse import quote, unquote, urlencode, urlsplit
from uuid import uuid4

from twilio.request_validator import RequestValidator

from ivr.simulator.misbehaviour import Misbehaviour
from ivr.simulator.overrides import Overrides, read_overrides
from ivr.simulator.trouble import INVALID_URL, NO_CONNECTION, NOT_FETCHED, Trouble

FORM = "application/x-www-form-urlencoded; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    body: bytes
    description: str = ""  # the words of a sound, where the line tells them

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", errors="replace")


@dataclass(frozen=True, slots=True)
class Webhook:
    """One request as it was sent, and what came back; `status` is None when nothing did."""

    kind: str  # "twiml", "status", "message", "media"
    call_sid: str
    method: str
    url: str
    params: Mapping[str, str]
    token: str
    status: int | None
    answer: str
    ms: float


@dataclass(slots=True)
class Letter:
    """What is to be sent. `cookies` are those of the call, kept up to date."""

    kind: str
    url: str
    method: str = "POST"
    params: Mapping[str, str] = field(default_factory=dict)
    call_sid: str = ""
    cookies: dict[str, str] = field(default_factory=dict)


class Wire:
    def __init__(self, auth_token: str, misbehaviour: Misbehaviour) -> None:
        self._signer = RequestValidator(auth_token)
        self._misbehaviour = misbehaviour
        self._lock = Lock()
        self.log: list[Webhook] = []
        self._cut = False

    def cut(self) -> None:
        """Send nothing any more: whatever is still to be sent fails at once."""
        self._cut = True

    def send(self, letter: Letter) -> Answer:
        """Deliver, with the retries that the URL's fragment allows. Raises Trouble when no 2xx answer
        came.
        """
        bare, overrides = read_overrides(letter.url)
        token = str(uuid4())
        began = time.monotonic()
        for attempt in range(overrides.retries + 1):
            failure, answer = self._attempt(letter, bare, overrides, token)
            if answer is not None and not failure:
                return answer
            out_of_time = time.monotonic() - began > overrides.total_s
            if out_of_time or attempt == overrides.retries or not overrides.asks_for_retry_after(failure):
                break
        code = NO_CONNECTION if failure == "ct" else NOT_FETCHED
        raise Trouble(code, bare, f"status {answer.status}" if answer else "no answer")

    def send_again(self, webhook: Webhook) -> Answer:
        """The same request once more, with the token that it had."""
        letter = Letter(webhook.kind, webhook.url, webhook.method, webhook.params, webhook.call_sid)
        failure, answer = self._attempt(letter, webhook.url, Overrides(), webhook.token)
        if answer is None:
            raise Trouble(NOT_FETCHED, webhook.url, failure)
        return answer

    def _attempt(
        self, letter: Letter, url: str, overrides: Overrides, token: str
    ) -> tuple[str, Answer | None]:
        """What failed ("ct", "rt", "4xx", "5xx", or nothing), and the answer."""
        rounds = 1
        if self._cut:
            return "rt", None
        if letter.kind == "twiml":
            if self._take("unreachable_next"):
                return "ct", None
            rounds += self._take("repeat_next_webhook")
        began = time.monotonic()
        failure, answer = "", None
        for _ in range(rounds):
            failure, answer = self._once(letter, url, overrides, token)
            self._note(letter, url, token, answer, (time.monotonic() - began) * 1000)
        if letter.kind == "twiml" and self._take("time_out_next"):
            return "rt", None
        return failure, answer

    def _once(self, letter: Letter, url: str, overrides: Overrides, token: str) -> tuple[str, Answer | None]:
        request = _Request(letter, url)
        headers = request.headers | {"I-Twilio-Idempotency-Token": token}
        if not (letter.kind == "twiml" and self._take("drop_signature")):
            headers["X-Twilio-Signature"] = self._signature(letter, request)
        try:
            connection = request.connect(overrides.connect_s)
        except OSError:
            return "ct", None
        try:
            connection.sock.settimeout(overrides.read_s)
            connection.request(letter.method, request.target, request.body, headers)
            response = connection.getresponse()
            told = response.headers.get("Content-Description", "").removeprefix("UTF-8''")
            kind = response.headers.get_content_type()
            answer = Answer(response.status, kind, response.read(), unquote(told))
            _keep_cookies(letter.cookies, response.headers.get_all("Set-Cookie") or [])
        except (OSError, http.client.HTTPException):
            return "rt", None
        finally:
            connection.close()
        return ("" if 200 <= answer.status < 300 else f"{answer.status // 100}xx"), answer

    def _signature(self, letter: Letter, request: "_Request") -> str:
        if letter.kind == "twiml" and self._take("wrong_signature"):
            return str(RequestValidator("another token").compute_signature(request.signed_url, {}))
        signed = dict(letter.params) if letter.method == "POST" else {}
        return str(self._signer.compute_signature(request.signed_url, signed))

    def _take(self, name: str) -> bool:
        with self._lock:
            return self._misbehaviour.take(name)

    def _note(self, letter: Letter, url: str, token: str, answer: Answer | None, ms: float) -> None:
        status, text = (answer.status, answer.text) if answer else (None, "")
        self.log.append(
            Webhook(
                letter.kind, letter.call_sid, letter.method, url, dict(letter.params), token, status, text, ms
            )
        )


class _Request:
    """The URL as it goes over the wire, and as it is signed.

    `http.client` and no other library: what normalises a URL (case of escapes, `%2F`, a bare `?`) would
    break the
    signature, and must not hide that the line breaks it.
    """

    def __init__(self, letter: Letter, url: str) -> None:
        url = quote(url, safe="!#$%&'()*+,/:;=?@[]~-._")
        if letter.method == "GET" and letter.params:
            url += ("&" if "?" in url else "?") + urlencode(letter.params)
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise Trouble(INVALID_URL, url, "no absolute URL")
        self._parts = parts
        after_host = url[url.index("://") + 3 + len(parts.netloc) :]
        host = parts.hostname if parts.scheme == "https" else parts.netloc.rpartition("@")[2]
        self.signed_url = f"{parts.scheme}://{host}{after_host}"
        self.target = after_host if after_host.startswith("/") else "/" + after_host
        self.body = urlencode(letter.params) if letter.method == "POST" else None
        self.headers = self._headers(letter)

    def connect(self, seconds: float) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        connection: http.client.HTTPConnection
        if self._parts.scheme == "https":
            context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(host, port, timeout=seconds, context=context)
        else:
            connection = http.client.HTTPConnection(host, port, timeout=seconds)
        connection.connect()
        return connection

    def _headers(self, letter: Letter) -> dict[str, str]:
        headers = {"User-Agent": "TwilioProxy/1.1", "Accept": "*/*", "Connection": "close"}
        if letter.method == "POST":
            headers["Content-Type"] = FORM
        if letter.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in letter.cookies.items())
        if self._parts.username is not None:
            pair = f"{unquote(self._parts.username)}:{unquote(self._parts.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        return headers


def _keep_cookies(jar: dict[str, str], lines: list[str]) -> None:
    for line in lines:
        jar.update({name: morsel.coded_value for name, morsel in SimpleCookie(line).items()})
