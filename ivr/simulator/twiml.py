"""From the text of an answer to verbs."""

from xml.etree import ElementTree

from ivr.simulator.document import Verb
from ivr.simulator.ssml import Warn, words_within
from ivr.simulator.trouble import INVALID_NESTING, NOT_IN_THE_SCHEMA, NOT_XML, TOO_LARGE, Trouble
from ivr.simulator.vocabulary import ATTRIBUTES, NESTED

MOST_BYTES = 64 * 1024


def parse(text: str, url: str, warn: Warn) -> tuple[Verb, ...]:
    """The verbs of a TwiML document. Raises Trouble: not XML, no `<Response>`, over 64 kB, a verb where it
    may not be, marks of speech that its voice does not take.

    `warn(code, url, sentence)` is told what Twilio's debugger would list as a warning: attributes that do
    not exist.
    """
    if len(text.encode()) > MOST_BYTES:
        raise Trouble(TOO_LARGE, url, "TwiML of more than 64 kB")
    try:
        root = ElementTree.fromstring(text.strip())  # noqa: S314 - expat limits entity expansion by itself
    except ElementTree.ParseError as fault:
        raise Trouble(NOT_XML, url, f"no XML: {fault}") from fault
    if root.tag != "Response":
        raise Trouble(NOT_XML, url, f"<{root.tag}> where <Response> must stand")
    return tuple(_verb(child, "Response", url, warn) for child in root)


def _verb(element: ElementTree.Element, within: str, url: str, warn: Warn) -> Verb:
    name = element.tag
    if name not in NESTED.get(within, frozenset()):
        raise Trouble(INVALID_NESTING, url, f"<{name}> within <{within}>")
    for attribute in element.attrib.keys() - ATTRIBUTES[name]:
        warn(NOT_IN_THE_SCHEMA, url, f"<{name}> has no attribute {attribute!r}")
    if name == "Say":
        text, rate = words_within(element, url, warn)
        return Verb(name, dict(element.attrib), text, rate=rate)
    children = tuple(_verb(child, name, url, warn) for child in element)
    return Verb(name, dict(element.attrib), " ".join((element.text or "").split()), children)
