"""The appointment book of a city: what can be booked, and when. It knows no telephone.

Functions take a `Session` whose transaction the caller opened, and never commit. `now` is aware UTC.
"""

from booking.attendance import Attendance, arrive, attendance, finish, miss, no_show_rate, undo
from booking.beyond import Beyond, hold_beyond
from booking.bookings import cancel, confirm, reschedule, write_note
from booking.catalogue import closures, offices, offices_for, service, services, weekly_hours
from booking.catalogue import office as office_of  # `booking.office` is the package of an office's pages
from booking.conflicts import Conflict, Settled, Settlement, Why, cancel_conflicts, conflicts, move_conflicts
from booking.earlier import serve_waiting_list
from booking.errors import (
    BookingError,
    CannotText,
    HoldEnded,
    OutsideHours,
    SlotTaken,
    TooManyBookings,
    TooManyPlaces,
    UnknownOffice,
    UnknownReference,
    UnknownService,
    WrongState,
)
from booking.extra_places import count_no_shows
from booking.finding import appointment, by_calendar_token, find, of_caller, services_of
from booking.forgetting import forget
from booking.history import Event, What, history_of
from booking.holds import hand_over, held, hold, keep_hold, release, release_expired, release_of
from booking.ics import calendar_file
from booking.notices import claim_notices, notice_failed, notice_sent
from booking.offered import (
    Offered,
    decline_offered,
    offered_for,
    offered_to,
    offered_with,
    stop_waiting,
    take_offered,
)
from booking.offers import free_times, offer, open_on
from booking.phones import can_get_texts
from booking.reference import is_code, new_code
from booking.reminders import reminded
from booking.values import (
    BERLIN,
    Appointment,
    Channel,
    Closure,
    DayHours,
    FreeTimes,
    Held,
    Notice,
    NoticeKind,
    Offer,
    Office,
    OfficeKind,
    PartOfDay,
    Service,
    State,
    Use,
    Wish,
)
from booking.waiting_history import Waited, WaitingEvent, waiting_history_of
from booking.waiting_list import (
    Waiting,
    WaitingState,
    wait_for,
    wait_for_earlier,
    waiting_for,
    waiting_of,
    who_waits,
)
from booking.walk_ins import WalkIn, WalkInState, call_next, call_number, gone, served, walk_in, walk_ins
from booking.wishes import fits
from booking.wording import documents_of, names_of

__all__ = [
    "BERLIN",
    "Appointment",
    "Attendance",
    "Beyond",
    "BookingError",
    "CannotText",
    "Channel",
    "Closure",
    "Conflict",
    "DayHours",
    "Event",
    "FreeTimes",
    "Held",
    "HoldEnded",
    "Notice",
    "NoticeKind",
    "Offer",
    "Offered",
    "Office",
    "OfficeKind",
    "OutsideHours",
    "PartOfDay",
    "Service",
    "Settled",
    "Settlement",
    "SlotTaken",
    "State",
    "TooManyBookings",
    "TooManyPlaces",
    "UnknownOffice",
    "UnknownReference",
    "UnknownService",
    "Use",
    "Waited",
    "Waiting",
    "WaitingEvent",
    "WaitingState",
    "WalkIn",
    "WalkInState",
    "What",
    "Why",
    "Wish",
    "WrongState",
    "appointment",
    "arrive",
    "attendance",
    "by_calendar_token",
    "calendar_file",
    "call_next",
    "call_number",
    "can_get_texts",
    "cancel",
    "cancel_conflicts",
    "claim_notices",
    "closures",
    "confirm",
    "conflicts",
    "count_no_shows",
    "decline_offered",
    "documents_of",
    "find",
    "finish",
    "fits",
    "forget",
    "free_times",
    "gone",
    "hand_over",
    "held",
    "history_of",
    "hold",
    "hold_beyond",
    "is_code",
    "keep_hold",
    "miss",
    "move_conflicts",
    "names_of",
    "new_code",
    "no_show_rate",
    "notice_failed",
    "notice_sent",
    "of_caller",
    "offer",
    "offered_for",
    "offered_to",
    "offered_with",
    "office_of",
    "offices",
    "offices_for",
    "open_on",
    "release",
    "release_expired",
    "release_of",
    "reminded",
    "reschedule",
    "serve_waiting_list",
    "served",
    "service",
    "services",
    "services_of",
    "stop_waiting",
    "take_offered",
    "undo",
    "wait_for",
    "wait_for_earlier",
    "waiting_for",
    "waiting_history_of",
    "waiting_of",
    "walk_in",
    "walk_ins",
    "weekly_hours",
    "who_waits",
    "write_note",
]
