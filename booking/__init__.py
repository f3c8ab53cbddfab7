"""The appointment book of a city: what can be booked, and when. It knows no telephone.

Functions take a `Session` whose transaction the caller opened, and never commit. `now` is aware UTC.
"""

from booking.errors import (
    BookingError,
    HoldEnded,
    OutsideHours,
    SlotTaken,
    TooManyBookings,
    UnknownNotice,
    UnknownOffice,
    UnknownReference,
    UnknownService,
)
from booking.values import (
    BERLIN,
    Appointment,
    Closure,
    DayHours,
    Held,
    Notice,
    NoticeKind,
    Offer,
    Office,
    OfficeKind,
    Service,
    State,
    Wish,
)

__all__ = [
    "BERLIN",
    "Appointment",
    "BookingError",
    "Closure",
    "DayHours",
    "Held",
    "HoldEnded",
    "Notice",
    "NoticeKind",
    "Offer",
    "Office",
    "OfficeKind",
    "OutsideHours",
    "Service",
    "SlotTaken",
    "State",
    "TooManyBookings",
    "UnknownNotice",
    "UnknownOffice",
    "UnknownReference",
    "UnknownService",
    "Wish",
]
