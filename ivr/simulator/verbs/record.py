"""`<Record>`: what the caller says after a tone, until silence, a key or the longest time."""

from typing import TYPE_CHECKING

from ivr.simulator.callbacks import Callback, wanted_events
from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import Key, Silence, Spoken, TimeUp
from ivr.simulator.heard import Heard
from ivr.simulator.trouble import (
    INVALID_FINISH_ON_KEY,
    INVALID_MAX_LENGTH,
    INVALID_RECORD_TIMEOUT,
    INVALID_TRIM,
    Trouble,
)
from ivr.simulator.verbs.gather import KEYS
from ivr.simulator.verbs.numbers import whole_number

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg
    from ivr.simulator.recordings import Recording

ANY_KEY = "1234567890*#"
TRIMS = frozenset({"trim-silence", "do-not-trim"})
TONE = Heard("♩", kind="tone")
SECONDS_A_WORD = 0.5


def record(leg: "Leg", verb: Verb, document: Document) -> Source | None:
    """An empty recording asks nobody, and goes on with the next verb."""
    timeout_s = whole_number(verb, "timeout", 5, document, INVALID_RECORD_TIMEOUT)
    most_s = whole_number(verb, "maxLength", 3600, document, INVALID_MAX_LENGTH, least=2)
    ends = _finish_on_key(verb, document)
    if verb.says("playBeep", default=True):
        leg.hear(TONE)
    leg.forget_inputs()
    with leg.exchange.lock:
        made = leg.exchange.recordings.begin(leg, 1, _callback(verb, document), source="RecordVerb")
    pressed = _listen(leg, made, ends, timeout_s, most_s)
    with leg.exchange.lock:
        leg.exchange.recordings.end_verb(made)
    if not made.words:
        return None
    return document.source(
        verb.get("action"),
        verb.get("method", "POST"),
        {
            "RecordingUrl": leg.exchange.recordings.url(made),
            "RecordingSid": made.sid,
            "RecordingDuration": str(round(made.lasted)),
            "Digits": pressed,
        },
    )


def _listen(leg: "Leg", made: "Recording", ends: str, timeout_s: int, most_s: int) -> str:
    """Until nothing is said any more; the key that ended it, if one did."""
    began = leg.exchange.clock.now()
    while True:
        until = min(leg.exchange.clock.now() + timeout_s, began + most_s)
        match leg.wait(until):
            case Key(key=key) if key in ends:
                return key
            case Spoken(text=text):
                made.says(text, SECONDS_A_WORD * len(text.split()))
                if leg.exchange.clock.stands_still:
                    return ""  # silence follows, which no time passes for
            case TimeUp() | Silence():
                return ""


def _finish_on_key(verb: Verb, document: Document) -> str:
    ends = verb.get("finishOnKey", ANY_KEY)
    if set(ends) - KEYS:
        raise Trouble(INVALID_FINISH_ON_KEY, document.base, f"finishOnKey={ends!r}")
    if verb.get("trim", "trim-silence") not in TRIMS:
        raise Trouble(INVALID_TRIM, document.base, f"trim={verb.get('trim')!r}")
    return ends


def _callback(verb: Verb, document: Document) -> Callback | None:
    if not (url := verb.get("recordingStatusCallback")):
        return None
    source = document.source(url, verb.get("recordingStatusCallbackMethod", "POST"))
    return Callback(source.url, source.method, wanted_events(verb.get("recordingStatusCallbackEvent")))
