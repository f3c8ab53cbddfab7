"""What a service is called, what to bring and what it costs, wherever it is had; and new services."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from booking.editing.changes import Changed, begin_names, begin_service, note
from booking.editing.errors import NoOffice, TextTooLong
from booking.editing.names import key_of, require_text, require_unlike
from booking.editing.offered import Offered, give
from booking.errors import UnknownService
from booking.sql import run
from booking.tables import ServiceRow
from booking.values import LANGUAGE, OfficeKind

KEY_AT_MOST = 60  # characters, as all of these
NAME_AT_MOST = 80
LINE_AT_MOST = 120
LINES_AT_MOST = 30
SYNONYMS_AT_MOST = 300
"""Callers have many words for the most wanted services, and operators add what was not understood."""


@dataclass(frozen=True, slots=True)
class Wording:
    """As `values.Service` has them: by language, of which German has to be there."""

    names: Mapping[str, str]
    synonyms: tuple[str, ...] = ()
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fee: Mapping[str, str] = field(default_factory=dict)
    bookable: bool = True

    def as_json(self) -> dict[str, Any]:
        """Without what is empty."""
        documents = {language: list(lines) for language, lines in self.documents.items() if lines}
        return {
            **asdict(self),
            "names": _said(self.names),
            "synonyms": list(self.synonyms),
            "documents": documents,
            "fee": _said(self.fee),
        }


def wording_of(session: Session, service: str) -> Wording:
    """Raises UnknownService."""
    columns = [getattr(ServiceRow, name) for name in Wording.__dataclass_fields__]
    row = run(session, select(*columns).where(ServiceRow.key == service)).first()
    if row is None:
        raise UnknownService(service)
    documents = {language: tuple(lines) for language, lines in row.documents.items()}
    return Wording(row.names, tuple(row.synonyms), documents, row.fee, row.bookable)


def change_service(
    session: Session, service: str, wanted: Wording, *, seen: int, by: str, now: datetime
) -> None:
    """Call it so from now on, at every office. Raises what `editing` says, UnknownService, and what is wrong
    with the texts: TextMissing, TextTooLong, NameKnown.
    """
    _require_sound(wanted)
    begin_service(session, service, seen)
    kind = run(session, select(ServiceRow.kind).where(ServiceRow.key == service)).scalar_one()
    require_unlike(_words(wanted), _others(session, kind, besides=service))
    had, new = wording_of(session, service).as_json(), wanted.as_json()
    run(session, update(ServiceRow).where(ServiceRow.key == service).values(**new))
    touched = [name for name in new if had[name] != new[name]]
    note(
        session,
        None,
        Changed.SERVICE_CHANGED,
        service=service,
        by=by,
        now=now,
        was={name: had[name] for name in touched},
        is_now={name: new[name] for name in touched},
    )


def add_service(
    session: Session,
    kind: OfficeKind,
    wording: Wording,
    offices: Mapping[str, Offered],
    *,
    by: str,
    now: datetime,
) -> str:
    """A new service, at these offices; its key. It is named last, until its office has found its place.

    Raises UnknownOffice, BadNumber, NoOffice, and what `change_service` raises of texts.
    """
    _require_sound(wording)
    if not offices:
        raise NoOffice
    begin_names(session)
    require_unlike(_words(wording), _others(session, kind))
    known = set(run(session, select(ServiceRow.key)).scalars())
    key = key_of(wording.names[LANGUAGE], known, KEY_AT_MOST)
    rank = (run(session, select(func.max(ServiceRow.rank))).scalar() or 0) + 1
    row = {"key": key, "kind": kind, "rank": rank, "example": False, **wording.as_json()}
    run(session, insert(ServiceRow), row)
    note(session, None, Changed.SERVICE_ADDED, service=key, by=by, now=now, is_now=wording.as_json())
    for office, one in sorted(offices.items()):
        give(session, office, key, one, by=by, now=now)
    return key


def _require_sound(wording: Wording) -> None:
    require_text(f"names-{LANGUAGE}", wording.names.get(LANGUAGE, ""), NAME_AT_MOST)
    for language, name in wording.names.items():
        _require_short(f"names-{language}", (name,), NAME_AT_MOST)
    for language, lines in wording.documents.items():
        _require_short(f"documents-{language}", lines, LINE_AT_MOST)
    for language, fee in wording.fee.items():
        _require_short(f"fee-{language}", (fee,), LINE_AT_MOST)
    _require_short("synonyms", wording.synonyms, NAME_AT_MOST, SYNONYMS_AT_MOST)


def _require_short(name: str, lines: Sequence[str], most: int, count: int = LINES_AT_MOST) -> None:
    if len(lines) > count or any(len(line) > most for line in lines):
        raise TextTooLong(name)


def _others(session: Session, kind: str, *, besides: str | None = None) -> Iterator[str]:
    """What the other services of the kind go by: a caller's word must lead to one of them."""
    chosen = select(ServiceRow.key, ServiceRow.names, ServiceRow.synonyms).where(ServiceRow.kind == kind)
    for key, names, synonyms in run(session, chosen):
        if key != besides:
            yield from (*names.values(), *synonyms)


def _words(wording: Wording) -> tuple[str, ...]:
    return (*_said(wording.names).values(), *wording.synonyms)


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text}
