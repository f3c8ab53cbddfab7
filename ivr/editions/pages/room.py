"""What these pages work with: the database, the lines, and what is known of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import abort, g
from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.editions.drafts import Draft, UnknownDraft, hash_of, read_draft
from ivr.editions.edition import EditionFault
from ivr.editions.publishing import Publication
from ivr.editions.reading import read_files
from ivr.editions.shipped import Shipped
from ivr.house import House
from routing.store import Store
from routing.tables import StaffRow

KEPT = 200  # states of drafts whose faults are known


@dataclass(frozen=True, slots=True)
class Room(Store):
    house: House
    known: dict[str, list[EditionFault]] = field(default_factory=dict)

    @property
    def shipped(self) -> Shipped:
        return self.house.editions.shipped

    @property
    def now(self) -> datetime:
        return self.house.clock()

    @property
    def by(self) -> str:
        """The login of who asks."""
        return str(g.staff.login)

    def require_line(self, key: str) -> None:
        if key not in self.shipped.editions:
            abort(404)

    def draft(self, session: Session, line: str, draft: int) -> Draft:
        """A draft of this line; else the page does not exist."""
        self.require_line(line)
        try:
            found = read_draft(session, draft)
        except UnknownDraft:
            abort(404)
        if found.line != line:
            abort(404)
        return found

    def faults(self, draft: Draft) -> list[EditionFault]:
        """The same files have the same faults; to read them takes a tenth of a second."""
        key = f"{draft.line} {hash_of(draft.files)}"
        if key not in self.known:
            if len(self.known) >= KEPT:
                self.known.clear()
            self.known[key] = read_files(draft.files, draft.line, self.shipped.prompts)[1]
        return self.known[key]


def names(session: Session) -> dict[str, str]:
    """The staff's names by login."""
    rows = session.execute(select(StaffRow.login, StaffRow.name))
    return {row.login: row.name for row in rows}


def numbers(past: Sequence[Publication]) -> Mapping[int | None, int]:
    """Under which number each edition was published first, newest last."""
    return {each.edition: each.n for each in past if each.kind == "published"}
