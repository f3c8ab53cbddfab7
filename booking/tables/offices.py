"""What a city has: offices, services, desks, and which of them can do what."""

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base


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
    words: Mapped[dict[str, list[str]]] = mapped_column(JSON, default=dict, server_default="{}")


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
