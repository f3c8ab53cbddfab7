"""When an office gives places. Opening hours are local wall time of Europe/Berlin."""

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base


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
