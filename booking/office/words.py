"""What the pages of an office say, in German: wording for codes; how days, times and numbers are written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

import phonenumbers
from babel.dates import format_date, format_datetime

from booking.conflicts import Settled, Why
from booking.editing import Changed
from booking.history import CALLER, SYSTEM, Event, What
from booking.office import days_typed
from booking.outlook import DayOutlook
from booking.values import BERLIN, Appointment, PartOfDay, Service, State, Use, Wish
from booking.walk_ins import WalkIn, WalkInState

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

LANGUAGES = {
    "de": "Deutsch",
    "de_leicht": "Leichte Sprache",
    "en": "Englisch",
    "tr": "Türkisch",
    "ar": "Arabisch",
    "ru": "Russisch",
    "uk": "Ukrainisch",
    "pl": "Polnisch",
}

FAULTS = {
    "bad_day": "Bitte geben Sie das Datum an, zum Beispiel 01.12.2026.",
    "bad_time": "Bitte geben Sie die Uhrzeit an, zum Beispiel 08:30.",
    "bad_phone": "Das ist keine gültige Telefonnummer. Bitte prüfen Sie sie, oder lassen Sie das Feld leer.",
    "outside_hours": "Nach den Regeln gibt es diese Zeit nicht.",
    "slot_taken": "Zu dieser Zeit ist kein Schalter frei.",
    "too_many_places": "Das ist zu lang für einen Termin: Es sind höchstens 25 Plätze.",
    "bad_figure": "Bitte geben Sie eine ganze Zahl an.",
    "bad_number": "Eine Zahl ist zu klein oder zu groß. Bitte prüfen Sie Ihre Angaben.",
    "changed_meanwhile": "Nicht gespeichert: Inzwischen hat jemand anders diese Stelle geändert.",
    "gone_meanwhile": "Das gibt es nicht mehr. Jemand anders hat es inzwischen entfernt.",
    "days_in_disorder": "Der letzte Tag liegt vor dem ersten.",
    "reason_missing": "Bitte geben Sie einen Grund an. Er wird am Telefon genannt.",
    "times_in_disorder": "Zwischen Beginn und Ende muss mindestens ein Termin passen.",
    "not_whole_cells": "Uhrzeiten und Termindauer müssen auf volle fünf Minuten gehen.",
    "no_desk": "Bitte wählen Sie mindestens einen Schalter dieser Stelle.",
    "bad_rule": "Bitte wählen Sie mindestens einen Wochentag.",
    "first_day_missing": "Bitte geben Sie den ersten Tag an: Ab seiner Woche wird gezählt.",
    "overlap": "Einer der Schalter ist zu dieser Zeit schon durch eine andere Öffnung belegt.",
    "desk_known": "Diesen Schalter gibt es schon.",
    "unknown_service": "Dieses Anliegen gibt es an dieser Stelle nicht.",
    "wrong_state": "Das geht nicht mehr: Der Termin ist inzwischen in einem anderen Stand.",
    "unknown_reference": "Das geht bei diesem Termin nicht mehr.",
}
USES = {
    Use.PUBLIC: "für alle",
    Use.PHONE: "nur Telefon und Stelle",
    Use.SAME_DAY: "für alle, erst am Tag selbst",
    Use.STAFF: "nur Stelle",
}

SETTINGS = {
    "lead_days": ("Vorlauf in Tagen", "Frühester buchbarer Tag: 0 ist heute, 1 ist morgen."),
    "horizon_days": ("Buchbar für so viele Tage im Voraus", "Für alle, am Telefon und im Netz."),
    "staff_horizon_days": ("Buchbar für die Stelle selbst", "In Tagen im Voraus."),
    "cut_off_minutes": (
        "Spätestens so viele Minuten vor Beginn",
        "Danach wird ein Platz nicht mehr vergeben.",
    ),
    "return_after_min": (
        "Abgesagte Plätze kommen zurück: frühestens nach Minuten",
        "Der Zeitpunkt wird ausgelost, damit niemand auf Absagen lauern kann. Zweimal 0: sofort.",
    ),
    "return_after_max": ("Abgesagte Plätze kommen zurück: spätestens nach Minuten", ""),
    "extra_percent": (
        "Zusätzliche Plätze statt Nichterschienener, in Prozent",
        "Welcher Anteil der erfahrungsgemäß verfallenden Plätze noch einmal vergeben wird. 0: keiner.",
    ),
}
DETAILS = {
    "from": "erster Tag",
    "to": "letzter Tag",
    "reason": "Grund",
    "rule": "Tage",
    "opens": "von",
    "closes": "bis",
    "place_minutes": "Minuten je Platz",
    "desks": "Schalter geöffnet",
    "desk": "Schalter",
    "services": "Anliegen",
    "valid_from": "gilt ab",
    "valid_until": "gilt bis",
    "special": "Sonderöffnung",
    "address": "Adresse",
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
    What.NOTED: "Notiz geändert",
}
WAITS_NO_MORE = "Von der Warteliste gestrichen."
NOT_WAITING = "Das steht nicht mehr auf der Warteliste."
WALK_IN_FAULTS = {
    "unknown_service": "Bitte wählen Sie ein Anliegen dieser Stelle.",
    "unknown_reference": "Diese Nummer gibt es heute nicht.",
    "wrong_state": "Die Nummer ist inzwischen in einem anderen Stand.",
}
PARTS = {
    PartOfDay.MORNING: "vormittags",
    PartOfDay.NOON: "mittags",
    PartOfDay.AFTERNOON: "nachmittags",
    PartOfDay.EVENING: "abends",
}
BEYOND = {
    "other_length": "andere Dauer",
    "other_start": "andere Anfangszeit",
    "overbooked": "überbucht",
    "past_closing": "nach Schließung",
    "walk_in": "ohne Termin gekommen",
}

CHANGES = {
    Changed.CLOSURE_ADDED: "Schließung eingetragen",
    Changed.CLOSURE_REMOVED: "Schließung entfernt",
    Changed.OPENING_ADDED: "Öffnung eingetragen",
    Changed.OPENING_CHANGED: "Öffnung geändert",
    Changed.OPENING_REMOVED: "Öffnung entfernt",
    Changed.SERVICES_SET: "Anliegen geändert",
    Changed.DESK_ADDED: "Schalter eingerichtet",
    Changed.DESK_RETIRED: "Schalter aus allen Öffnungen genommen",
    Changed.DESK_SERVICES: "Anliegen eines Schalters geändert",
    Changed.SETTINGS_CHANGED: "Regeln geändert",
}
DEFAULT_FAULT = "Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."


def fault(code: str) -> str:
    """What to say for an error's code."""
    return FAULTS.get(code, DEFAULT_FAULT)


def state(of: State) -> str:
    return STATES.get(of, str(of))


def badge(of: State) -> str:
    return BADGES.get(of, "info")


def language(code: str) -> str:
    return LANGUAGES.get(code, code)


def phone(number: str | None) -> str:
    """As it is dialled from Germany: 0451 122 3311, 00 45 ...; empty where it was withheld or forgotten."""
    if number is None:
        return ""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_out_of_country_calling_number(parsed, "DE")


def code(digits: str) -> str:
    """A booking code in groups, as it is spoken: 123 45 67."""
    return f"{digits[:3]} {digits[3:5]} {digits[5:]}".strip()


def clock(at: datetime | time) -> str:
    """08:30, local to Berlin."""
    local = at.astimezone(BERLIN).time() if isinstance(at, datetime) else at
    return f"{local:%H:%M}"


def moment(at: datetime) -> str:
    """Di., 1. Dezember 2026, 08:30 Uhr; local to Berlin."""
    return format_datetime(at, "EEE, d. MMMM y, HH:mm 'Uhr'", tzinfo=BERLIN, locale="de")


def day(on: date) -> str:
    """Dienstag, 1. Dezember 2026."""
    return format_date(on, "EEEE, d. MMMM y", locale="de")


def short_day(on: date) -> str:
    """Di., 1.12.2026."""
    return format_date(on, "EEE, d.M.y", locale="de")


def numeric_day(at: datetime) -> str:
    """01.12.2026, local to Berlin."""
    return f"{at.astimezone(BERLIN):%d.%m.%Y}"


def services(of: Appointment, names: Mapping[str, str]) -> str:
    """What an appointment is for, by name."""
    counted = Counter(names.get(each, each) for each in of.services)
    return ", ".join(name if count == 1 else f"{count} × {name}" for name, count in counted.items())


def span(first: date, last: date) -> str:
    """Do., 24.12.2026 bis Do., 31.12.2026; a single day by itself."""
    return short_day(first) if first == last else f"{short_day(first)} bis {short_day(last)}"


def person(by: str) -> str:
    """The login of whoever did it."""
    return by.partition(":")[2] or by


def told(details: Mapping[str, Any] | None) -> str:
    """What a change was about, in a line: what is empty is left out."""
    kept = {name: value for name, value in (details or {}).items() if value not in (None, "", [], {})}
    return "; ".join(
        f"{_detail(name)}: {_value(name, value)}" for name, value in kept.items() if value is not False
    )


def _detail(name: str) -> str:
    return SETTINGS[name][0] if name in SETTINGS else DETAILS.get(name, name)


def _value(name: str, value: Any) -> str:
    if value is True:
        return "ja"
    if isinstance(value, list | dict):
        return ", ".join(map(str, value)) if isinstance(value, list) else str(len(value))
    return days_typed.said(value) if name == "rule" else str(value)


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


def date_of(at: datetime) -> date:
    """The day in Berlin."""
    return at.astimezone(BERLIN).date()


def week(monday: date) -> str:
    """KW 49."""
    return f"KW {monday.isocalendar().week}"


def hours(minutes: int) -> str:
    """4,5: minutes as hours."""
    return f"{minutes / 60:.1f}".replace(".", ",").removesuffix(",0")


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


def saved_with_conflicts(count: int) -> str:
    """After a change of the rules that appointments do not fit into."""
    fits = "1 Termin passt" if count == 1 else f"{count} Termine passen"
    return f"Gespeichert. {fits} nicht mehr dazu: Bitte unter „Konflikte“ verlegen oder absagen."


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


def service_options(services: Iterable[Service]) -> list[tuple[str, str]]:
    """For a choice: key and name, with nothing chosen first."""
    return [("", "Bitte wählen"), *((each.key, each.name("de")) for each in services)]


def booked(of: Appointment) -> str:
    """After booking: what the citizen needs."""
    return f"Eingetragen: {moment(of.start)}. Die Terminnummer ist {code(of.code)}."
