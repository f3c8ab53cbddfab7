"""What can go wrong in the book. Each error carries a `code`; the wording for people is elsewhere."""

from typing import ClassVar


class BookingError(Exception):
    """Base of all; `code` is stable: it may be kept, counted, and looked up."""

    code: ClassVar[str] = "booking_error"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class UnknownOffice(BookingError):
    code = "unknown_office"


class UnknownService(BookingError):
    """There is no such service, or not at that office."""

    code = "unknown_service"


class UnknownReference(BookingError):
    """No appointment that the asker may know of. Does not say why, so that nobody can probe for codes."""

    code = "unknown_reference"


class OutsideHours(BookingError):
    """The office's rules never gave this place: hours, grid, closure, lead time, cut-off or horizon."""

    code = "outside_hours"


class SlotTaken(BookingError):
    """The rules allow the place, but somebody else has it now."""

    code = "slot_taken"


class HoldEnded(BookingError):
    """The hold is over: confirmed, released, expired, taken over, or never there."""

    code = "hold_ended"


class TooManyPlaces(BookingError):
    """Services and persons add up to more places than one appointment may have, wherever they can be had."""

    code = "too_many_places"


class TooManyBookings(BookingError):
    """This telephone number has as many open appointments as one number may have."""

    code = "too_many_bookings"


class CannotText(BookingError):
    """This is no number of a mobile telephone, so that nobody could be told by text."""

    code = "cannot_text"


class MovedMeanwhile(BookingError):
    """The appointment was changed since the mover's page was made."""

    code = "moved_meanwhile"


class WrongState(BookingError):
    """What was asked for cannot be done to it as it stands: to miss what was cancelled, to undo nothing."""

    code = "wrong_state"
