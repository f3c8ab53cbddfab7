"""Attributes that are numbers."""

from ivr.simulator.document import Document, Verb
from ivr.simulator.trouble import Trouble


def whole_number(
    verb: Verb, attribute: str, default: int, document: Document, code: int, least: int = 1
) -> int:
    """The attribute's value. Raises Trouble(code) when it is none of at least `least`."""
    text = verb.get(attribute, str(default))
    if not text.isdecimal() or int(text) < least:
        raise Trouble(code, document.base, f"<{verb.name} {attribute}={text!r}>")
    return int(text)
