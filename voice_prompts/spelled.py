"""Where in a text digits stand one by one, in groups: codes and telephone numbers, as `spoken` writes them.

Voices are told so by marks of their own, and listening to them takes longer than to other words.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# Two digits at least with a space between, so that "Mit Tasten: 1, 2 oder 3" is none.
SPELLED = re.compile(r"(?<![\w:,.])\d(?: \d)+(?:, \d(?: \d)*)*(?![\w:])")


class Part(NamedTuple):
    """A part of a text. `groups` are the digits of each group where they are spelled; else empty."""

    text: str
    groups: tuple[str, ...] = ()


def parts(text: str) -> Iterator[Part]:
    """`text` in parts, of which none is empty; put together again they are the text."""
    at = 0
    for found in SPELLED.finditer(text):
        if plain := text[at : found.start()]:
            yield Part(plain)
        groups = found[0].replace(" ", "").split(",")
        yield Part(found[0], tuple(groups))
        at = found.end()
    if rest := text[at:]:
        yield Part(rest)
