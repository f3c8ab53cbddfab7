"""The tables of the book. Times are UTC; opening hours are local wall time of Europe/Berlin.

What forbids a double booking is the primary key of `claims`: one row per desk and five minutes.
"""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


def _partial_index(name: str, column: str, condition: str) -> Index:
    """Only the rows that meet `condition`: the few that are pending, however long the past."""
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))


class OfficeRow(Base):
    __tablename__ = "offices"
    __table_args__ = (
        CheckConstraint(
            "0 <= return_after_min AND return_after_min <= return_after_max", name="return_window"
        ),
        CheckConstraint("extra_percent BETWEEN 0 AND 100", name="extra_percent"),
    )

    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(80))
    short: Mapped[str] = mapped_column(String(40))
    former_names: Mapped[list[str]] = mapped_column(JSON)
    address: Mapped[str] = mapped_column(String(200))
    rank: Mapped[int]  # the order in which offices are named
    subdivision: Mapped[str] = mapped_column(String(2))  # federal state, whose public holidays it keeps
    lead_days: Mapped[int]  # first day that can be booked: 0 is today
    horizon_days: Mapped[int]  # last day that can be booked
    staff_horizon_days: Mapped[int] = mapped_column(default=365)  # the same for staff
    cut_off_minutes: Mapped[int]  # a place can no longer be had this long before its start
    # A cancelled place comes back after so many minutes, drawn at random from the window; both 0: at once.
    return_after_min: Mapped[int] = mapped_column(default=0)
    return_after_max: Mapped[int] = mapped_column(default=0)
    extra_percent: Mapped[int] = mapped_column(default=0)  # of the missed share, given out again; 0: none
    near: Mapped[list[str]] = mapped_column(JSON, default=list)  # keys of offices near it, the nearest first
    example: Mapped[bool]


class ServiceRow(Base):
    __tablename__ = "services"

    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    synonyms: Mapped[list[str]] = mapped_column(JSON)
    documents: Mapped[dict[str, list[str]]] = mapped_column(JSON)
    fee: Mapped[dict[str, str]] = mapped_column(JSON)
    rank: Mapped[int]
    bookable: Mapped[bool]
    example: Mapped[bool]


class OfficeServiceRow(Base):
    """A service that an office has, and how many consecutive places at one desk it needs there."""

    __tablename__ = "office_services"
    __table_args__ = (
        CheckConstraint("places BETWEEN 1 AND 25", name="places"),
        CheckConstraint("buffer_minutes >= 0 AND buffer_minutes % 5 = 0", name="buffer_in_whole_cells"),
        CheckConstraint("missed_percent BETWEEN 0 AND 100", name="missed_percent"),
    )

    service_key: Mapped[str] = mapped_column(ForeignKey("services.key"), primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"), primary_key=True, index=True)
    places: Mapped[int]
    buffer_minutes: Mapped[int] = mapped_column(default=0)  # the desk stays blocked so long afterwards
    missed_percent: Mapped[int] = mapped_column(default=0)  # appointments that nobody came to, as counted


class DeskRow(Base):
    __tablename__ = "desks"
    __table_args__ = (UniqueConstraint("office_key", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"))
    number: Mapped[int]  # as on the door
    extra: Mapped[bool] = mapped_column(default=False)  # no desk that is there: a lane for overbooking


class DeskServiceRow(Base):
    """A desk that has such rows does only these services; one without does all of its office."""

    __tablename__ = "desk_services"

    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id", ondelete="CASCADE"), primary_key=True)
    service_key: Mapped[str] = mapped_column(ForeignKey("services.key"), primary_key=True)


class OpeningSeriesRow(Base):
    """On the days of `rule`, `opens` to `closes`; a break is the gap between two series of a day.

    `rule` is an RRULE of RFC 5545 in days, without DTSTART: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU" or
    "FREQ=MONTHLY;BYDAY=-1FR". It counts from `valid_from` on. A special opening (one day: `valid_from` is
    `valid_until`) stands in the place of all other series of its day, and beats a public holiday.
    """

    __tablename__ = "opening_series"
    __table_args__ = (
        CheckConstraint("NOT special OR valid_from = valid_until", name="special_is_one_day"),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
        CheckConstraint("place_minutes > 0 AND place_minutes % 5 = 0", name="whole_cells"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"), index=True)
    rule: Mapped[str] = mapped_column(String(200))
    opens: Mapped[time]
    closes: Mapped[time]
    place_minutes: Mapped[int]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    special: Mapped[bool] = mapped_column(default=False)


class SeriesDeskRow(Base):
    """A desk that is open in a series, and for whom: see `values.Use`."""

    __tablename__ = "opening_series_desks"
    __table_args__ = (
        CheckConstraint("\"use\" IN ('public', 'phone', 'same_day', 'staff')", name="known_use"),
    )

    series_id: Mapped[int] = mapped_column(
        ForeignKey("opening_series.id", ondelete="CASCADE"), primary_key=True
    )
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"), primary_key=True)
    use: Mapped[str] = mapped_column(String(10), default="public")


class ClosureRow(Base):
    """Days, both ends included, on which an office is shut whatever its series say."""

    __tablename__ = "closures"
    __table_args__ = (CheckConstraint("day_from <= day_to", name="days_in_order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"), index=True)
    day_from: Mapped[date]
    day_to: Mapped[date]
    reason: Mapped[str] = mapped_column(String(120))


class AppointmentRow(Base):
    """One row from the hold on. The code is unique among those that were not forgotten."""

    __tablename__ = "appointments"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_it_ends"),
        _partial_index("ix_appointments_holder_held", "holder", "state = 'held'"),
        _partial_index("ix_appointments_due", "held_until", "state = 'held'"),
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
    __table_args__ = (_partial_index("ix_claims_due", "held_until", "held_until IS NOT NULL"),)

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
    __table_args__ = (_partial_index("ix_notices_due", "due_at", "due_at IS NOT NULL"),)

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
    __table_args__ = (_partial_index("ix_waiting_list_waiting", "service_key", "state = 'waiting'"),)

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
    __table_args__ = (_partial_index("ix_waiting_offers_open", "until", "state = 'open'"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("waiting_list.id"), index=True)
    hold_id: Mapped[int] = mapped_column(ForeignKey("appointments.id"), unique=True)
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    offered_at: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[str] = mapped_column(String(12))


class FreedRow(Base):
    """A stretch of time that came back at an office; gone again when nobody on the waiting list wants it."""

    __tablename__ = "freed_places"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"))
    starts_at: Mapped[datetime] = mapped_column(UtcTime)
    ends_at: Mapped[datetime] = mapped_column(UtcTime)
    look_at: Mapped[datetime] = mapped_column(UtcTime, index=True)


class RuleChangeRow(Base):
    """What staff changed in an office's rules: written once, never changed. The newest is their version."""

    __tablename__ = "rule_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    office_key: Mapped[str] = mapped_column(ForeignKey("offices.key"), index=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str] = mapped_column(String(64))
    what: Mapped[str] = mapped_column(String(20))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
