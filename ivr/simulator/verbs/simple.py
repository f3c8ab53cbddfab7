"""The verbs without an answer: Say, Play, Pause, Redirect, Hangup, Reject."""

from typing import TYPE_CHECKING

from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.events import CallEnded
from ivr.simulator.heard import Heard
from ivr.simulator.trouble import INVALID_PAUSE, INVALID_SAY, Trouble
from ivr.simulator.verbs.numbers import whole_number

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg

MOST_CHARACTERS = {"Polly": 3000}
MOST_CHARACTERS_OTHERWISE = 4096
LOOP_FOR_EVER = 1000
KEY_TONE_S = 0.5


def rounds(verb: Verb, document: Document) -> int:
    """How often `<Say>` and `<Play>` are heard; `loop="0"` is for ever, which the carrier ends at 1,000."""
    return whole_number(verb, "loop", 1, document, INVALID_SAY, least=0) or LOOP_FOR_EVER


def what_is_said(verb: Verb, document: Document) -> Heard:
    """Raises Trouble for nothing to say, and for more than the voice can say at once."""
    voice = verb.get("voice", "man")
    most = MOST_CHARACTERS.get(voice.partition(".")[0], MOST_CHARACTERS_OTHERWISE)
    if not verb.text or len(verb.text) > most:
        raise Trouble(INVALID_SAY, document.base, f"<Say> of {len(verb.text)} characters")
    return Heard(verb.text, verb.get("language", "en-US"), voice, rate=verb.rate)


def say(leg: "Leg", verb: Verb, document: Document) -> None:
    heard = what_is_said(verb, document)
    for _ in range(rounds(verb, document)):
        leg.hear(heard)
        leg.stay(heard.seconds)


def what_is_played(leg: "Leg", verb: Verb, document: Document) -> tuple[Heard, float]:
    """The sound and how many seconds it lasts."""
    if digits := verb.get("digits"):
        return Heard(digits, kind="keys"), KEY_TONE_S * len(digits)
    url = document.source(verb.text).url
    sound = leg.exchange.media.sound(url)
    heard = Heard(sound.words, kind="recording") if sound.words else Heard(url, kind="play")
    return heard, sound.seconds


def play(leg: "Leg", verb: Verb, document: Document) -> None:
    heard, seconds = what_is_played(leg, verb, document)
    for _ in range(rounds(verb, document)):
        leg.hear(heard)
        leg.stay(seconds, even_if_time_stands_still=leg.waiting_room)


def pause(leg: "Leg", verb: Verb, document: Document) -> None:
    seconds = whole_number(verb, "length", 1, document, INVALID_PAUSE)
    leg.stay(seconds, even_if_time_stands_still=leg.waiting_room)


def redirect(leg: "Leg", verb: Verb, document: Document) -> Source:  # noqa: ARG001 - the shape of a verb
    return document.source(verb.text, verb.get("method", "POST"))


def hang_up(leg: "Leg", verb: Verb, document: Document) -> None:  # noqa: ARG001 - the shape of a verb
    leg.end("completed")
    raise CallEnded


def reject(leg: "Leg", verb: Verb, document: Document) -> None:  # noqa: ARG001 - the shape of a verb
    """A call that is not answered costs nothing; one that was is hung up."""
    busy = verb.get("reason", "rejected") == "busy"
    leg.end("completed" if leg.status == "in-progress" else "busy" if busy else "failed")
    raise CallEnded
