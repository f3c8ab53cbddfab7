"""What callers did at each step of a line, counted by day, so that no view has to read the calls."""

from datetime import date

from sqlalchemy import ColumnElement, Date, String, cast, func
from sqlalchemy.orm import Mapped, mapped_column

from booking.db import Base
from ivr.tables import CallRow

LONGEST_STEP = 80
LONGEST_HEARD = 80


class StepCountRow(Base):
    """How often something happened at a step, of the calls that began on `day` (of Berlin) and are over.

    `what` is one of `counting.What`, `name` what belongs to it: the target of a way, the outcome of a call.
    No personal data: these rows stay when the calls are forgotten.
    """

    __tablename__ = "step_counts"

    line: Mapped[str] = mapped_column(String(40), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    edition: Mapped[str] = mapped_column(String(80), primary_key=True)  # see `edition_key`
    step: Mapped[str] = mapped_column(String(LONGEST_STEP), primary_key=True)
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(LONGEST_STEP), primary_key=True)
    count: Mapped[int]


class HeardCountRow(Base):
    """In how many calls the same was pressed or said at a step, and what it was taken for ("": nothing).

    Numbers are masked; names may be in it. So it is forgotten with the calls that it came from.
    """

    __tablename__ = "heard_counts"

    line: Mapped[str] = mapped_column(String(40), primary_key=True)
    step: Mapped[str] = mapped_column(String(LONGEST_STEP), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    edition: Mapped[str] = mapped_column(String(80), primary_key=True)
    language: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)  # keys, speech
    heard: Mapped[str] = mapped_column(String(LONGEST_HEARD), primary_key=True)
    meant: Mapped[str] = mapped_column(String(LONGEST_HEARD), primary_key=True)
    count: Mapped[int]


def edition_key() -> ColumnElement[str]:
    """The edition that a call goes by: its number, or what shipped then, as the menu's name and version."""
    return func.coalesce(cast(CallRow.edition_id, String), CallRow.script).label("edition")
