"""To whom an answer speaks: the caller of a ticket, by which edition, in which language and how fast."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

import routing
from booking.sql import run
from ivr.carrier.twiml import Answer
from ivr.editions import Edition, EditionLost
from ivr.house import House
from ivr.music import SHIPPED_MUSIC
from ivr.recordings import music_on
from ivr.tables import CallRow

_CALLS = CallRow.__table__.c
_CALL = select(_CALLS.line, _CALLS.edition_id, _CALLS.slow).where(_CALLS.sid == bindparam("call"))


@dataclass(frozen=True, slots=True)
class Addressee:
    """A caller who waits or talks. `slow`: they asked to be spoken to slowly."""

    house: House
    edition: Edition
    language: str
    slow: bool

    def text(self, key: str, values: Mapping[str, Any] | None = None) -> str:
        """A prompt in their language."""
        return self.edition.prompts.text(key, self.language, values or {})

    def music(self, session: Session, now: datetime) -> str:
        """The address of the music that is on while they wait."""
        return self.house.url(music_on(session, self.edition.line.music, now) or SHIPPED_MUSIC)

    def answer(self) -> Answer:
        """An empty answer in the voice of their language, at their pace."""
        return self.house.answer(self.edition, self.language, slow=self.slow)


def addressee(house: House, session: Session, ticket: routing.Ticket) -> Addressee:
    """The caller of this ticket, who is spoken to by the edition of the call, as long as it can be.

    Who was moved to another line is spoken to as that line speaks.
    """
    call = run(session, _CALL, {"call": ticket.call_sid}).first()
    if call is None:
        return Addressee(house, house.current(ticket.line), ticket.language, slow=False)
    own = call.line == ticket.line
    edition = _edition_of(house, call.line, call.edition_id) if own else house.current(ticket.line)
    return Addressee(house, edition, ticket.language, bool(call.slow))


def _edition_of(house: House, line: str, edition: int | None) -> Edition:
    try:
        return house.edition(line, edition)
    except EditionLost:
        return house.current(line)
