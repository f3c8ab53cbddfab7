"""Days and moments as forms and addresses send them; what cannot be read is nothing."""

from datetime import date, datetime

from booking.values import BERLIN


def day(text: str) -> date | None:
    """A day, as 2026-12-24."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """A moment, aware: local to Berlin, as a browser sends it, or one of our own with its zone."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=BERLIN)
