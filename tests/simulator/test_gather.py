"""Gather, attribute by attribute: what is pressed and said, and what the line is told of it."""

import pytest

from ivr.simulator import Exchange
from ivr.simulator.call import Call
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

AFTER = "<Say>fell through</Say>"


def call_with(exchange: Exchange, line: ScriptedLine, attributes: str, inner: str = "") -> Call:
    line.script(voice=f'<Gather action="/got" {attributes}>{inner}</Gather>{AFTER}', got="<Say>got</Say>")
    return exchange.dial(CALLER, NUMBER)


def got(line: ScriptedLine) -> dict[str, str] | None:
    names = {"Digits", "SpeechResult", "Confidence", "FinishedOnKey"}
    asked = line.params("/got")
    return {name: asked[0][name] for name in sorted(names & asked[0].keys())} if asked else None


@pytest.mark.parametrize(
    ("attributes", "acts", "expected"),
    [
        ('numDigits="1"', ["press 5"], {"Digits": "5", "FinishedOnKey": ""}),
        ('numDigits="4"', ["press 0112"], {"Digits": "0112", "FinishedOnKey": ""}),
        ('numDigits="4"', ["press 01", "silence"], {"Digits": "01", "FinishedOnKey": ""}),
        ("", ["press 123#"], {"Digits": "123", "FinishedOnKey": "#"}),
        ('finishOnKey="*"', ["press 1#2*"], {"Digits": "1#2", "FinishedOnKey": "*"}),
        ('finishOnKey="" numDigits="2"', ["press 1#"], {"Digits": "1#", "FinishedOnKey": ""}),
        ('finishOnKey="59" numDigits="9"', ["press 129"], {"Digits": "12", "FinishedOnKey": "9"}),
        ("", ["press #"], None),
        ("", ["silence"], None),
        ("", ["say eins"], None),
        ('actionOnEmptyResult="true"', ["silence"], {"Digits": "", "FinishedOnKey": ""}),
        ('actionOnEmptyResult="true"', ["press #"], {"Digits": "", "FinishedOnKey": "#"}),
        ('input="speech"', ["say eins"], {"Confidence": "0.9", "SpeechResult": "eins"}),
        ('input="speech"', ["press 1", "silence"], None),
        ('input="speech" actionOnEmptyResult="true"', ["silence"], {"SpeechResult": ""}),
        ('input="dtmf speech"', ["say eins"], {"Confidence": "0.9", "SpeechResult": "eins"}),
        (
            'input="dtmf speech" numDigits="2"',
            ["press 1", "say zwei", "press 3"],
            {"Digits": "13", "FinishedOnKey": ""},
        ),
    ],
)
def test_what_is_gathered(
    exchange: Exchange, line: ScriptedLine, attributes: str, acts: list[str], expected: dict[str, str] | None
) -> None:
    """Keys and words reach the action URL as documented; with nothing the document falls through."""
    call = call_with(exchange, line, attributes)
    for act in acts:
        what, _, value = act.partition(" ")
        {"press": call.press, "say": call.say, "silence": lambda _: call.silence()}[what](value)
    if expected is None:
        call.silence() if call.listening else None
    assert got(line) == expected
    assert [heard.text for heard in call.heard] == (["got"] if expected else ["fell through"])


def test_the_timeout_runs_from_each_key(exchange: Exchange, line: ScriptedLine) -> None:
    """The time-out begins anew with every key."""
    call = call_with(exchange, line, 'timeout="5"')
    for _ in range(3):
        call.press("7")
        exchange.pass_time(4)
    assert got(line) is None
    exchange.pass_time(2)
    assert got(line) == {"Digits": "777", "FinishedOnKey": ""}


def test_the_default_timeout_is_five_seconds(exchange: Exchange, line: ScriptedLine) -> None:
    """Without a time-out it is five seconds."""
    call = call_with(exchange, line, "")
    exchange.pass_time(4.9)
    assert call.listening is not None
    exchange.pass_time(0.2)
    assert [heard.text for heard in call.heard] == ["fell through"]


def test_confidence_may_be_missing(exchange: Exchange, line: ScriptedLine) -> None:
    """A result without a confidence comes without the parameter."""
    call_with(exchange, line, 'input="speech"').say("ja", confidence=None)
    assert got(line) == {"SpeechResult": "ja"}


def test_prompts_within_are_heard_and_hints_are_known(exchange: Exchange, line: ScriptedLine) -> None:
    """Nested prompts are heard before the wait; what the recogniser was given can be looked at."""
    call = call_with(
        exchange,
        line,
        'input="dtmf speech" hints="Personalausweis, Reisepass" language="de-DE"',
        '<Say>eins</Say><Pause/><Say loop="2">zwei</Say>',
    )
    assert [heard.text for heard in call.heard] == ["eins", "zwei", "zwei"]
    assert call.listening is not None
    assert call.listening.hints == ("Personalausweis", "Reisepass")
    assert call.listening.language == "de-DE"


def test_without_action_the_same_document_is_asked(exchange: Exchange, line: ScriptedLine) -> None:
    """Without an action the digits go to the document's own URL, query and all."""
    line.script(voice="<Redirect>/menu?turn=3</Redirect>", menu='<Gather numDigits="1"/>')
    exchange.dial(CALLER, NUMBER).press("4")
    asked = line.params("/menu")
    assert (asked[1]["Digits"], asked[1]["turn"]) == ("4", "3")


def test_the_action_can_be_got(exchange: Exchange, line: ScriptedLine) -> None:
    """With method GET the parameters stand in the query, and are signed there."""
    call_with(exchange, line, 'method="GET" numDigits="1"').press("4")
    asked = next(asked for asked in line.asked if asked.path == "/got")
    assert (asked.method, asked.params["Digits"], asked.genuine) == ("GET", "4", True)


def test_partial_results_are_reported(exchange: Exchange, line: ScriptedLine) -> None:
    """partialResultCallback gets what was understood, and its answer is ignored."""
    line.script(partial="<Hangup/>")
    call = call_with(exchange, line, 'input="speech" partialResultCallback="/partial"')
    call.say("Reisepass")
    assert line.last("/partial")["UnstableSpeechResult"] == "Reisepass"
    assert [heard.text for heard in call.heard] == ["got"]


@pytest.mark.parametrize(
    "attributes",
    [
        'numDigits="0"',
        'numDigits="viele"',
        'timeout="-1"',
        'finishOnKey="x"',
        'input="speech" speechTimeout="auto" speechModel="phone_call"',
    ],
)
def test_attributes_that_do_not_go(exchange: Exchange, line: ScriptedLine, attributes: str) -> None:
    """What Twilio refuses is an error that asks the fallback URL."""
    call_with(exchange, line, attributes)
    assert line.last("/fallback")["ErrorUrl"] == f"{line.base}/voice"


def test_keys_before_a_gather_are_lost(exchange: Exchange, line: ScriptedLine) -> None:
    """What is pressed while nothing listens is nobody's input."""
    line.script(
        voice='<Enqueue waitUrl="/wait">q</Enqueue>', wait='<Pause length="9"/><Gather numDigits="1"/>'
    )
    call = exchange.dial(CALLER, NUMBER)
    call.press("1")
    exchange.pass_time(9)
    assert call.listening is not None
