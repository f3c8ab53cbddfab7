"""An office's rules in words, and what was changed in them."""

from collections.abc import Mapping
from typing import Any

from booking.editing import Changed
from booking.office import days_typed
from booking.values import OfficeKind, Use
from booking.written import LANGUAGES, language

USES = {
    Use.PUBLIC: "für alle",
    Use.PHONE: "nur Telefon und Stelle",
    Use.SAME_DAY: "für alle, erst am Tag selbst",
    Use.STAFF: "nur Stelle",
}
TEXTS = {
    "name": ("Name", "Wie sie am Telefon und in Nachrichten genannt wird."),
    "short": ("Kurzname", "Wo alle Stellen nacheinander genannt werden, zum Beispiel: Innenstadt"),
    "former_names": ("Frühere Namen", "Ein Name je Zeile. Anrufende dürfen sie weiter nennen."),
    "address": ("Adresse", ""),
    "subdivision": ("Bundesland", "Dessen Feiertage gelten."),
    "near": ("Stellen in der Nähe", ""),
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
    "kind": "Bereich",
    "names": "Name",
    "synonyms": "Andere Wörter",
    "documents": "Unterlagen",
    "fee": "Gebühr",
    "bookable": "für alle buchbar",
    "number": "Nummer an der Tür",
    "persons": "Personen",
    "minutes": "Dauer in Minuten",
}
KINDS = {
    OfficeKind.BUERGERSERVICE: "Bürgerservice",
    OfficeKind.KFZ: "Kfz-Zulassung",
    OfficeKind.FUEHRERSCHEIN: "Führerscheinstelle",
}
STATES_OF_GERMANY = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
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
    Changed.OFFICE_ADDED: "Stelle angelegt",
    Changed.SERVICE_ADDED: "Anliegen angelegt",
    Changed.SERVICE_CHANGED: "Angaben zum Anliegen geändert",
}


def person(by: str) -> str:
    """The login of whoever did it."""
    return by.partition(":")[2] or by


def told(details: Mapping[str, Any] | None) -> str:
    """What a change was about, in a line: what is empty is left out."""
    kept = {name: value for name, value in (details or {}).items() if value not in (None, "", [], {})}
    if kept.get("special") is False:
        del kept["special"]
    return "; ".join(f"{field(name)}: {_value(name, value)}" for name, value in kept.items())


def field(name: str) -> str:
    """What a field of a form, or a detail of a change, is called; of texts also in which language."""
    stem, _, code = name.partition("-")
    said = (TEXTS | SETTINGS)[stem][0] if stem in TEXTS | SETTINGS else DETAILS.get(stem, stem)
    return f"{said}, {language(code)}" if code in LANGUAGES else said


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict) and value.keys() <= LANGUAGES.keys():
        return ", ".join(f"{language(code)}: {_value(name, said)}" for code, said in value.items())
    if isinstance(value, dict):
        return str(len(value))
    return days_typed.said(value) if name == "rule" else str(value)


def saved_with_conflicts(count: int) -> str:
    """After a change of the rules that appointments do not fit into."""
    fits = "1 Termin passt" if count == 1 else f"{count} Termine passen"
    return f"Gespeichert. {fits} nicht mehr dazu: Bitte unter „Konflikte“ verlegen oder absagen."
