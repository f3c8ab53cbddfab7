"""One prompt, taken apart once so that saying it is fast: plain text, and slots for values.

A slot is `{name}`, `{name:type}` or `{name:type argument}`; what the types mean, `formats` knows.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

_SLOT = re.compile(r"\{(\w+)(?::(\w+)(?: ([\w.]+))?)?\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value `name`, put into words by `type`."""

    name: str
    type: str = "text"
    argument: str = ""


Template: TypeAlias = tuple[str | Slot, ...]


def compile_template(text: str) -> Template:
    """`text` as parts. Raises ValueError where a brace stands alone."""
    parts = tuple(part for part in _parts(text) if part)
    if any("{" in part or "}" in part for part in parts if isinstance(part, str)):
        raise ValueError(text)
    return parts


def slots(template: Template) -> tuple[Slot, ...]:
    """The slots of a template, in order."""
    return tuple(part for part in template if isinstance(part, Slot))


def _parts(text: str) -> Iterator[str | Slot]:
    at = 0
    for slot in _SLOT.finditer(text):
        yield text[at : slot.start()]
        yield Slot(slot[1], slot[2] or "text", slot[3] or "")
        at = slot.end()
    yield text[at:]
