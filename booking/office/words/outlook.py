"""How full a day is, in words."""

from booking.outlook import DayOutlook
from booking.written import hours


def share(of: DayOutlook) -> str:
    """72 %; why it is shut, where it is."""
    if of.shut:
        return f"geschlossen: {of.shut}"
    return f"{round(of.share * 100)} %" if of.open_minutes else "keine Schalter geöffnet"


def occupancy(of: DayOutlook) -> str:
    """A day in a line."""
    if not of.open_minutes:
        return share(of)
    return f"{share(of)}, {hours(of.booked_minutes)} von {hours(of.open_minutes)} Stunden gebucht"
