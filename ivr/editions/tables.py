"""Editions and drafts of lines, what was proved, what was published when by whom and why; announcements."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class EditionRow(Base):
    """The files of a line, which never change; `parent_id` is what they were made from (None: what ships)."""

    __tablename__ = "editions"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(index=True)
    files: Mapped[dict[str, str]] = mapped_column(JSON)  # texts by path
    hash: Mapped[str] = mapped_column(String(64))  # of the files: SHA-256
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    by: Mapped[str]  # login
    at: Mapped[datetime] = mapped_column(UtcTime)


class DraftRow(Base):
    """Where a draft stands; `base_id` is the edition that the line had when it began (None: what ships)."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    name: Mapped[str] = mapped_column(String(80))
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    base_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))
    begun_by: Mapped[str]
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended: Mapped[str | None] = mapped_column(String(20))  # published, discarded

    __table_args__ = (Index("ix_drafts_line_ended_at", "line", "ended_at"),)


class PublicationRow(Base):
    """From `at` on the line has this edition. `n` counts from 1 for each line: of two at once one fails."""

    __tablename__ = "publications"

    line: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))  # None: what ships
    kind: Mapped[str] = mapped_column(String(20))  # published, taken_back
    by: Mapped[str]
    reason: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime] = mapped_column(UtcTime)


class VerdictRow(Base):
    """What the proof of the files with this hash came to, as one of `line`."""

    __tablename__ = "verdicts"

    line: Mapped[str] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # as of `EditionRow`
    holds: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)


class TrialRow(Base):
    """A call to a draft, expected from `number` until `ends`, or going on; nothing else is kept of it."""

    __tablename__ = "trials"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    number: Mapped[str | None]  # E.164, until the call has come
    ends: Mapped[datetime] = mapped_column(UtcTime, index=True)
    call_sid: Mapped[str | None]
    n: Mapped[int] = mapped_column(default=0)  # the newest turn
    state: Mapped[str] = mapped_column(Text, default="")  # `Call.to_json`
    reply: Mapped[str] = mapped_column(Text, default="")  # TwiML


class AnnouncementRow(Base):
    """What every caller of a line hears first, for a while; `ends` moves forward when it is ended early."""

    __tablename__ = "announcements"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    texts: Mapped[dict[str, str]] = mapped_column(JSON)  # by language
    begins: Mapped[datetime] = mapped_column(UtcTime)
    ends: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    ended_by: Mapped[str | None]

    __table_args__ = (Index("ix_announcements_ends", "ends"),)
