"""`<Record>`: what Twilio's documentation says of it, attribute by attribute."""

import pytest

from ivr.simulator import Exchange
from tests.simulator.line import CALLER, NUMBER, ScriptedLine

RECORD = (
    '<Record action="/said" timeout="3" maxLength="8" recordingStatusCallback="/told"/>'
    "<Redirect>/nothing</Redirect>"
)


@pytest.fixture
def recording(line: ScriptedLine) -> ScriptedLine:
    line.script(voice=RECORD, said="<Say>Danke.</Say>", nothing="<Say>Nichts.</Say>", told="")
    return line


def test_what_is_said_is_told_with_its_name(recording: ScriptedLine, exchange: Exchange) -> None:
    """After a tone; the action gets the recording, and so does the callback."""
    call = exchange.dial(CALLER, NUMBER)
    assert call.heard[-1].kind == "tone"
    call.say("Kim Beispiel")
    exchange.settle()
    said, told = recording.last("/said"), recording.last("/told")
    assert said["RecordingSid"] == told["RecordingSid"]
    assert said["RecordingUrl"].endswith(f"/Recordings/{said['RecordingSid']}")
    assert (said["RecordingDuration"], said["Digits"]) == ("1", "")
    assert (told["RecordingStatus"], told["RecordingSource"]) == ("completed", "RecordVerb")
    assert exchange.recordings.all[said["RecordingSid"]].words == ["Kim Beispiel"]


@pytest.mark.parametrize("act", ["silence", "key"])
def test_an_empty_recording_is_none(recording: ScriptedLine, exchange: Exchange, act: str) -> None:
    """The action is not asked; the next verb is done."""
    call = exchange.dial(CALLER, NUMBER)
    if act == "key":
        call.press("5")
    else:
        call.silence()
    assert call.heard[-1].text == "Nichts."
    assert "/said" not in recording.paths()
    assert exchange.recordings.all == {}


@pytest.mark.parametrize(
    ("verb", "code"),
    [
        ('<Record maxLength="1"/>', 13612),
        ('<Record timeout="0"/>', 13613),
        ('<Record trim="much"/>', 13618),
        ('<Record finishOnKey="x"/>', 13311),
    ],
)
def test_what_twilio_refuses(line: ScriptedLine, exchange: Exchange, verb: str, code: int) -> None:
    """The document ends there."""
    line.script(voice=verb)
    exchange.dial(CALLER, NUMBER)
    exchange.settle()
    assert code in [each.code for each in exchange.warnings]
