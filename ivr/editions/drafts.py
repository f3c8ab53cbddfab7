"""Drafts: editions in the making. Two people may work on one; nobody's change is lost without a word.

    draft = begin_draft(session, shipped, "termine", name="Sommer", by=login, now=now)
    files = {**draft.files, "menu.toml": changed}
    draft = save_draft(session, draft.id, files, seen=draft.edition, by=login, now=now)

Whoever saves names the edition that they saw. If the draft stands at another one by then, nothing is saved,
and `DraftChanged` tells what the others made of it.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from ivr.editions.shipped import Shipped
from ivr.editions.tables import DraftRow, EditionRow, PublicationRow
from routing import audit

NAME_LENGTH = 80


class UnknownDraft(LookupError):
    """There is no such draft of this line."""


class DraftEnded(Exception):
    """The draft was published or discarded meanwhile; it can be changed no more."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands. Times are aware UTC.

    `edition` is the edition that it stands at, to be named as `seen` when it is saved; `base` the one that
    the line had when the draft began, or was last brought up to date (None: what ships). `ended` is
    "published" or "discarded".
    """

    id: int
    line: str
    name: str
    edition: int
    base: int | None
    files: Mapping[str, str]
    begun_by: str
    begun_at: datetime
    changed_by: str
    changed_at: datetime
    ended: str | None


class DraftChanged(Exception):
    """Somebody else saved the draft meanwhile: as it is `now`, as it was `seen`, and what was to be saved."""

    def __init__(self, now: Draft, seen: Mapping[str, str], wanted: Mapping[str, str]) -> None:
        super().__init__(f"The draft {now.id} was changed by {now.changed_by} meanwhile.")
        self.now, self.seen, self.wanted = now, seen, wanted


def begin_draft(session: Session, shipped: Shipped, line: str, *, name: str, by: str, now: datetime) -> Draft:
    """A new draft, with the files that the line has now. Raises KeyError where there is no such line."""
    base = current_id(session, line)
    edition = _write_edition(session, line, files_of(session, shipped, line, base), base, by, now)
    row = DraftRow(
        line=line, name=name[:NAME_LENGTH], edition_id=edition, base_id=base, begun_by=by, begun_at=now
    )
    session.add(row)
    session.flush()
    _note(session, "draft.begun", row.id, line, edition, by, now)
    return read_draft(session, row.id)


def read_draft(session: Session, draft: int) -> Draft:
    """Raises `UnknownDraft`."""
    found = session.execute(_DRAFTS.where(DraftRow.id == draft)).first()
    if found is None:
        raise UnknownDraft(draft)
    return _draft(*found)


def open_drafts(session: Session, line: str) -> list[Draft]:
    """Those that can still be changed, newest first."""
    wanted = _DRAFTS.where(DraftRow.line == line, DraftRow.ended_at.is_(None))
    return [_draft(*each) for each in session.execute(wanted.order_by(DraftRow.id.desc()))]


def save_draft(
    session: Session, draft: int, files: Mapping[str, str], *, seen: int, by: str, now: datetime
) -> Draft:
    """The draft with other files; `seen` is the edition that the change was made from.

    Raises `UnknownDraft`, `DraftEnded`, or `DraftChanged` where others were faster; then nothing is saved,
    and the transaction is to be undone. Faults do not keep a draft from being saved.
    """
    before = read_draft(session, draft)
    if before.ended is not None:
        raise DraftEnded(draft)
    texts = {path: text.replace("\r\n", "\n") for path, text in files.items()}
    if before.edition == seen and before.files == texts:
        return before
    edition = _write_edition(session, before.line, texts, seen, by, now)
    stand = update(DraftRow).where(
        DraftRow.id == draft, DraftRow.edition_id == seen, DraftRow.ended_at.is_(None)
    )
    if session.scalar(stand.values(edition_id=edition).returning(DraftRow.id)) is None:
        raise DraftChanged(_as_it_is(session, draft), edition_files(session, seen), texts)
    _note(session, "draft.saved", draft, before.line, edition, by, now)
    return _as_it_is(session, draft)


def discard_draft(session: Session, draft: int, *, by: str, now: datetime) -> None:
    """Nobody goes on with it; a draft that has ended already stays as it is. Raises `UnknownDraft`."""
    found = read_draft(session, draft)
    ended = update(DraftRow).where(DraftRow.id == draft, DraftRow.ended_at.is_(None))
    session.execute(ended.values(ended="discarded", ended_at=now))
    _note(session, "draft.discarded", draft, found.line, found.edition, by, now)


def edition_files(session: Session, edition: int, line: str | None = None) -> Mapping[str, str]:
    """The files of an edition, if it is one of `line`; none where there is none."""
    wanted = select(EditionRow.files).where(EditionRow.id == edition)
    return session.scalar(wanted if line is None else wanted.where(EditionRow.line == line)) or {}


def files_of(session: Session, shipped: Shipped, line: str, edition: int | None) -> Mapping[str, str]:
    """The files of an edition of this line; None is what ships."""
    return shipped.files[line] if edition is None else edition_files(session, edition)


def current_id(session: Session, line: str) -> int | None:
    """The edition that the line has now; None: what ships."""
    newest = select(PublicationRow.edition_id).where(PublicationRow.line == line)
    return session.scalar(newest.order_by(PublicationRow.n.desc()).limit(1))


def hash_of(files: Mapping[str, str]) -> str:
    """The same for the same files, whatever their order."""
    return hashlib.sha256(json.dumps(files, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _write_edition(
    session: Session, line: str, files: Mapping[str, str], parent: int | None, by: str, now: datetime
) -> int:
    row = EditionRow(line=line, files=dict(files), hash=hash_of(files), parent_id=parent, by=by, at=now)
    session.add(row)
    session.flush()
    return row.id


def _note(session: Session, what: str, draft: int, line: str, edition: int, by: str, now: datetime) -> None:
    audit.note(session, by=by, what=what, details={"line": line, "draft": draft, "edition": edition}, now=now)


_DRAFTS: Select[DraftRow, EditionRow] = select(DraftRow, EditionRow).join(
    EditionRow, EditionRow.id == DraftRow.edition_id
)


def _as_it_is(session: Session, draft: int) -> Draft:
    """Read anew, and not as this session has seen it before."""
    session.expire_all()
    return read_draft(session, draft)


def _draft(row: DraftRow, stands_at: EditionRow) -> Draft:
    return Draft(
        id=row.id,
        line=row.line,
        name=row.name,
        edition=row.edition_id,
        base=row.base_id,
        files=stands_at.files,
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        changed_by=stands_at.by,
        changed_at=stands_at.at,
        ended=row.ended,
    )
