"""A proof in a process of its own: it computes for seconds, in which no caller is to wait."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from ivr.editions.drafts import Draft, files_of
from ivr.editions.reading import read_edition
from ivr.editions.shipped import read_shipped
from ivr.editions.verdicts import NotProved, is_proved, keep_verdict, needs_proof
from ivr.house import House
from ivr.proof import Proof, prove
from routing.store import reading

KEPT = 50


def prove_draft(house: House, draft: Draft) -> None:
    """Before a draft is published or tried: have its files proved, and keep the verdict.

    Not to be called within a transaction. Raises `NotProved`, or `EditionFaults` where it is not sound.
    """
    with reading(house.sessions) as session:
        base = files_of(session, house.editions.shipped, draft.line, draft.base)
        if not needs_proof(draft.files, base, draft.line):
            return
        if is_proved(session, draft.line, draft.files, now=house.clock()):
            return
    proof = prove_apart(draft.files, draft.line, house.settings.lines_file)
    with house.sessions.begin() as session:
        keep_verdict(session, draft.line, draft.files, holds=proof.holds, now=house.clock())
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
