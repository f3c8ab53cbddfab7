"""A file of an edition in the pieces that people think in: a step, a setting of the line, a prompt."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from ivr.editions.edition import MENU
from voice_prompts.toml_lines import locate

Blocks = Mapping[str, str]


def blocks(path: str, text: str) -> dict[str, str]:
    """The pieces of the file `path` by name, in their order; joined they are its text again.

    A remark belongs to the piece that follows it. What stands before the first piece has the name "".
    """
    depth = 1 if path == MENU else 2
    names = {number: ".".join(at[:depth]) for at, number in locate(text).items() if len(at) <= depth}
    found: dict[str, str] = {}
    for name, lines in groupby(_lines(text, names), key=lambda line: line[0]):
        known = name
        while known in found:  # a step whose tables are not together
            known += "'"
        found[known] = "".join(line for _, line in lines)
    return found


def _lines(text: str, names: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    """Every line with the name of the piece that it belongs to."""
    name = ""
    remarks: list[str] = []
    for number, line in enumerate(text.splitlines(keepends=True), start=1):
        if line.startswith("#") or (not line.strip() and remarks):
            remarks.append(line)
            continue
        if line.strip():
            name = names.get(number, name)
        yield from ((name, remark) for remark in remarks)
        remarks = []
        yield name, line
    yield from ((name, remark) for remark in remarks)
