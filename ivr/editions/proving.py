"""A proof in a process of its own: it computes for seconds, in which no caller is to wait."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from ivr.editions.edition import LINE, MENU
from ivr.editions.reading import read_edition
from ivr.editions.shipped import read_shipped
from ivr.lines import LinesFault, read_lines
from ivr.menu_limits import Limits
from ivr.proof import Proof, prove

KEPT = 50


class NotProved(Exception):
    """A version that keeps callers or breaks; `proof` names where."""

    def __init__(self, proof: Proof) -> None:
        self.proof = proof
        stops = ", ".join(f"{each.step} ({each.code})" for each in proof.stops)
        super().__init__(f"Not every way of it ends: {stops}.")


def require_proof(files: Mapping[str, str], base: Mapping[str, str], line: str, lines_file: Path) -> None:
    """Before a draft is published over `base`. Raises `NotProved`, or `EditionFaults` where it is not sound.

    Other texts change no way, so where these alone are new and no limit stops, what held before holds.
    """
    same = all(files.get(path) == base.get(path) for path in (MENU, LINE))
    if same and not _limits_stop(files.get(LINE, ""), line):
        return
    proof = prove_apart(files, line, lines_file)
    if not proof.holds:
        raise NotProved(proof)


def prove_apart(files: Mapping[str, str], line: str, lines_file: Path) -> Proof:
    """The proof of an edition's files. Raises `EditionFaults` where they are not sound."""
    return _proved(tuple(sorted(files.items())), line, lines_file)


@lru_cache(maxsize=KEPT)
def _proved(files: tuple[tuple[str, str], ...], line: str, lines_file: Path) -> Proof:
    """The same files have the same proof."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        return apart.submit(_prove, dict(files), line, lines_file).result()


def _prove(files: dict[str, str], line: str, lines_file: Path) -> Proof:
    return prove(read_edition(files, line, read_shipped(lines_file).prompts))


def _limits_stop(text: str, line: str) -> bool:
    try:
        limits = read_lines(text, LINE)[line].limits
    except (LinesFault, KeyError):
        return True
    return any(getattr(limits, each.name).then == "stop" for each in fields(Limits))
