"""Names that callers have spoken for whoever takes their call, where a line asks for them.

Nobody understands them: they are recordings at the carrier, of which the name stands here. Each is deleted
there, and its row here, when the call is over, or when it was kept as long as the line says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column, sessionmaker

from booking.db import Base, UtcTime
from booking.sql import insert_into
from routing.moves import run
from routing.ports import CarrierTrouble, Line
from routing.resting import rest
from routing.tickets import Ticket

log = structlog.get_logger(__name__)


class SpokenNameRow(Base):
    """One call whose caller was asked. `sid` is the carrier's of the recording, once there is one."""

    __tablename__ = "spoken_names"

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    sid: Mapped[str | None] = mapped_column(String(64))
    keep_until: Mapped[datetime] = mapped_column(UtcTime, index=True)


_LET_GO = (
    update(SpokenNameRow)
    .where(SpokenNameRow.call_sid == bindparam("call"), SpokenNameRow.keep_until > bindparam("now"))
    .values(keep_until=bindparam("now"))
)


def ask(session: Session, ticket: Ticket, *, minutes: int, now: datetime) -> bool:
    """Whether the caller of this ticket is to be asked now; nobody is rung for it until that is over.

    False: they were asked in this call, or somebody is being rung already. What they say is kept for so many
    `minutes`.
    """
    row = {"call_sid": ticket.call_sid, "keep_until": now + timedelta(minutes=minutes)}
    new = insert_into(session, SpokenNameRow).values(row).on_conflict_do_nothing()
    if session.execute(new.returning(SpokenNameRow.call_sid)).first() is None:
        return False
    return rest(session, ticket, now=now)


def spoken(session: Session, call_sid: str, sid: str, *, now: datetime) -> None:
    """The carrier has a recording. May come twice; what comes after the call is over, is due at once."""
    row = {"call_sid": call_sid, "sid": sid, "keep_until": now}
    new = insert_into(session, SpokenNameRow).values(row)
    session.execute(new.on_conflict_do_update(index_elements=["call_sid"], set_={"sid": sid}))


def let_go(session: Session, call_sid: str, *, now: datetime) -> None:
    """Nobody needs it any more: the call is over, or nothing was said. The worker deletes it."""
    run(session, _LET_GO, {"call": call_sid, "now": now})


def recording_of(session: Session, call_sid: str, *, now: datetime) -> str | None:
    """The carrier's name of the recording in which the caller says theirs, as long as it may be heard."""
    mine = (SpokenNameRow.call_sid == call_sid, SpokenNameRow.keep_until > now)
    return session.scalar(select(SpokenNameRow.sid).where(*mine))


@dataclass(frozen=True, slots=True)
class Eraser:
    """Deletes what is due, at the carrier first; several may do so at once."""

    database: sessionmaker[Session]
    line: Line

    def erase(self, *, now: datetime) -> None:
        with self.database() as session:
            due = select(SpokenNameRow).where(SpokenNameRow.keep_until <= now).limit(50)
            found = [(row.call_sid, row.sid) for row in session.scalars(due)]
        for call_sid, sid in found:
            try:
                self._delete(sid)
            except CarrierTrouble as trouble:
                log.warning("spoken_name_not_erased", call=call_sid, code=trouble.code)
                continue
            # Should another recording have come meanwhile, its row stays for the next time.
            same = (SpokenNameRow.call_sid == call_sid, SpokenNameRow.sid.is_not_distinct_from(sid))
            with self.database.begin() as session:
                session.execute(delete(SpokenNameRow).where(*same))

    def _delete(self, sid: str | None) -> None:
        try:
            if sid is not None:
                self.line.delete_tape(sid)
        except CarrierTrouble as trouble:
            if trouble.code != "gone":
                raise
