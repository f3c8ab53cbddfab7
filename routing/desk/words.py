"""What the desk says, in German: wording for codes, and how numbers, times and places are written."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from functools import lru_cache

import phonenumbers
from babel.dates import format_date, format_datetime

from booking import BERLIN, written
from routing.knowledge import Kind
from routing.tickets import Missed, TicketState, Wants

clock, day, language, moment = written.clock, written.day, written.language, written.moment

WANTS = {
    Wants.AVAILABLE: "Verfügbar",
    Wants.BREAK: "Pause",
    Wants.AWAY: "Abwesend",
    Wants.OFF: "Abgemeldet",
}

MISSED = {
    Missed.NO_ANSWER: "Sie haben einen Anruf nicht angenommen.",
    Missed.DECLINED: "Sie haben einen Anruf abgelehnt.",
    Missed.BUSY: "Ihr Telefon war besetzt.",
    Missed.FAILED: "Ihr Telefon war nicht erreichbar.",
}

REASONS = {
    "asked": "Wollte mit einem Menschen sprechen",
    "three_tries": "Wurde dreimal nicht verstanden",
    "too_long": "Kam im Menü nicht weiter",
    "fault": "Störung im Menü",
    "wrong_code": "Terminnummer dreimal falsch",
    "not_bookable": "Dieses Anliegen wird nur persönlich vergeben",
    "no_places": "Kein freier Termin gefunden",
    "call_back": "Bittet um Rückruf",
    "too_many": "Zu viele offene Termine auf dieser Nummer",
    "gone": "Der Termin war nicht mehr zu ändern",
}

CONTACTS = {
    TicketState.WAITING: "wartet noch",
    TicketState.RINGING: "wartet noch",
    TicketState.CONNECTED: "im Gespräch",
    TicketState.WRAP_UP: "in Nachbearbeitung",
    TicketState.DONE: "ohne Ergebnis",
    TicketState.ABANDONED: "aufgelegt, bevor jemand abnahm",
}
"""An earlier call of which no wrap-up tells."""

ARTICLES = {Kind.SERVICE: "Anliegen", Kind.OFFICE: "Stelle", Kind.GENERAL: "Allgemeine Frage"}

FAULTS = {
    "slot_taken": "Dieser Platz ist gerade vergeben worden. Bitte wählen Sie einen anderen.",
    "hold_ended": "Der Platz war nicht mehr gehalten. Bitte suchen Sie noch einmal.",
    "outside_hours": "Dieser Platz kann nicht mehr vergeben werden. Bitte suchen Sie noch einmal.",
    "unknown_service": "Dieses Anliegen gibt es an dieser Stelle nicht.",
    "unknown_office": "Diese Stelle gibt es nicht.",
    "unknown_reference": "Dazu wurde kein offener Termin gefunden.",
    "too_many_bookings": "Für diese Nummer gibt es schon zu viele offene Termine.",
    "bad_phone": "Das ist keine gültige Telefonnummer. Bitte prüfen Sie sie, oder lassen Sie das Feld leer.",
    "bad_day": "Bitte geben Sie das Datum an, zum Beispiel 01.12.2026.",
    "no_call": "Dieses Gespräch ist nicht mehr bei Ihnen.",
    "no_leg": "Mit diesem Gespräch geht das nicht. Bitte sprechen Sie weiter wie gewohnt.",
    "colleague_busy": "Diese Person ist gerade nicht frei. Bitte wählen Sie eine andere.",
    "asking_already": "Sie fragen schon jemanden. Bitte beenden Sie die Rückfrage zuerst.",
    "nobody_there": "Am anderen Ende ist noch niemand.",
    "nobody_hears": "Die Töne hört gerade niemand.",
    "bad_tones": "Bitte nur Ziffern, * und #.",
    "no_telephone": "Ihr Konto hat kein Telefon. Ohne Telefon können Sie nicht mithören.",
    "busy_yourself": "Sie sind selbst in einem Gespräch.",
    "no_recording": "Dieses Gespräch wird nicht aufgezeichnet.",
    "carrier_trouble": "Das Telefonnetz antwortet nicht. Bitte versuchen Sie es noch einmal.",
    "no_reason": "Bitte wählen Sie ein Ergebnis.",
}
DEFAULT_FAULT = "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."


def fault(code: str) -> str:
    """What to say for an error's code."""
    return FAULTS.get(code, DEFAULT_FAULT)


def why(sentence: str) -> str:
    """Why the call came here: the sentence of `routing.assign.explain`, to the agent whom it is about."""
    return re.sub(r"^Agent \d+: ", "Ausgewählt: ", sentence)


def reason(code: str) -> str:
    return REASONS.get(code, code) or "Nicht bekannt"


@lru_cache(maxsize=1024)
def phone(number: str | None) -> str:
    """+49451... as people write it: +49 451 ...; None says that it was withheld."""
    if number is None:
        return "Unterdrückte Nummer"
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def short_moment(at: datetime) -> str:
    """Di., 1. Dez., 08:30 Uhr; local to Berlin, for lists in which the year is clear."""
    return format_datetime(at, "EEE, d. MMM, HH:mm 'Uhr'", tzinfo=BERLIN, locale="de")


def short_day(on: date) -> str:
    """Di., 1. Dez."""
    return format_date(on, "EEE, d. MMM", locale="de")


def wish(wished: Mapping[str, str] | None) -> str:
    """Dienstag, 1. Dezember 2026, ab 14:00 Uhr; "" when nothing was wished for."""
    if not wished:
        return ""
    parts = [day(date.fromisoformat(wished["day"]))] if wished.get("day") else []
    for key, word in (("from_time", "ab"), ("until_time", "vor")):
        if wished.get(key):
            parts.append(f"{word} {time.fromisoformat(wished[key]):%H:%M} Uhr")
    return ", ".join(parts)


def lasted(seconds: float) -> str:
    """1:05 for 65 seconds."""
    return f"{int(max(0, seconds)) // 60}:{int(max(0, seconds)) % 60:02d}"


def percent(share: float | None) -> str:
    """66,7 % for 0.667; a dash where there is nothing to take a share of."""
    return "–" if share is None else f"{share * 100:.1f} %".replace(".", ",")


def code(digits: str) -> str:
    """A booking code in groups, as it is spoken: 123 45 67."""
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}".strip()
