"""The tables of tapes: what callers said when they were asked, and the recordings themselves.

The sound is never here: it stays with the carrier until it is deleted there, and the row with it.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime
from routing.tables import one_of
from routing.tapes.values import TapeState

GOES_ON = text(one_of("state", [each for each in TapeState if each is not TapeState.OVER]))


class ConsentRow(Base):
    """One call whose caller was asked; `agreed` is NULL until they answered; a no is final."""

    __tablename__ = "tape_consents"

    call_sid: Mapped[str] = mapped_column(String(64), primary_key=True)
    line: Mapped[str] = mapped_column(String(40))
    asked_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    agreed: Mapped[bool | None]


class TapeRow(Base):
    """`tried`: the carrier was asked to begin, though nobody may know whether it did."""

    __tablename__ = "tapes"
    __table_args__ = (
        CheckConstraint(one_of("state", TapeState), name="state"),
        Index("ix_tapes_going_on", "state", sqlite_where=GOES_ON, postgresql_where=GOES_ON),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), unique=True)
    call_sid: Mapped[str] = mapped_column(String(64), index=True)
    line: Mapped[str] = mapped_column(String(40))
    agent_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    leg_sid: Mapped[str] = mapped_column(String(64))
    sid: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(12), default=TapeState.WANTED)
    on_hold: Mapped[bool] = mapped_column(default=False, server_default=false())
    discarded: Mapped[bool] = mapped_column(default=False, server_default=false())
    tried: Mapped[bool] = mapped_column(default=False, server_default=false())
    seconds: Mapped[int | None]
    began_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    keep_until: Mapped[datetime] = mapped_column(UtcTime, index=True)
    nudged_at: Mapped[datetime | None] = mapped_column(UtcTime)
