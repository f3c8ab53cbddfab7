"""The tables of the desk: what was typed and not yet sent, and what is still to be done after a call."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class DraftRow(Base):
    """What an agent has typed into one form of the desk for one ticket, so that a reload brings it back."""

    __tablename__ = "desk_drafts"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(20), primary_key=True)
    typed: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(UtcTime)


class FollowUpRow(Base):
    """What is still to be done after a call, until when (a day in Berlin), and who said that it is done."""

    __tablename__ = "follow_ups"
    __table_args__ = (Index(None, "agent_id", "done_at"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    what: Mapped[str] = mapped_column(String(400))
    due: Mapped[date]
    done_at: Mapped[datetime | None] = mapped_column(UtcTime)
    done_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
