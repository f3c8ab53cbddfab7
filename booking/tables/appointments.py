"""Appointments, the cells that they claim, what happened to them, and what is sent about them. Times are UTC.

What forbids a double booking is the primary key of `claims`: one row per desk and five minutes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime
from booking.tables.index import partial_index


class AppointmentRow(Base):
    """One row from the hold on. The code is unique among those that were not forgotten."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        partial_index("ix_appointments_holder_held", "holder", "state = 'held'"),
        partial_index("ix_appointments_due", "held_until", "state = 'held'"),
        Index("ix_appointments_office_day", "office_key", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"))
    service_key: Mapped[str] = mapped_column(ForeignKey("services.key"))
    further_services: Mapped[list[str]] = mapped_column(JSON, default=list)  # of several, all but the first
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    buffer_minutes: Mapped[int] = mapped_column(default=0)  # claimed after `ends_at`
    holder: Mapped[str | None] = mapped_column(String(64))
    held_until: Mapped[datetime | None] = mapped_column(UtcTime)
    code: Mapped[str | None] = mapped_column(String(7), unique=True)
    calendar_token: Mapped[str | None] = mapped_column(String(43), unique=True)
    phone: Mapped[str | None] = mapped_column(String(32), index=True)  # E.164; NULL when withheld
    language: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(String(1000))
    sequence: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcTime)


class ClaimRow(Base):
    """Five minutes of one desk, claimed by one appointment. `cell` counts them since 1970-01-01 UTC."""

    __tablename__ = "claims"
    __table_args__ = (partial_index("ix_claims_due", "held_until", "held_until IS NOT NULL"),)

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True, autoincrement=False)
    cell: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), index=True)
    held_until: Mapped[datetime | None] = mapped_column(UtcTime)  # NULL: firm


class OccupancyRow(Base):
    """The firm claims of one desk on one day (UTC, counted since 1970) again, as bits: read at a glance.

    Bit i of `w0` is the day's cell i, of `w1` its cell 60 + i, and so on. It follows `claims` within the same
    transaction and decides nothing: whether a place is taken is up to the primary key there.
    """

    __tablename__ = "occupancy"

    day: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True, autoincrement=False)
    w0: Mapped[int] = mapped_column(BigInteger, default=0)
    w1: Mapped[int] = mapped_column(BigInteger, default=0)
    w2: Mapped[int] = mapped_column(BigInteger, default=0)
    w3: Mapped[int] = mapped_column(BigInteger, default=0)
    w4: Mapped[int] = mapped_column(BigInteger, default=0)


class EventRow(Base):
    """What happened to an appointment: written once, never changed. Holds no personal data."""

    __tablename__ = "appointment_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    what: Mapped[str] = mapped_column(String(20))
    by: Mapped[str] = mapped_column(String(64))  # "caller", "agent:<login>", "office", "system"
    via: Mapped[str | None] = mapped_column(String(64))  # the call or desk that it came from
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


class NoticeRow(Base):
    """The outbox: a message to be sent after the commit that wrote it."""

    __tablename__ = "notices"
    __table_args__ = (partial_index("ix_notices_due", "due_at", "due_at IS NOT NULL"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    to_number: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcTime)  # NULL: sent, superseded or given up
    attempts: Mapped[int]
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime)
    carrier_id: Mapped[str | None] = mapped_column(String(64))
    error: Mapped[str | None] = mapped_column(String(200))
