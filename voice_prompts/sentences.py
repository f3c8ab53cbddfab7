"""A text in its sentences, as a voice makes a pause after each."""

import re
from itertools import pairwise

_END = re.compile(r"[.!?؟…]+[\"“”»]?(?=\s)")
_ABBREVIATED = re.compile(r"\b(?:St|Str|Nr|Dr|Prof|Tel|ca|bzw|usw|inkl|evtl|[A-Za-zÄÖÜäöü])\.$")
# "den 1. Dezember" goes on; "drücken Sie die 1." does not.
_ORDINAL = re.compile(r"\b(?:den|dem|der|am|vom|zum|beim|bis|und)\s\d{1,2}\.$")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, without the spaces between them."""
    return tuple(text[begin:end].strip() for begin, end in spans(text) if text[begin:end].strip())


def spans(text: str) -> list[tuple[int, int]]:
    """Where each sentence begins and ends, its closing mark included; together they cover the whole text."""
    ends = [found.end() for found in _END.finditer(text) if not _goes_on(text[: found.end()])]
    edges = [0, *ends, len(text)]
    return [(begin, end) for begin, end in pairwise(edges) if end > begin]


def ends_a_sentence(text: str) -> bool:
    """Whether what follows `text` begins a new sentence."""
    spoken = text.rstrip()
    return not spoken or (spoken[-1] in ".!?؟…" and not _goes_on(spoken))


def _goes_on(before: str) -> bool:
    return bool(_ABBREVIATED.search(before) or _ORDINAL.search(before))
