"""Genuine requests come in, in every form in which the carrier signs them; all others stay out."""

import hashlib
import http.client
from collections.abc import Iterator
from threading import Thread
from urllib.parse import urlencode

import pytest
from flask import Flask, Response, request
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from ivr.carrier.signature import Signatures

TOKEN = "12345678901234567890123456789012"
FORM = {"CallSid": "CA1", "From": "+491701234567", "SpeechResult": "Bürgerbüro & Ausweis"}

# Targets as they stand on the wire; a parsed and rebuilt URL differs from most of them.
TARGETS = [
    "/voice/turn/3",
    "/voice/turn/3?a=1&b=2",
    "/voice/turn/3?",
    "/voice/turn/3?a=",
    "/voice/turn/3?a=%7B%22x%22%3A%5B1%2C2%5D%7D",
    "/voice/turn/3?a=%7b%22x%22%3a1%7d",
    "/voice/turn/3?name=B%C3%BCrger",
    "/voice/turn/3?name=B%c3%bcrger",
    "/voice/B%C3%BCrger",
    "/voice/a%2Fb",
    "/voice/a+b?c=d+e",
    "/voice/a%20b?c=d%20e",
    "/voice//double",
]


def gate(public_url: str) -> Flask:
    app = Flask(__name__)
    signatures = Signatures(public_url, TOKEN)

    @app.route("/", defaults={"path": ""}, methods=["GET", "POST"])
    @app.route("/<path:path>", methods=["GET", "POST"])
    def check(path: str) -> Response:
        return Response(status=200 if signatures.vouch_for(request) else 403)

    app.url_map.merge_slashes = False
    return app


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = make_server("127.0.0.1", 0, gate("https://line.example.org"), threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def send(port: int, target: str, signature: str | None, body: str, kind: str, **extra: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    headers = {"Content-Type": kind, **extra}
    if signature is not None:
        headers["X-Twilio-Signature"] = signature
    connection.request("POST", target, body.encode(), headers)
    status = connection.getresponse().status
    connection.close()
    return status


def post(port: int, target: str, signature: str | None, form: dict[str, object] | None = None) -> int:
    body = urlencode(form or FORM, doseq=True)
    return send(port, target, signature, body, "application/x-www-form-urlencoded")


def sign(url: str, form: object = None) -> str:
    return RequestValidator(TOKEN).compute_signature(url, FORM if form is None else form)


@pytest.mark.parametrize("target", TARGETS)
def test_a_genuine_request_comes_in_in_every_form(port: int, target: str) -> None:
    """Whatever escapes the target has, the signature is checked over the bytes that were signed."""
    assert post(port, target, sign("https://line.example.org" + target)) == 200


@pytest.mark.parametrize("target", TARGETS)
def test_the_same_request_with_another_target_stays_out(port: int, target: str) -> None:
    """A signature is good for one target only."""
    assert post(port, target, sign("https://line.example.org/voice/turn/4")) == 403


def test_a_port_in_the_signed_address_makes_no_difference(port: int) -> None:
    """Over https the carrier leaves the port out; both forms are accepted."""
    assert post(port, "/voice/turn/3", sign("https://line.example.org:443/voice/turn/3")) == 200


def test_empty_unknown_and_repeated_parameters_count(port: int) -> None:
    """Every parameter is part of what is signed, those that nobody knows today as well."""

    class Many(dict[str, list[str]]):
        def getall(self, name: str) -> list[str]:
            return self[name]

    form = Many({"CallSid": ["CA1"], "Digits": [""], "NewIn2031": ["x"], "To": ["a", "b"]})
    signature = sign("https://line.example.org/voice/answer", form)
    assert post(port, "/voice/answer", signature, dict(form)) == 200
    assert post(port, "/voice/answer", signature, {**form, "Digits": ["1"]}) == 403


def test_a_missing_or_strange_signature_is_refused_without_an_error(port: int) -> None:
    """No header, an empty one and nonsense are all just a 403."""
    for signature in (None, "", "x", "ü".encode().decode("latin-1"), "A" * 5000):
        assert post(port, "/voice/turn/3", signature) == 403


def test_a_json_body_is_refused_even_when_its_hash_is_signed(port: int) -> None:
    """No webhook of ours has a JSON body; with the empty form in its place, a tampered one would pass."""
    body = '{"a": 1}'
    target = "/voice/turn/3?bodySHA256=" + hashlib.sha256(body.encode()).hexdigest()
    signature = sign("https://line.example.org" + target, {})
    assert send(port, target, signature, body, "application/json") == 403


def test_the_newer_algorithm_is_checked_as_its_header_says(port: int) -> None:
    """SHA-256 where the carrier names it; an algorithm that does not exist is refused."""
    url = "https://line.example.org/voice/turn/3"
    signature = RequestValidator(TOKEN).compute_signature(url, FORM, "HMAC_SHA256")
    kind, body = "application/x-www-form-urlencoded", urlencode(FORM)
    for named, status in (("HMAC_SHA256", 200), ("HMAC_SHA1", 403), ("ROT13", 403)):
        settings = {"X-Twilio-Webhooks-Signature-Settings": f"key=k,algorithm={named}"}
        assert send(port, "/voice/turn/3", signature, body, kind, **settings) == status


def test_over_http_the_port_is_signed() -> None:
    """Without TLS, as with the simulated carrier, the port stays in the address."""
    client = gate("http://127.0.0.1:8080").test_client()
    for url, status in (("http://127.0.0.1:8080/a", 200), ("http://127.0.0.1:9999/a", 403)):
        assert client.post("/a", data=FORM, headers={"X-Twilio-Signature": sign(url)}).status_code == status
