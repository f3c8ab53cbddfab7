"""Appointments in words: what they are, what happened to them, and who did it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from booking.conflicts import Settled, Why
from booking.history import CALLER, SYSTEM, Event, What
from booking.values import Appointment, Service, State
from booking.written import code, moment

STATES = {
    State.CONFIRMED: "Gebucht",
    State.ARRIVED: "Da",
    State.DONE: "Erledigt",
    State.MISSED: "Nicht erschienen",
    State.CANCELLED: "Abgesagt",
}
VERBS = {"arrive": "Da", "finish": "Erledigt", "miss": "Nicht erschienen", "undo": "Zurücknehmen"}
BADGES = {
    State.CONFIRMED: "info",
    State.ARRIVED: "warning",
    State.DONE: "success",
    State.MISSED: "danger",
    State.CANCELLED: "danger",
}
EVENTS = {
    What.HELD: "Platz gehalten",
    What.HANDED_OVER: "An einen Menschen übergeben",
    What.RELEASED: "Zurückgegeben",
    What.EXPIRED: "Frist abgelaufen",
    What.CONFIRMED: "Gebucht",
    What.MOVED: "Verlegt",
    What.SPENT: "Platz für eine Verlegung verwendet",
    What.CANCELLED: "Abgesagt",
    What.ARRIVED: "Da",
    What.DONE: "Erledigt",
    What.MISSED: "Nicht erschienen",
    What.UNDONE: "Zurückgenommen",
    What.WAITS: "Auf die Warteliste gesetzt",
    What.WAITS_NO_MORE: "Von der Warteliste genommen",
    What.NOTED: "Notiz geändert",
}
BEYOND = {
    "other_length": "andere Dauer",
    "other_start": "andere Anfangszeit",
    "overbooked": "überbucht",
    "past_closing": "nach Schließung",
    "walk_in": "ohne Termin gekommen",
}
WHY = {
    Why.CLOSED: "An diesem Tag ist geschlossen.",
    Why.HOURS: "Zu dieser Zeit ist nicht geöffnet.",
    Why.DESK: "Der Schalter ist dann nicht geöffnet oder nicht mehr dafür da.",
    Why.SERVICE: "Das Anliegen gibt es hier nicht mehr.",
}
SETTLED = {
    Settled.MOVED: "Verlegt",
    Settled.CANCELLED: "Abgesagt",
    Settled.NO_PLACE: "Kein freier Platz gefunden",
    Settled.GONE: "Hatte sich schon erledigt",
    "busy": "Wird gerade von jemand anderem geändert",
}


def state(of: State) -> str:
    return STATES.get(of, str(of))


def badge(of: State) -> str:
    return BADGES.get(of, "info")


def services(of: Appointment, names: Mapping[str, str]) -> str:
    """What an appointment is for, by name."""
    counted = Counter(names.get(each, each) for each in of.services)
    return ", ".join(name if count == 1 else f"{count} × {name}" for name, count in counted.items())


def event(of: Event) -> str:
    """What happened to an appointment; by which exception, where staff went beyond the rules."""
    exceptions = [BEYOND.get(each, each) for each in of.details.get("beyond", ())]
    said = EVENTS.get(of.what, str(of.what))
    return f"{said} ({', '.join(exceptions)})" if exceptions else said


def who(by: str) -> str:
    """Whom the history names: a caller is one who called, however they are called."""
    if by in (CALLER, SYSTEM):
        return {CALLER: "Anruf", SYSTEM: "System"}[by]
    part, _, login = by.partition(":")
    said = {"agent": "Telefonservice", "office": "Stelle"}.get(part, part)
    return f"{said}: {login}" if login else said


def booked(of: Appointment) -> str:
    """After booking: what the citizen needs."""
    return f"Eingetragen: {moment(of.start)}. Die Terminnummer ist {code(of.code)}."


def moved(of: Appointment) -> str:
    """After moving: when it is now."""
    return f"Verlegt auf {moment(of.start)}."


def service_options(services: Iterable[Service]) -> list[tuple[str, str]]:
    """For a choice: key and name, with nothing chosen first."""
    return [("", "Bitte wählen"), *((each.key, each.name("de")) for each in services)]
