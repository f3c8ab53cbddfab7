"""What a proof came to, kept by the files that were proved, for publishing to ask in its own transaction.

A proof computes for seconds, which no transaction is to wait for: it is made before, and its verdict is
looked up. Files that nobody has proved in the last hour count as not proved: a release may have come since.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ivr.editions.drafts import hash_of
from ivr.editions.edition import LINE, MENU
from ivr.editions.tables import VerdictRow
from ivr.lines import LinesFault, read_lines
from ivr.menu_limits import Limits
from ivr.proof import Proof

COUNTS_FOR = timedelta(hours=1)


class NotProved(Exception):
    """A version that keeps callers or breaks, where `proof` names the steps; or that nobody has proved."""

    def __init__(self, proof: Proof | None = None) -> None:
        self.proof = proof
        stops = ", ".join(f"{each.step} ({each.code})" for each in proof.stops) if proof else ""
        super().__init__(f"Not every way of it ends: {stops}." if stops else "It was not proved.")


def needs_proof(files: Mapping[str, str], base: Mapping[str, str], line: str) -> bool:
    """Whether a version over `base` is to be proved before calls come to it.

    Other texts change no way, so where these alone are new and no limit stops, what held before holds.
    """
    same = all(files.get(path) == base.get(path) for path in (MENU, LINE))
    return not same or _limits_stop(files.get(LINE, ""), line)


def keep_verdict(
    session: Session, line: str, files: Mapping[str, str], *, holds: bool, now: datetime
) -> None:
    """What the proof of these files came to; those that count no more are forgotten."""
    session.execute(delete(VerdictRow).where(VerdictRow.at <= now - COUNTS_FOR))
    session.merge(VerdictRow(line=line, hash=hash_of(files), holds=holds, at=now))


def is_proved(session: Session, line: str, files: Mapping[str, str], *, now: datetime) -> bool:
    """Whether these very files were proved of late, and hold."""
    found = session.get(VerdictRow, (line, hash_of(files)))
    return found is not None and found.holds and found.at > now - COUNTS_FOR


def require_verdict(
    session: Session, line: str, files: Mapping[str, str], base: Mapping[str, str], *, now: datetime
) -> None:
    """Raises `NotProved` where calls are not to come to these files, in the place of `base`, as of now."""
    if needs_proof(files, base, line) and not is_proved(session, line, files, now=now):
        raise NotProved


def _limits_stop(text: str, line: str) -> bool:
    try:
        limits = read_lines(text, LINE)[line].limits
    except (LinesFault, KeyError):
        return True
    return any(getattr(limits, each.name).then == "stop" for each in fields(Limits))
