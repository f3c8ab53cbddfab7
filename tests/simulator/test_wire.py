"""What goes over the wire: signatures, tokens, retries, cookies; and what happens when an answer is no
good.
"""

import socket
import time

import pytest
from flask import Response

from ivr.simulator import Exchange, Number
from ivr.simulator.misbehaviour import Misbehaviour
from ivr.simulator.trouble import Trouble
from ivr.simulator.wire import Letter, Wire
from tests.simulator.line import CALLER, NUMBER, TOKEN, ScriptedLine, twiml


def wire() -> Wire:
    return Wire(TOKEN, Misbehaviour())


@pytest.mark.parametrize(
    "path",
    [
        "/a",
        "/a?",
        "/a?x=1&y=",
        "/a?json=%7B%22k%22%3A1%7D",
        "/a%2Fb/c",
        "/a%2fb?q=%c3%bc",
        "/a?q=%20+",
        "/a;b=c?d=e/f",
        "/ü?q=ö",
        "/a//b",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_signature_covers_the_url_as_it_is_sent(line: ScriptedLine, path: str, method: str) -> None:
    """Byte for byte: nothing is normalised between signing and sending; empty values count."""
    wire().send(Letter("twiml", line.base + path, method, {"B": "zwei", "A": "", "C": "Grüße & mehr"}))
    assert line.asked[-1].genuine


def test_http_keeps_the_port_and_loses_user_and_fragment(line: ScriptedLine) -> None:
    """User info goes into Authorization, a fragment nowhere; neither is signed."""
    url = line.base.replace("http://", "http://ivr:geheim@") + "/a#rc=0"
    wire().send(Letter("twiml", url))
    asked = line.asked[-1]
    assert asked.genuine
    assert asked.url == line.base + "/a"
    assert asked.headers["Authorization"].startswith("Basic ")


def test_every_request_has_its_own_token(line: ScriptedLine) -> None:
    """I-Twilio-Idempotency-Token differs from request to request."""
    for _ in range(2):
        wire().send(Letter("twiml", line.base + "/a"))
    tokens = [asked.headers["I-Twilio-Idempotency-Token"] for asked in line.asked]
    assert tokens[0] != tokens[1]


@pytest.mark.parametrize(
    ("fragment", "status", "attempts"),
    [
        ("", 500, 1),
        ("#rc=2", 500, 1),
        ("#rc=2&rp=5xx", 500, 3),
        ("#rc=2&rp=4xx,5xx", 404, 3),
        ("#rc=2&rp=4xx", 500, 1),
        ("#rc=2&rp=all", 503, 3),
        ("#rc=9&rp=all", 503, 2),
    ],
)
def test_retries_as_the_fragment_says(line: ScriptedLine, fragment: str, status: int, attempts: int) -> None:
    """By default nothing that was answered is tried again; rc and rp change it; the token stays the same."""
    line.answers["/a"] = Response("no", status=status)
    with pytest.raises(Trouble) as trouble:
        wire().send(Letter("twiml", line.base + "/a" + fragment))
    assert trouble.value.code == 11200
    assert len(line.asked) == attempts
    assert len({asked.headers["I-Twilio-Idempotency-Token"] for asked in line.asked}) == 1


def test_read_timeouts_are_retried_on_demand(line: ScriptedLine) -> None:
    """rt limits the wait for an answer, and rp=rt tries once more."""
    waits = iter([0.6, 0])

    def slow(_: dict[str, str]) -> str:
        time.sleep(next(waits))  # what is tested is a time-out of the wall clock
        return "<Say>da</Say>"

    line.answers["/a"] = slow
    answer = wire().send(Letter("twiml", line.base + "/a#rc=1&rp=rt&rt=200"))
    assert "da" in answer.text


def test_a_refused_connection_is_its_own_error() -> None:
    """Nobody listens: 11205."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Trouble) as trouble:
        wire().send(Letter("twiml", f"http://127.0.0.1:{port}/a"))
    assert trouble.value.code == 11205


def test_cookies_stay_with_the_call(exchange: Exchange, line: ScriptedLine) -> None:
    """A cookie that the line sets comes back on the call's next request, and on no other call's."""

    def first(_: dict[str, str]) -> Response:
        response = twiml("<Redirect>/next</Redirect>")
        response.set_cookie("seen", "yes")
        return response

    line.script(voice=first)
    exchange.dial(CALLER, NUMBER)
    exchange.dial("+491709999999", NUMBER)
    cookies = [(asked.path, asked.headers.get("Cookie")) for asked in line.asked if asked.path != "/status"]
    assert cookies == [("/voice", None), ("/next", "seen=yes")] * 2


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Response("no", status=500), "11200"),
        (Response("no", status=404), "11200"),
        (Response("<Response><Say>", mimetype="text/xml"), "12100"),
        (Response("<html/>", mimetype="text/html"), "12100"),
        (Response("", mimetype="text/xml"), "12100"),
        (Response("{}", mimetype="application/json"), "12300"),
        ("<Sing>la</Sing>", "12101"),
        ("<Gather><Dial>1</Dial></Gather>", "12101"),
        ("<Say>" + "x" * 70_000 + "</Say>", "11750"),
        ('<Say voice="Polly.Vicki-Neural">' + "x" * 3001 + "</Say>", "13520"),
        ("<Redirect>ftp://x.example/</Redirect>", "11100"),
    ],
)
def test_what_cannot_be_executed_asks_the_fallback(exchange, line: ScriptedLine, answer, code: str) -> None:
    """The fallback URL is asked with ErrorCode and ErrorUrl, and its TwiML goes on with the call."""
    line.script(fallback="<Say>Ersatz</Say>")
    line.answers["/voice"] = answer
    call = exchange.dial(CALLER, NUMBER)
    told = line.last("/fallback")
    assert (told["ErrorCode"], told["ErrorUrl"]) == (code, f"{line.base}/voice")
    assert [heard.text for heard in call.heard] == ["Ersatz"]
    assert [str(warning.code) for warning in exchange.warnings] == [code]


def test_the_fallback_serves_action_urls_as_well(exchange: Exchange, line: ScriptedLine) -> None:
    """An action URL in mid-call that fails leads to the fallback, too."""
    line.script(voice='<Gather numDigits="1" action="/broken"/>', fallback="<Say>Ersatz</Say>")
    line.answers["/broken"] = Response("no", status=502)
    call = exchange.dial(CALLER, NUMBER)
    call.press("1")
    assert [heard.text for heard in call.heard] == ["Ersatz"]


@pytest.mark.parametrize("fallback", ["", "/fallback"])
def test_without_a_working_fallback_the_caller_hears_an_error(exchange, line, fallback: str) -> None:
    """Failing that too, the carrier's own announcement, and the call is over."""
    line.answers["/voice"] = line.answers["/fallback"] = Response("no", status=500)
    exchange.numbers[NUMBER] = Number(line.base + "/voice", fallback and line.base + fallback)
    call = exchange.dial(CALLER, NUMBER)
    assert [heard.kind for heard in call.heard] == ["trouble"]
    assert call.state == "completed"


def test_plain_text_is_said(exchange: Exchange, line: ScriptedLine) -> None:
    """An answer of type text/plain is read out."""
    line.answers["/voice"] = Response("Guten\nTag", mimetype="text/plain")
    assert [heard.text for heard in exchange.dial(CALLER, NUMBER).heard] == ["Guten Tag"]


def test_unknown_attributes_are_warned_of(exchange: Exchange, line: ScriptedLine) -> None:
    """What TwiML does not know is overlooked, and shows in the debugger."""
    line.script(voice='<Say speed="fast">Hallo</Say>')
    assert [heard.text for heard in exchange.dial(CALLER, NUMBER).heard] == ["Hallo"]
    assert [warning.code for warning in exchange.warnings] == [12200]
