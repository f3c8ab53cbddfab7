"""Publishing a draft, taking it back, and the history of both. Each is one transaction of the caller's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ivr.editions.drafts import (
    Draft,
    DraftChanged,
    DraftEnded,
    current_id,
    edition_files,
    files_of,
    read_draft,
    save_draft,
)
from ivr.editions.edition import LINE, Edition, EditionFault, EditionFaults
from ivr.editions.merging import Conflict, Side, merge
from ivr.editions.reading import read_edition
from ivr.editions.shipped import Shipped
from ivr.editions.tables import DraftRow, PublicationRow
from ivr.editions.verdicts import require_verdict
from ivr.lines import Line
from routing import audit

REASON_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Publication:
    """From `at` (UTC) on the line had this edition; `kind` is "published" or "taken_back"."""

    line: str
    n: int
    edition: int | None
    kind: str
    by: str
    reason: str
    at: datetime


class LinePublished(Exception):
    """The line was published meanwhile: what was to be done does not start from what it has now."""


class NothingToTakeBack(Exception):
    """The line has what ships."""


def publish(
    session: Session,
    shipped: Shipped,
    draft: int,
    *,
    seen: int,
    others: Mapping[str, Line],
    by: str,
    reason: str,
    now: datetime,
) -> Publication:
    """The line has what stands in the draft from now on; `seen` is the edition that was looked at.

    `others` are the lines as they are now. Raises `EditionFaults`, `NotProved`, `LinePublished`,
    `DraftChanged`, `DraftEnded` or `UnknownDraft`; then nothing has happened, and the transaction is to be
    undone. What is to be proved, has been before: see `ivr.editions.proving`.
    """
    found = read_draft(session, draft)
    if found.ended is not None:
        raise DraftEnded(draft)
    if found.edition != seen:
        raise DraftChanged(found, edition_files(session, seen), found.files)
    if current_id(session, found.line) != found.base:
        raise LinePublished(found.line)
    edition = read_edition(found.files, found.line, shipped.prompts, edition=found.edition)
    _require_own_number(edition, others)
    base = files_of(session, shipped, found.line, found.base)
    require_verdict(session, found.line, found.files, base, now=now)
    ended = update(DraftRow).where(
        DraftRow.id == draft, DraftRow.edition_id == seen, DraftRow.ended_at.is_(None)
    )
    if session.scalar(ended.values(ended="published", ended_at=now).returning(DraftRow.id)) is None:
        raise DraftEnded(draft)
    return _write(session, found.line, found.edition, "published", by, reason, now)


def take_back(
    session: Session, shipped: Shipped, line: str, *, seen: int, by: str, reason: str, now: datetime
) -> Publication:
    """The line has again what it had before its newest edition; `seen` is the number of what is taken back.

    Raises `NothingToTakeBack`; `LinePublished` where somebody else was faster; `EditionFaults` where this
    code cannot read the edition before any more. Calls under way go on as they began.
    """
    past = history(session, line)
    if not past or past[0].n != seen:
        raise LinePublished(line)
    stack = _stack(past)
    if len(stack) < 2:
        raise NothingToTakeBack(line)
    before = stack[-2]
    if before is not None:
        read_edition(edition_files(session, before), line, shipped.prompts, edition=before)
    return _write(session, line, before, "taken_back", by, reason, now)


def history(session: Session, line: str) -> list[Publication]:
    """What the line had when, newest first; nothing where it always had what ships."""
    rows = session.scalars(
        select(PublicationRow).where(PublicationRow.line == line).order_by(PublicationRow.n.desc())
    )
    return [
        Publication(row.line, row.n, row.edition_id, row.kind, row.by, row.reason, row.at) for row in rows
    ]


def can_take_back(past: list[Publication]) -> bool:
    """Whether something was published that still counts."""
    return len(_stack(past)) > 1


def is_behind(session: Session, draft: Draft) -> bool:
    """Whether the line was published since the draft began, so that it is to be brought up to date first."""
    return current_id(session, draft.line) != draft.base


def bring_up_to_date(
    session: Session, shipped: Shipped, draft: int, *, seen: int, prefer: Side, by: str, now: datetime
) -> tuple[Draft, tuple[Conflict, ...]]:
    """The draft with what was published meanwhile, and the pieces that both changed: there `prefer` decides.

    Raises as `save_draft` does.
    """
    mine = read_draft(session, draft)
    newest = current_id(session, mine.line)
    theirs = files_of(session, shipped, mine.line, newest)
    merged = merge(files_of(session, shipped, mine.line, mine.base), mine.files, theirs, prefer=prefer)
    saved = save_draft(session, draft, merged.files, seen=seen, by=by, now=now)
    session.execute(update(DraftRow).where(DraftRow.id == draft).values(base_id=newest))
    return saved, merged.conflicts


def _require_own_number(edition: Edition, others: Mapping[str, Line]) -> None:
    number, key = edition.line.number, edition.line.key
    if number is not None and any(line.number == number for each, line in others.items() if each != key):
        raise EditionFaults([EditionFault(LINE, 1, key, "line.number_taken", number)])


def _write(
    session: Session, line: str, edition: int | None, kind: str, by: str, reason: str, now: datetime
) -> Publication:
    """Of two at once the primary key lets one write."""
    newest = select(PublicationRow.n).where(PublicationRow.line == line).order_by(PublicationRow.n.desc())
    n = (session.scalar(newest.limit(1)) or 0) + 1
    row = PublicationRow(
        line=line, n=n, edition_id=edition, kind=kind, by=by, reason=reason[:REASON_LENGTH], at=now
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as faster:
        raise LinePublished(line) from faster
    details = {"line": line, "n": n, "edition": edition, "reason": row.reason}
    audit.note(session, by=by, what=f"line.{kind}", details=details, now=now)
    return Publication(line, n, edition, kind, by, row.reason, now)


def _stack(past: list[Publication]) -> list[int | None]:
    """What lies under what the line has now: taken back is the uppermost, down to what ships."""
    stack: list[int | None] = [None]
    for each in reversed(past):
        if each.kind == "published":
            stack.append(each.edition)
        else:
            stack.pop()
    return stack
