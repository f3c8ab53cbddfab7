"""Getting TwiML from the line, and telling it what no longer needs an answer."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from ivr.simulator.document import Document, Source, Verb
from ivr.simulator.trouble import UNKNOWN_CONTENT, Trouble
from ivr.simulator.twiml import parse
from ivr.simulator.wire import Answer, Letter

if TYPE_CHECKING:
    from ivr.simulator.leg import Leg

Extra = Callable[[], Mapping[str, str]]

XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})


def fetch(leg: "Leg", source: Source, extra: Extra = dict) -> Document:
    """The document behind `source`. Raises Trouble (see `trouble.py`), or a Disturbance that came
    meanwhile.
    """
    warn = leg.exchange.warn
    if source.twiml is not None:
        return Document("", parse(source.twiml, "", warn))
    params = leg.voice_params() | dict(extra()) | dict(source.params)
    if leg.exchange.takes_hang_up():
        leg.end("completed", told_at_once=True)
    answer = leg.exchange.wire.send(Letter("twiml", source.url, source.method, params, leg.sid, leg.cookies))
    leg.check()
    base = source.url.partition("#")[0]
    return Document(base, _verbs(leg, answer, base))


def _verbs(leg: "Leg", answer: Answer, base: str) -> tuple[Verb, ...]:
    if answer.content_type in XML_TYPES:
        return parse(answer.text, base, leg.exchange.warn)
    if answer.content_type == "text/plain":
        return (Verb("Say", {}, " ".join(answer.text.split())),)
    if answer.content_type.startswith("audio/"):
        return (Verb("Play", {}, base),)
    raise Trouble(UNKNOWN_CONTENT, base, f"content of type {answer.content_type}")


def report(leg: "Leg", source: Source) -> None:
    """Ask an action URL whose answer no longer matters, because the call is over or elsewhere."""
    params = leg.voice_params() | dict(source.params)
    try:
        leg.exchange.wire.send(Letter("twiml", source.url, source.method, params, leg.sid, leg.cookies))
    except Trouble as trouble:
        leg.exchange.warn(trouble.code, trouble.url, trouble.sentence)
