"""A proof in a process of its own: it computes for seconds, in which no caller is to wait."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from ivr.editions.reading import read_edition
from ivr.editions.shipped import read_shipped
from ivr.proof import Proof, prove

KEPT = 50


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
