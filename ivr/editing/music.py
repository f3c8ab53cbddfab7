"""The waiting music of a draft: which pieces of the line are played, and in which order."""

import tomllib
from collections.abc import Sequence

import tomlkit
from tomlkit.items import Table

from ivr.editing.blocks import change_table
from ivr.editing.refused import EditRefused
from ivr.editing.steps import inline
from ivr.lines import Piece

PIECES_AT_MOST = 8


def pieces_of(line: str, key: str) -> list[Piece]:
    """Those that the line's text names. Raises EditRefused where one cannot be read."""
    try:
        return [Piece(**each) for each in tomllib.loads(line).get(key, {}).get("music", [])]
    except (TypeError, ValueError) as wrong:
        raise EditRefused("written_otherwise", "music") from wrong


def add_piece(line: str, key: str, piece: Piece) -> str:
    """The line's text in which this piece is played after the others. Raises EditRefused."""
    pieces = pieces_of(line, key)
    if piece.file in [each.file for each in pieces]:
        return line
    if len(pieces) >= PIECES_AT_MOST:
        raise EditRefused("too_many_pieces", str(PIECES_AT_MOST))
    return _with(line, key, [*pieces, piece])


def move_piece(line: str, key: str, file: str, by: int) -> str:
    """The line's text in which this piece comes `by` places later; at either end it stays."""
    pieces = pieces_of(line, key)
    at = _place(pieces, file)
    pieces.insert(min(max(at + by, 0), len(pieces) - 1), pieces.pop(at))
    return _with(line, key, pieces)


def remove_piece(line: str, key: str, file: str) -> str:
    """The line's text without this piece; without any, the line plays what ships. Raises EditRefused."""
    pieces = pieces_of(line, key)
    pieces.pop(_place(pieces, file))
    return _with(line, key, pieces)


def _place(pieces: Sequence[Piece], file: str) -> int:
    for at, piece in enumerate(pieces):
        if piece.file == file:
            return at
    raise EditRefused("no_such_piece", file)


def _with(line: str, key: str, pieces: Sequence[Piece]) -> str:
    rows = tomlkit.array()
    for piece in pieces:
        rows.append(inline({"title": piece.title, "file": piece.file, "seconds": piece.seconds}))
    rows.multiline(multiline=True)

    def change(table: Table) -> None:
        if pieces:
            table["music"] = rows
        else:
            table.pop("music", None)

    return change_table(line, key, change)
