"""`<Gather>`: keys and speech, whichever comes first, while prompts are heard and after them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import Event, Key, Silence, Spoken, TimeUp
from ivr.simulator.heard import Heard
from ivr.simulator.trouble import (
    INVALID_FINISH_ON_KEY,
    INVALID_GATHER_TIMEOUT,
    INVALID_NUM_DIGITS,
    INVALID_PAUSE,
    INVALID_SPEECH_TIMEOUT,
    Trouble,
)
from ivr.simulator.verbs.numbers import whole_number
from ivr.simulator.verbs.simple import rounds, what_is_played, what_is_said
from ivr.simulator.wire import Letter

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg

KEYS = frozenset("0123456789*#")
UNLIMITED = 10_000


@dataclass(frozen=True, slots=True)
class Listening:
    """What a `<Gather>` listens for. `timeout_s` runs from the end of the prompts and from each key."""

    keys: bool
    speech: bool
    num_digits: int
    finish_on_key: str
    timeout_s: int
    hints: tuple[str, ...]
    language: str
    barge_in: bool


@dataclass(slots=True)
class _Collected:
    digits: str = ""
    finished_on: str = ""
    spoken: Spoken | None = None
    early: list[Event] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.digits and self.spoken is None


def gather(leg: "Leg", verb: Verb, document: Document) -> Source | None:
    listening = what_is_wanted(verb, document)
    leg.forget_inputs()
    leg.listening = listening
    try:
        collected = _Collected()
        _listen_during_prompts(leg, verb, document, listening, collected)
        _collect(leg, listening, collected)
    finally:
        leg.listening = None
    _tell_partial_result(leg, verb, document, collected)
    if collected.empty and not verb.says("actionOnEmptyResult"):
        return None
    return document.source(verb.get("action"), verb.get("method", "POST"), _result(listening, collected))


def what_is_wanted(verb: Verb, document: Document) -> Listening:
    """Raises Trouble for attributes that Twilio refuses."""
    inputs = verb.get("input", "dtmf").split()
    finish_on_key = verb.get("finishOnKey", "#")
    if set(finish_on_key) - KEYS:
        raise Trouble(INVALID_FINISH_ON_KEY, document.base, f"finishOnKey={finish_on_key!r}")
    if verb.get("speechTimeout") == "auto" and verb.get("speechModel"):
        raise Trouble(INVALID_SPEECH_TIMEOUT, document.base, 'speechTimeout="auto" beside a speechModel')
    return Listening(
        keys="dtmf" in inputs,
        speech="speech" in inputs,
        num_digits=whole_number(verb, "numDigits", UNLIMITED, document, INVALID_NUM_DIGITS),
        finish_on_key=finish_on_key,
        timeout_s=whole_number(verb, "timeout", 5, document, INVALID_GATHER_TIMEOUT, least=0),
        hints=tuple(hint.strip() for hint in verb.get("hints").split(",") if hint.strip()),
        language=verb.get("language", "en-US"),
        barge_in=verb.says("bargeIn", default=True),
    )


def _listen_during_prompts(
    leg: "Leg", verb: Verb, document: Document, listening: Listening, collected: _Collected
) -> None:
    """The prompts, cut short by a key or a word where barging in is allowed."""
    for heard, seconds in _prompts(leg, verb, document):
        if heard is not None:
            leg.hear(heard)
        _listen_for(leg, seconds, listening, collected)
        if collected.early and listening.barge_in:
            return


def _prompts(leg: "Leg", verb: Verb, document: Document) -> Iterator[tuple[Heard | None, float]]:
    for child in verb.children:
        if child.name == "Say":
            said = what_is_said(child, document)
            yield from [(said, said.seconds)] * rounds(child, document)
        elif child.name == "Play":
            yield from [what_is_played(leg, child, document)] * rounds(child, document)
        else:
            yield None, whole_number(child, "length", 1, document, INVALID_PAUSE)


def _listen_for(leg: "Leg", seconds: float, listening: Listening, collected: _Collected) -> None:
    if leg.exchange.clock.stands_still:
        leg.check()
        return
    until = leg.exchange.clock.now() + seconds
    while not isinstance(event := leg.wait(until), TimeUp):
        if _matters(event, listening):
            collected.early.append(event)
            if listening.barge_in:
                return


def _matters(event: Event, listening: Listening) -> bool:
    match event:
        case Key():
            return listening.keys
        case Spoken():
            return listening.speech
        case _:
            return isinstance(event, Silence)


def _collect(leg: "Leg", listening: Listening, collected: _Collected) -> None:
    until = leg.exchange.clock.now() + listening.timeout_s
    while len(collected.digits) < listening.num_digits:
        event = collected.early.pop(0) if collected.early else leg.wait(until)
        match event:
            case Key(key=key) if listening.keys and key in listening.finish_on_key:
                collected.finished_on = key
                return
            case Key(key=key) if listening.keys:
                collected.digits += key
                until = leg.exchange.clock.now() + listening.timeout_s
            case Spoken() if listening.speech and not collected.digits:
                collected.spoken = event
                return
            case TimeUp() | Silence():
                return


def _result(listening: Listening, collected: _Collected) -> dict[str, str]:
    if collected.spoken is not None:
        said = {"SpeechResult": collected.spoken.text, "Language": listening.language}
        if collected.spoken.confidence is not None:
            said["Confidence"] = str(collected.spoken.confidence)
        return said
    if not listening.keys:
        return {"SpeechResult": ""}
    return {"Digits": collected.digits, "FinishedOnKey": collected.finished_on, "msg": "Gather End"}


def _tell_partial_result(leg: "Leg", verb: Verb, document: Document, collected: _Collected) -> None:
    """What was understood so far goes to partialResultCallback, whose answer is ignored."""
    url = verb.get("partialResultCallback")
    if url and collected.spoken is not None:
        source = document.source(url, verb.get("partialResultCallbackMethod", "POST"))
        params = leg.voice_params() | {
            "UnstableSpeechResult": collected.spoken.text,
            "StableSpeechResult": "",
            "SequenceNumber": "0",
        }
        leg.courier.post(Letter("status", source.url, source.method, params, leg.sid))
