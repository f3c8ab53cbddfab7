"""What of a prompt can be recorded: its whole sentences in which no value stands.

A voice in the middle of a sentence that is not the one of its beginning is hard to follow. So a sentence with
a value in it is always synthesised, and nothing less than a sentence is recorded.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple, TypeVar

from voice_prompts.catalog import Catalog
from voice_prompts.formats import CONDITIONS, LISTS
from voice_prompts.sentences import ends_a_sentence, sentences
from voice_prompts.template import Slot, Template

Recording = TypeVar("Recording")
_VALUE = "\0"
# What is read and not heard: texts to citizens, what staff see, names of steps.
_WRITTEN = ("text.", "story.")


class Part(NamedTuple):
    """A run of sentences of the prompt `key`, the `n`th from 1, to be recorded in one."""

    key: str
    n: int
    text: str


def is_spoken(key: str) -> bool:
    """Whether callers hear this prompt."""
    return not key.startswith(_WRITTEN) and not key.endswith(".title")


def parts_of(prompts: Catalog, key: str, language: str) -> tuple[Part, ...]:
    """What can be recorded of a prompt, in order; nothing of what stands within a sentence (", {street}")."""
    template = prompts.templates[language][key]
    whole = sentences("".join(_marked(template)))
    runs = groupby(whole, key=lambda sentence: _VALUE not in sentence)
    texts = [" ".join(run) for fixed, run in runs if fixed]
    kept = [text for text in texts if ends_a_sentence(text) and any(map(str.isalpha, text))]
    return tuple(Part(key, n, text) for n, text in enumerate(kept, start=1))


def mixed(text: str, recorded: Mapping[str, Recording]) -> Iterator[tuple[str, Recording | None]]:
    """`text` in order, each piece with its recording or None; the longest recorded run of sentences first.

    Every sentence comes once. Pieces without a recording are as long as they can be, so that a voice speaks
    them with their melody.
    """
    if not recorded:
        yield text, None
        return
    said = sentences(text)
    at, plain = 0, 0
    while at < len(said):
        end = next((end for end in range(len(said), at, -1) if " ".join(said[at:end]) in recorded), at)
        if end == at:
            at += 1
            continue
        if plain < at:
            yield " ".join(said[plain:at]), None
        run = " ".join(said[at:end])
        yield run, recorded[run]
        at = plain = end
    if plain < at:
        yield " ".join(said[plain:at]), None


def _marked(template: Template) -> Iterator[str]:
    """The text with a mark for each value; what stands between two sentences is a sentence of its own."""
    before = ""
    for n, part in enumerate(template):
        if isinstance(part, str):
            before = part
            yield part
            continue
        after = template[n + 1] if n + 1 < len(template) else ""
        alone = ends_a_sentence(before) and (not isinstance(after, str) or not after or after[0] == " ")
        yield f"{_VALUE}. " if alone and _is_of_sentences(part) else _VALUE
        before = "." if alone and _is_of_sentences(part) else "x"


def _is_of_sentences(slot: Slot) -> bool:
    return slot.type in CONDITIONS or slot.type in LISTS
