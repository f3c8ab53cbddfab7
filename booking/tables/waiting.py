"""Who waits: with a number at the office, or for a place that comes back. Times are UTC."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime
from booking.tables.index import partial_index


class WalkInRow(Base):
    """Somebody who came without an appointment and drew a number: counted from 1 per office and day."""

    __tablename__ = "walk_ins"
    __table_args__ = (UniqueConstraint("office_key", "day", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"))
    day: Mapped[date]  # local
    number: Mapped[int]
    services: Mapped[list[str]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(12))
    taken_at: Mapped[datetime] = mapped_column(UtcTime)
    taken_by: Mapped[str] = mapped_column(String(64))
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desks.id"))
    called_at: Mapped[datetime | None] = mapped_column(UtcTime)
    called_by: Mapped[str | None] = mapped_column(String(64))
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended_by: Mapped[str | None] = mapped_column(String(64))


class WaitingRow(Base):
    """Somebody who wants to be told when a place that fits comes back, earlier than the one they have."""

    __tablename__ = "waiting_list"
    __table_args__ = (partial_index("ix_waiting_list_waiting", "service_key", "state = 'waiting'"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    service_key: Mapped[str] = mapped_column(ForeignKey("services.key"))
    office_key: Mapped[str | None] = mapped_column(ForeignKey("offices.key"))  # NULL: any
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"), index=True)
    wish: Mapped[dict[str, Any]] = mapped_column(JSON)
    phone: Mapped[str | None] = mapped_column(String(32), index=True)  # E.164; NULL once forgotten
    language: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(12))
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)


class WaitingOfferRow(Base):
    """A place that was held for one who waits, and told of in a text."""

    __tablename__ = "waiting_offers"
    __table_args__ = (partial_index("ix_waiting_offers_open", "until", "state = 'open'"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("waiting_list.id"), index=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), unique=True)
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(12))


class WaitingEventRow(Base):
    """What happened to an entry of the waiting list: written once, never changed. Holds no personal data."""

    __tablename__ = "waiting_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("waiting_list.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(64))  # as in the history of appointments
    via: Mapped[str | None] = mapped_column(String(64))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class FreedRow(Base):
    """A stretch of time that came back at an office; gone again when nobody on the waiting list wants it."""

    __tablename__ = "freed_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"))
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)
    look_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointments.id"))  # which gave it up
