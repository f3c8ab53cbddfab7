"""One table of a TOML text, changed in place: what does not belong to it stays as it is, byte for byte.

Whoever wrote a menu has put remarks and rulers between its steps, and an order into it. So an edit cuts out
the lines of the table that it is about, has only these changed, and puts them back.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

import tomlkit
from tomlkit.items import Table

from ivr.editing.refused import EditRefused
from voice_prompts.toml_lines import Path, locate

Span = tuple[int, int]  # lines from 0, half-open

_REMARK = re.compile(r"\s*(#|$)")


def change_table(text: str, name: str, change: Callable[[Table], object]) -> str:
    """The text with its table `name` as `change` leaves it. Raises EditRefused where there is none."""
    spans = _spans(text, (name,))
    lines = text.splitlines(keepends=True)
    document = tomlkit.parse("".join(line for first, end in spans for line in lines[first:end]))
    change(cast("Table", document[name]))
    return _replaced(lines, {spans[0]: _ended(tomlkit.dumps(document)), **dict.fromkeys(spans[1:], "")})


def rename_table(text: str, old: str, new: str) -> str:
    """The text with the table, and all tables in it, under another name. Raises EditRefused."""
    lines = text.splitlines(keepends=True)
    header = re.compile(
        rf"""^(\s*\[\s*)(?:{re.escape(old)}|"{re.escape(old)}"|'{re.escape(old)}')(?=\s*[.\]])"""
    )
    spans = _spans(text, (old,))
    return _replaced(
        lines,
        {
            (first, end): "".join(header.sub(rf"\g<1>{new}", line) for line in lines[first:end])
            for first, end in spans
        },
    )


def remove_table(text: str, path: Path) -> str:
    """The text without the table and the remark directly above it. Raises EditRefused."""
    lines = text.splitlines(keepends=True)
    spans = [_with_remark(lines, span) for span in _spans(text, path)]
    first, end = spans[0]
    while end < len(lines) and not lines[end].strip():  # one gap is left of the two around it
        end += 1
    return _replaced(lines, dict.fromkeys([(first, end), *spans[1:]], ""))


def order_tables(text: str, paths: Sequence[Path]) -> str:
    """The text in which these tables, with the remarks above them, come in this order. Raises EditRefused."""
    lines = text.splitlines(keepends=True)
    spans = [_with_remark(lines, span) for path in paths for span in _spans(text, path)]
    if len(spans) != len(paths):
        raise EditRefused("written_otherwise", ".".join(paths[0]))
    bodies = ["".join(lines[first:end]) for first, end in spans]
    return _replaced(lines, dict(zip(sorted(spans), bodies, strict=True)))


def add_table(text: str, name: str, body: str) -> str:
    """The text with one more table at its end; `body` is its lines, headers included. Raises EditRefused."""
    if name in tomlkit.parse(text):
        raise EditRefused("name_taken", name)
    gap = "" if not text.strip() else "\n"
    return f"{_ended(text)}{gap}{_ended(body)}"


def _spans(text: str, path: Path) -> list[Span]:
    """The lines of the table with all that is in it; remarks after it belong to what follows.

    Raises EditRefused where no header begins it.
    """
    lines = text.splitlines()
    headers = sorted(
        (line - 1, at[: len(path)])
        for at, line in locate(text).items()
        if lines[line - 1].lstrip().startswith("[")
    )
    spans: list[Span] = []
    for (first, owner), (after, _) in zip(headers, [*headers[1:], (len(lines), ())], strict=True):
        if owner == path:
            begun = spans.pop()[0] if spans and spans[-1][1] == first else first
            spans.append((begun, after))
    if not spans:
        raise EditRefused("written_otherwise" if ".".join(path) in text else "gone", ".".join(path))
    return [(first, _end_of_content(lines, first, end)) for first, end in spans]


def _end_of_content(lines: Sequence[str], first: int, end: int) -> int:
    while end > first + 1 and _REMARK.match(lines[end - 1]):
        end -= 1
    return end


def _with_remark(lines: Sequence[str], span: Span) -> Span:
    first, end = span
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first, end


def _replaced(lines: Sequence[str], bodies: Mapping[Span, str]) -> str:
    return "".join(_pieces(lines, bodies))


def _pieces(lines: Sequence[str], bodies: Mapping[Span, str]) -> Iterator[str]:
    at = 0
    for (first, end), body in sorted(bodies.items()):
        yield from lines[at:first]
        yield body
        at = end
    yield from lines[at:]


def _ended(text: str) -> str:
    return f"{text.rstrip()}\n" if text.strip() else ""
