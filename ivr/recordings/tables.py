"""What was recorded: sounds by their own hash, and which part of which prompt each of them says."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class SoundRow(Base):
    """A sound as it was uploaded. It never changes: another one has another hash."""

    __tablename__ = "sounds"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)  # SHA-256 of the content, in hex
    format: Mapped[str] = mapped_column(String(4))  # wav or mp3
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    bytes: Mapped[int]
    seconds: Mapped[float]
    rate: Mapped[int]  # Hz
    channels: Mapped[int]
    loudness: Mapped[float]  # LUFS, after ITU-R BS.1770
    peak: Mapped[float]  # dBFS
    unused_since: Mapped[datetime | None] = mapped_column(UtcTime)  # neither a recording nor a line's music


class RecordingRow(Base):
    """One part of a prompt, recorded for its text as it was then.

    It is used wherever this line says exactly this text. Where an edition says it otherwise, the recording
    waits for the text to come back.
    """

    __tablename__ = "recordings"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(120))
    part: Mapped[int]  # of the prompt, from 1
    text: Mapped[str] = mapped_column(Text)
    sound: Mapped[str] = mapped_column(ForeignKey("sounds.hash"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(String(80))  # login

    __table_args__ = (UniqueConstraint("line", "language", "key", "part", "text"),)


class MusicRow(Base):
    """A piece of waiting music that a line has. Which are played, and in which order, an edition says."""

    __tablename__ = "music"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str] = mapped_column(String(40))
    sound: Mapped[str] = mapped_column(ForeignKey("sounds.hash"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(String(80))  # login

    __table_args__ = (UniqueConstraint("line", "sound"),)
