"""Experiments with a version on a share of the calls."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base, UtcTime


class ExperimentRow(Base):
    """`share` percent of the calls of `line` have `second_id` instead of `first_id` for a while."""

    __tablename__ = "experiments"

    id: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[str]
    first_id: Mapped[int | None] = mapped_column(ForeignKey("editions.id"))  # None: what ships
    second_id: Mapped[int] = mapped_column(ForeignKey("editions.id"))
    name: Mapped[str] = mapped_column(String(80))  # of the draft, as it was called then
    share: Mapped[int]
    measure: Mapped[str] = mapped_column(String(20))  # booked, not_handed_over
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[str]  # login
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ended: Mapped[str | None] = mapped_column(
        String(20)
    )  # over, first_worse, second_worse, by_hand, published

    __table_args__ = (Index("ix_experiments_line_ended_at", "line", "ended_at"),)
