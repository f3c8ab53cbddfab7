"""What these pages work with: the database, the line, and the draft that is open."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from flask import abort, g, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from ivr.editing.opened import Opened
from ivr.editions.drafts import Draft, UnknownDraft, read_draft
from ivr.house import House
from routing.store import Store
from routing.tables import StaffRow

BELOW = "/lines/<line>/drafts/<int:draft>"  # the address of a draft
KEPT = 8  # drafts that are open at the same time in one process


@dataclass(frozen=True, slots=True)
class Room(Store):
    house: House
    kept: OrderedDict[int, Opened] = field(default_factory=OrderedDict)

    @property
    def now(self) -> datetime:
        return self.house.clock()

    @property
    def by(self) -> str:
        """The login of who asks."""
        return str(g.staff.login)

    @property
    def seen(self) -> int:
        """The edition that the form was made from; what is none is never the one that the draft stands at."""
        return request.form.get("seen", default=-1, type=int)

    def draft(self, session: Session, line: str, draft: int) -> Draft:
        """A draft of this line; else the page does not exist."""
        try:
            found = read_draft(session, draft)
        except UnknownDraft:
            abort(404)
        if found.line != line:
            abort(404)
        return found

    def opened(self, draft: Draft) -> Opened:
        """A draft as it is edited. Aborts where there is no such line any more.

        An edition never changes, and reading one takes a moment: those that were read last are kept.
        """
        shipped = self.house.editions.shipped
        if draft.line not in shipped.editions:
            abort(404)
        found = self.kept.pop(draft.edition, None)
        if found is None or found.files != draft.files:
            found = Opened(draft.line, draft.files, shipped.prompts)
        self.kept[draft.edition] = found
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return found


def name_of(session: Session, login: str) -> str:
    """The name of one of the staff; the login where the account is gone."""
    return session.scalar(select(StaffRow.name).where(StaffRow.login == login)) or login
