"""The tables of talks in which more than two take part, or one waits: the talk, and its legs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime
from routing.tables import one_of
from routing.talks.values import LegRole, LegState, Mode, Place

OPEN = text("closed_at IS NULL")


class TalkRow(Base):
    """A talk that has a room of its own, because somebody is held, asked, put through or listens."""

    __tablename__ = "talks"
    __table_args__ = (
        # Two who open a room for one ticket at once get one room.
        Index("uq_talks_open", "ticket_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime)


class LegRow(Base):
    """One telephone in a talk: where it is to be (`place`), and whether the carrier has asked since.

    `version` grows with every change of what it is to do; `told` is the version that the carrier has fetched.
    `ticket_id` is that of a colleague who is asked.
    """

    __tablename__ = "talk_legs"
    __table_args__ = (
        CheckConstraint(one_of("role", LegRole), name="role"),
        CheckConstraint(one_of("state", LegState), name="state"),
        CheckConstraint(one_of("place", Place), name="place"),
        CheckConstraint(one_of("mode", Mode), name="mode"),
        Index("ix_talk_legs_going_on", "state", "seen_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"), index=True)
    role: Mapped[str] = mapped_column(String(12))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    name: Mapped[str] = mapped_column(String(120), default="")
    contact: Mapped[str] = mapped_column(String(160), default="")
    keys: Mapped[str] = mapped_column(String(40), default="")
    call_sid: Mapped[str | None] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(12))
    mode: Mapped[str] = mapped_column(String(12), default=Mode.JOIN)
    muted: Mapped[bool] = mapped_column(default=False)
    say: Mapped[str | None] = mapped_column(String(40))
    tones: Mapped[str] = mapped_column(String(40), default="")
    outcome: Mapped[str | None] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    told: Mapped[int] = mapped_column(default=0)
    nudged_at: Mapped[datetime | None] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)
