"""What is kept of a call: one row for it, and one for each turn of the conversation.

A call's state stands in its turns, not beside them: each turn row holds what was heard, what was said, the
answer as it went out, and the state after it. So a repeated webhook is a look-up, a call can be replayed, and
nothing is updated.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime

NOT_COUNTED = text("counted_at IS NULL")


class CallRow(Base):
    __tablename__ = "calls"

    sid: Mapped[str] = mapped_column(primary_key=True)
    line: Mapped[str]
    caller: Mapped[str | None]  # E.164; None where withheld or forgotten
    language: Mapped[str]
    slow: Mapped[bool] = mapped_column(server_default=false())  # the caller asked to be spoken to slowly
    script: Mapped[str]  # the menu's version that this call began with
    edition_id: Mapped[int | None]  # that of its line which this call goes by; None: what ships
    started_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)  # when the carrier was last known to have it
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    outcome: Mapped[str | None]  # booked, moved, cancelled, answered, call_back, abandoned, informed, fault
    # What is found out once it is over, and its figures counted (`ivr.console.picture.keeping`).
    counted_at: Mapped[datetime | None] = mapped_column(UtcTime)
    way: Mapped[str | None] = mapped_column(Text)  # the steps, each once, with blanks around it
    slowest_ms: Mapped[float | None]  # of its answers to the carrier

    __table_args__ = (
        Index("ix_calls_open", "ended_at", "seen_at"),
        Index("ix_calls_newest", "started_at", "sid"),
        Index("ix_calls_to_count", "ended_at", sqlite_where=NOT_COUNTED, postgresql_where=NOT_COUNTED),
    )


class TurnRow(Base):
    __tablename__ = "turns"

    call_sid: Mapped[str] = mapped_column(ForeignKey("calls.sid", ondelete="CASCADE"), primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)  # the turn that this row answers; 0 is the greeting
    at: Mapped[datetime] = mapped_column(UtcTime)
    heard: Mapped[dict[str, Any]] = mapped_column(JSON)  # kind, text, confidence
    said: Mapped[list[Any]] = mapped_column(JSON)  # the sentences, as spoken
    steps: Mapped[list[Any]] = mapped_column(JSON)  # the way through the menu in this turn
    # Each action that was run, with its outcome; None in turns from before this was kept.
    done: Mapped[list[Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(Text)  # `Call.to_json`
    reply: Mapped[str]  # TwiML
    took_ms: Mapped[float]
    fault: Mapped[str | None]


class IncomingTextRow(Base):
    """A text that somebody sent to the line, by the carrier's id of it: so that it is answered once."""

    __tablename__ = "incoming_texts"

    sid: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(index=True)  # E.164
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    meant: Mapped[str | None]  # cancel, take, or nothing that we understand
    answer: Mapped[str | None] = mapped_column(Text)  # None: it got none
