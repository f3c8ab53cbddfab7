"""Replays that were asked for, and what a draft made of each of their calls."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class ReplayRow(Base):
    """One replay: the calls of `line` from `since` until `until` against an edition (None: what ships)."""

    __tablename__ = "replays"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    name: Mapped[str] = mapped_column(String(80))  # of the draft, as it was called then
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str]  # login
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ReplayedCallRow(Base):
    """One call of a replay; still to be played while there is neither a change nor why it is left out."""

    __tablename__ = "replayed_calls"

    replay_id: Mapped[int] = mapped_column(ForeignKey("replays.id", ondelete="CASCADE"), primary_key=True)
    call_sid: Mapped[str] = mapped_column(primary_key=True)
    change: Mapped[str | None] = mapped_column(String(20))  # worse, better, other, open, same
    left_out: Mapped[str | None] = mapped_column(String(20))
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # `Verdict`
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    modelled: Mapped[int | None]  # turns that were answered for the caller
    assumed: Mapped[int | None]  # turns that rest on what nobody knows

    __table_args__ = (Index("ix_replayed_calls_change", "replay_id", "change"),)
