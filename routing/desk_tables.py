"""The tables of the desk: drafts, what is still to be done after a call, messages, deeds, the rota."""

from datetime import date, datetime, time
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


class MessageRow(Base):
    """A message from a supervisor to one agent; one to all is one row for each. Kept until it was read."""

    __tablename__ = "desk_messages"
    __table_args__ = (Index(None, "to_id", "read_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"))
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(String(400))
    sent_at: Mapped[datetime] = mapped_column(UtcTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime)


class AgentEventRow(Base):
    """What was done to an agent by somebody else, and why: only ever added to."""

    __tablename__ = "agent_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    agent_id: Mapped[int] = mapped_column(ForeignKey("agents.staff_id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    event: Mapped[str] = mapped_column(String(30))
    detail: Mapped[str] = mapped_column(String(240), default="")


class RotaRow(Base):
    """How many agents are planned for a line in the half hour that begins then, local to Berlin."""

    __tablename__ = "rota"

    line: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    begins: Mapped[time] = mapped_column(primary_key=True)
    agents: Mapped[int]
