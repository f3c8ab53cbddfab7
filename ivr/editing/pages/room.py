"""What these pages work with: what those of the drafts do, and the draft that is open."""

from collections import OrderedDict
from dataclasses import dataclass, field

from flask import request

from ivr.editing.opened import Opened
from ivr.editions.drafts import Draft
from ivr.editions.pages.room import Room as DraftsRoom

BELOW = "/lines/<line>/drafts/<int:draft>"  # the address of a draft
KEPT = 8  # drafts that are open at the same time in one process


@dataclass(frozen=True, slots=True)
class Room(DraftsRoom):
    kept: OrderedDict[int, Opened] = field(default_factory=OrderedDict)

    @property
    def seen(self) -> int:
        """The edition that the form was made from; what is none is never the one that the draft stands at."""
        return request.form.get("seen", default=-1, type=int)

    def opened(self, draft: Draft) -> Opened:
        """A draft as it is edited. Aborts where there is no such line any more.

        An edition never changes, and reading one takes a moment: those that were read last are kept.
        """
        self.require_line(draft.line)
        found = self.kept.pop(draft.edition, None)
        if found is None or found.files != draft.files:
            found = Opened(draft.line, draft.files, self.shipped.prompts)
        self.kept[draft.edition] = found
        while len(self.kept) > KEPT:
            self.kept.popitem(last=False)
        return found
