"""Who waits, in words: with a number, or for a place that comes back."""

from booking.office import days_typed
from booking.values import PartOfDay, Wish
from booking.walk_ins import WalkIn, WalkInState
from booking.written import short_day

WAITS_NO_MORE = "Von der Warteliste gestrichen."
NOT_WAITING = "Das steht nicht mehr auf der Warteliste."
PARTS = {
    PartOfDay.MORNING: "vormittags",
    PartOfDay.NOON: "mittags",
    PartOfDay.AFTERNOON: "nachmittags",
    PartOfDay.EVENING: "abends",
}


def walk_in(of: WalkIn | None) -> str:
    """What was just done to a number; None: nobody was there to be called."""
    if of is None:
        return "Es wartet niemand."
    said = {
        WalkInState.WAITING: "vergeben",
        WalkInState.CALLED: "aufgerufen",
        WalkInState.SERVED: "erledigt",
        WalkInState.GONE: "gestrichen",
    }
    return f"Nummer {of.number} ist {said[of.state]}."


def wish(of: Wish) -> str:
    """Ab Di., 1.12.2026, nachmittags; "egal wann" for no wish at all."""
    parts = [f"ab {short_day(of.day)}" if of.until_day else f"am {short_day(of.day)}"] if of.day else []
    parts += [f"bis {short_day(of.until_day)}"] if of.until_day else []
    parts += [", ".join(days_typed.NAMES[day] for day in of.weekdays)] if of.weekdays else []
    parts += [PARTS[of.part]] if of.part else []
    parts += [f"ab {of.from_time:%H:%M} Uhr"] if of.from_time else []
    parts += [f"vor {of.until_time:%H:%M} Uhr"] if of.until_time else []
    return ", ".join(parts) or "egal wann"
