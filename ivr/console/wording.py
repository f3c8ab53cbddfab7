"""The call log's words, in German: outcomes, kinds of what was heard, languages, times."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale

BERLIN = ZoneInfo("Europe/Berlin")

OUTCOMES = {
    "booked": "Termin gebucht",
    "moved": "Termin verlegt",
    "cancelled": "Termin abgesagt",
    "answered": "Mit Menschen gesprochen",
    "call_back": "Rückruf vereinbart",
    "abandoned": "Vorher aufgelegt",
    "informed": "Auskunft erhalten",
    "hung_up": "Im Menü aufgelegt",
    "fault": "Störung",
    "none": "Ohne Ergebnis",
}

HEARD = {
    "start": "Anruf beginnt",
    "keys": "Tasten",
    "speech": "Sprache",
    "silence": "Nichts gehört",
    "outcome": "Ergebnis",
}

HAPPENINGS = {
    "enqueue": "In der Warteschlange",
    "ring": "Telefon klingelt",
    "pick_up": "Angenommen",
    "miss": "Nicht angenommen",
    "put_back": "Zurück in der Warteschlange",
    "leave_number": "Rückruf gewünscht",
    "step_out": "Im Menü, behält den Platz",
    "served_by_menu": "Im Menü erledigt, während der Platz blieb",
    "wrap_up_over": "Nachbearbeitung dauerte zu lange und wurde geschlossen",
    "window_missed": "Rückruf war im gewünschten Zeitraum nicht zu schaffen",
    "replace": "Von einem neuen Anruf abgelöst",
    "citizen_reached": "Beim Rückruf erreicht",
    "citizen_not_reached": "Beim Rückruf nicht erreicht",
    "give_up": "Rückruf aufgegeben",
    "abandon": "Vorher aufgelegt",
    "end_talk": "Gespräch beendet",
    "line": "Zu einer anderen Leitung verschoben",
    "finish": "Nachbearbeitung abgeschlossen",
    "hold": "Gehalten",
    "resume": "Wieder im Gespräch",
    "all_together": "Alle zusammen geschaltet",
    "ask": "Rückfrage",
    "asked_there": "Rückfrage angenommen",
    "asked_missed": "Rückfrage nicht angenommen",
    "asked_left": "Rückfrage beendet",
    "hand_over": "Weitergegeben",
    "taken_over": "Übernommen",
    "back_in_front": "Wieder in der Warteschlange, vorn",
    "listen": "Hört mit",
    "coach": "Spricht dem Arbeitsplatz vor",
    "join": "Spricht mit",
    "listening_over": "Hört nicht mehr mit",
}

# A badge's colour in KERN for what is good, what wants a look, and what is wrong.
BADGES = {
    "booked": "success",
    "moved": "success",
    "cancelled": "success",
    "answered": "success",
    "informed": "success",
    "call_back": "info",
    "abandoned": "warning",
    "hung_up": "warning",
    "fault": "danger",
}


def outcome(code: str | None, *, running: bool = False) -> str:
    """What came of a call; one that goes on may have an outcome already (a booking, then more questions)."""
    if code is None and running:
        return "Läuft noch"
    return OUTCOMES.get(code or "none", code or "")


def badge(code: str | None) -> str:
    return BADGES.get(code or "", "info")


def heard(kind: str) -> str:
    return HEARD.get(kind, kind)


def happening(event: str) -> str:
    return HAPPENINGS.get(event, event)


def moment(at: datetime) -> str:
    """Date and time in Berlin."""
    return at.astimezone(BERLIN).strftime("%d.%m.%Y %H:%M:%S")


def clock(at: datetime) -> str:
    return at.astimezone(BERLIN).strftime("%H:%M:%S")


def duration(seconds: int | None) -> str:
    """As 1:05 min; a call without an end is still going on."""
    return "läuft" if seconds is None else f"{seconds // 60}:{seconds % 60:02d} min"


def language(code: str) -> str:
    """The language's name in German; a variety of ours, as "de_leicht", keeps its code."""
    return str(Locale("de").languages.get(code, code))
