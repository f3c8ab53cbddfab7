"""Say, Play, Pause, Redirect, Hangup, Reject: attribute by attribute, after Twilio's documentation."""

import io
import wave

import pytest
from flask import Response

from ivr.simulator import Exchange, Heard
from ivr.simulator.trouble import Trouble
from ivr.simulator.twiml import parse
from tests.simulator.line import CALLER, NUMBER, ScriptedLine


def wav(seconds: float) -> Response:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * int(8000 * seconds))
    return Response(out.getvalue(), mimetype="audio/wav")


@pytest.mark.parametrize(
    ("twiml", "heard"),
    [
        ("<Say>Hallo</Say>", [Heard("Hallo", "en-US", "man")]),
        (
            '<Say language="de-DE" voice="Polly.Vicki-Neural">Guten Tag</Say>',
            [Heard("Guten Tag", "de-DE", "Polly.Vicki-Neural")],
        ),
        ('<Say loop="3">ja</Say>', [Heard("ja", "en-US", "man")] * 3),
        (
            '<Say voice="Polly.Vicki-Neural">Code <say-as interpret-as="digits">12</say-as>,\n  bitte</Say>',
            [Heard("Code 1 2, bitte", "en-US", "Polly.Vicki-Neural")],
        ),
        (
            (
                '<Say voice="Polly.Vicki"><prosody rate="80%">ja <break time="1s"/> <emphasis>nein</emphasis>'
                "</prosody></Say>"
            ),
            [Heard("ja nein", "en-US", "Polly.Vicki", rate=80)],
        ),
        ('<Say>a</Say><Pause length="5"/><Say>b</Say>', [Heard(x, "en-US", "man") for x in "ab"]),
        ('<Play digits="12#"/>', [Heard("12#", kind="keys")]),
    ],
)
def test_what_a_verb_says_is_heard(exchange, line: ScriptedLine, twiml: str, heard: list[Heard]) -> None:
    """Say, Play and Pause reach the caller's ear as the documentation says; then the call ends by itself."""
    line.script(voice=twiml)
    call = exchange.dial(CALLER, NUMBER)
    assert call.heard == heard
    assert call.state == "completed"


def test_play_is_heard_as_its_url(exchange: Exchange, line: ScriptedLine) -> None:
    """A relative URL in Play is resolved, fetched with GET, and heard."""
    line.script(voice="<Play>/tune.wav</Play>")
    line.answers["/tune.wav"] = wav(1)
    call = exchange.dial(CALLER, NUMBER)
    assert call.heard == [Heard(f"{line.base}/tune.wav", kind="play")]
    assert [asked.method for asked in line.asked if asked.path == "/tune.wav"] == ["GET"]


def test_a_missing_sound_is_a_warning(exchange: Exchange, line: ScriptedLine) -> None:
    """A sound that cannot be had does not end the call; the debugger shows it."""
    line.script(voice="<Play>/tune.wav</Play><Say>weiter</Say>")
    line.answers["/tune.wav"] = Response("no", status=404)
    call = exchange.dial(CALLER, NUMBER)
    assert [heard.text for heard in call.heard][-1] == "weiter"
    assert [warning.code for warning in exchange.warnings] == [11200]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirect_goes_on_elsewhere(exchange: Exchange, line: ScriptedLine, method: str) -> None:
    """Redirect leaves the document, resolves relative URLs against it and uses the method."""
    line.script(
        voice=f'<Redirect method="{method}">next?a=1&amp;b=2</Redirect><Say>unreachable</Say>',
        next="<Say>da</Say>",
    )
    call = exchange.dial(CALLER, NUMBER)
    assert [heard.text for heard in call.heard] == ["da"]
    asked = line.asked[1]
    assert (asked.path, asked.method, asked.params["a"], asked.params["b"]) == ("/next", method, "1", "2")
    assert asked.genuine


@pytest.mark.parametrize(
    ("twiml", "status"),
    [
        ("<Hangup/><Say>unreachable</Say>", "completed"),
        ("<Reject/>", "failed"),
        ('<Reject reason="busy"/>', "busy"),
    ],
)
def test_the_line_ends_the_call(exchange: Exchange, line: ScriptedLine, twiml: str, status: str) -> None:
    """Hangup ends an answered call, Reject one that was never answered; both tell the status callback."""
    line.script(voice=twiml)
    call = exchange.dial(CALLER, NUMBER)
    assert (call.state, call.heard) == (status, [])
    assert line.last("/status")["CallStatus"] == status
    assert (call.leg.answered_s is None) == (status != "completed")


def test_the_first_request_says_who_calls(exchange: Exchange, line: ScriptedLine) -> None:
    """The first webhook carries the documented parameters, while the call still rings."""
    call = exchange.dial("anonymous", NUMBER)
    params = line.last("/voice")
    assert params["CallSid"] == call.sid
    assert params["From"] == params["Caller"] == "anonymous"
    assert params["To"] == params["Called"] == NUMBER
    assert (params["Direction"], params["CallStatus"]) == ("inbound", "ringing")
    assert params["AccountSid"] == exchange.account_sid
    assert params["ApiVersion"] == "2010-04-01"
    assert "CallToken" in params
    assert "ParentCallSid" not in params


def test_the_end_is_told_with_the_duration(exchange: Exchange, line: ScriptedLine) -> None:
    """The number's status callback gets "completed" with seconds, minutes and a sequence number."""
    line.script(voice='<Gather timeout="30"/>')
    call = exchange.dial(CALLER, NUMBER)
    exchange.pass_time(12)
    call.hang_up()
    told = line.last("/status")
    assert (told["CallStatus"], told["CallDuration"], told["Duration"]) == ("completed", "12", "1")
    assert told["CallbackSource"] == "call-progress-events"
    assert {"SequenceNumber", "Timestamp"} <= told.keys()


@pytest.mark.parametrize(
    ("voice", "marks"),
    [
        ("man", '<break time="1s"/>'),
        ("Polly.Vicki-Neural", "<emphasis>a</emphasis>"),
        ("Polly.Vicki-Neural", '<prosody pitch="high">a</prosody>'),
        ("Polly.Vicki-Generative", '<prosody rate="80%">a</prosody>'),
        ("Google.de-DE-Chirp3-HD-Kore", '<break time="1s"/>'),
        ("Google.de-DE-Neural2-A", '<say-as interpret-as="digits">12</say-as>'),
        ("Polly.Vicki", '<break time="11s"/>'),
        ("Polly.Vicki", '<say-as interpret-as="digits">1<break/>2</say-as>'),
        ("Polly.Vicki", "<s><p>a</p></s>"),
        ("Polly.Vicki", "<speak>a</speak>"),
        ("Polly.Vicki", '<prosody speed="80%">a</prosody>'),
    ],
)
def test_marks_that_a_voice_does_not_take_end_the_document(voice: str, marks: str) -> None:
    """Twilio then says nothing at all, so the caller must not hear the words here either."""
    with pytest.raises(Trouble, match="13520"):
        parse(f'<Response><Say voice="{voice}">{marks}</Say></Response>', "", pytest.fail)


def test_a_speed_that_does_not_exist_is_a_warning() -> None:
    """It is said at the usual speed then."""
    warned: list[int] = []
    twiml = '<Response><Say voice="Polly.Vicki"><prosody rate="very slow">a</prosody></Say></Response>'
    (say,) = parse(twiml, "", lambda code, _url, _sentence: warned.append(code))
    assert (say.text, say.rate, warned) == ("a", 100, [13513])
