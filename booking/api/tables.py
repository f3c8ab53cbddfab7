"""What the API keeps besides the book: who may ask, how much they asked, and what was answered once."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class ApiClientRow(Base):
    """A program that may use the API. Its key is known to nobody here: only a hash of it is kept."""

    __tablename__ = "api_clients"

    name: Mapped[str] = mapped_column(String(24), primary_key=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256, hexadecimal
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)  # from then on the key opens nothing


class ApiLimitRow(Base):
    """A bucket of tokens: `burst` at most, one more every `every_us` microseconds.

    It is kept as one moment: when the bucket will be full again, in microseconds since 1970.
    """

    __tablename__ = "api_limits"
    __table_args__ = (CheckConstraint("every_us > 0 AND burst > 0", name="gives_something"),)

    client: Mapped[str] = mapped_column(ForeignKey("api_clients.name", ondelete="CASCADE"), primary_key=True)
    of: Mapped[str] = mapped_column(String(20), primary_key=True)  # see limits.Of
    every_us: Mapped[int] = mapped_column(BigInteger)
    burst: Mapped[int]
    full_at_us: Mapped[int] = mapped_column(BigInteger)


class ApiReplayRow(Base):
    """The answer to a request that bore an idempotency key, written in the transaction of its effect."""

    __tablename__ = "api_replays"

    client: Mapped[str] = mapped_column(ForeignKey("api_clients.name", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    status: Mapped[int]
    location: Mapped[str | None] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
