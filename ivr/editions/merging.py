"""Two changes of the same files brought together, piece by piece: a step, a setting, a prompt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from ivr.editions.blocks import Blocks, blocks

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A piece that both changed, each in another way; None where a side has taken it out."""

    path: str
    name: str
    mine: str | None
    theirs: str | None


@dataclass(frozen=True, slots=True)
class Merged:
    files: Mapping[str, str]
    conflicts: tuple[Conflict, ...]


def merge(
    base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], *, prefer: Side = "mine"
) -> Merged:
    """What became of `base` in `mine` and in `theirs`, together; in a conflict, the piece of `prefer`."""
    files: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for path in sorted({*mine, *theirs}):
        kept = _merge_file(path, base, mine, theirs, prefer, conflicts)
        if kept is not None:
            files[path] = kept
    return Merged(files, tuple(conflicts))


def _merge_file(
    path: str,
    base: Mapping[str, str],
    mine: Mapping[str, str],
    theirs: Mapping[str, str],
    prefer: Side,
    conflicts: list[Conflict],
) -> str | None:
    was, here, there = base.get(path), mine.get(path), theirs.get(path)
    if here == there or there == was:
        return here
    if here == was:
        return there
    base_pieces, my, their = (blocks(path, text or "") for text in (was, here, there))
    chosen = (_choose(path, each, base_pieces, my, their, prefer, conflicts) for each in _order(my, their))
    return "".join(piece for piece in chosen if piece is not None) or None


def _choose(
    path: str, name: str, was: Blocks, here: Blocks, there: Blocks, prefer: Side, conflicts: list[Conflict]
) -> str | None:
    base, mine, theirs = was.get(name), here.get(name), there.get(name)
    if mine == theirs or theirs == base:
        return mine
    if mine == base:
        return theirs
    conflicts.append(Conflict(path, name, mine, theirs))
    return mine if prefer == "mine" else theirs


def _order(mine: Blocks, theirs: Blocks) -> Iterator[str]:
    """The pieces of both: as in mine, and what only they have behind the piece that it follows there."""
    order = list(mine)
    before = None
    for name in theirs:
        if name not in mine:
            order.insert(order.index(before) + 1 if before is not None else 0, name)
        before = name
    return iter(order)
