"""The tables of the book, by topic. Times are UTC; opening hours are local wall time of Europe/Berlin."""

from booking.tables.appointments import AppointmentRow, ClaimRow, EventRow, NoticeRow, OccupancyRow
from booking.tables.changes import RuleChangeRow
from booking.tables.offices import DeskRow, DeskServiceRow, OfficeRow, OfficeServiceRow, ServiceRow
from booking.tables.openings import ClosureRow, OpeningSeriesRow, SeriesDeskRow
from booking.tables.waiting import FreedRow, WaitingEventRow, WaitingOfferRow, WaitingRow, WalkInRow

__all__ = [
    "AppointmentRow",
    "ClaimRow",
    "ClosureRow",
    "DeskRow",
    "DeskServiceRow",
    "EventRow",
    "FreedRow",
    "NoticeRow",
    "OccupancyRow",
    "OfficeRow",
    "OfficeServiceRow",
    "OpeningSeriesRow",
    "RuleChangeRow",
    "SeriesDeskRow",
    "ServiceRow",
    "WaitingEventRow",
    "WaitingOfferRow",
    "WaitingRow",
    "WalkInRow",
]
