"""A small office with real lists and rules, in memory: what the dialog's actions do, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ivr.dialog import JSON, Outcome

SERVICES = [
    ("personalausweis", "Personalausweis", ["Perso", "neuer Ausweis", "Ausweis verlängern"]),
    ("reisepass", "Reisepass", ["Pass", "neuer Pass"]),
    ("wohnsitz_anmelden", "Wohnsitz anmelden", ["anmelden", "neue Adresse"]),
    ("wohnsitz_ummelden", "Wohnsitz ummelden", ["ummelden", "umgezogen"]),
    ("fuehrungszeugnis", "Führungszeugnis", ["polizeiliches Führungszeugnis"]),
    ("beglaubigung", "Beglaubigung", ["beglaubigen", "Kopie beglaubigen"]),
]
OFFICES = [
    ("innenstadt", "Bürgerservicebüro Innenstadt", ["Innenstadt"]),
    ("st_lorenz", "Bürgerservicebüro St. Lorenz", ["St. Lorenz", "Stadtteilbüro St. Lorenz"]),
]
PLACES = {
    "start": "2026-12-01T07:30:00+00:00",
    "office": "st_lorenz",
    "office_name": "Bürgerservicebüro St. Lorenz",
    "office_address": "Kreuzweg 9, 23558 Lübeck",
}
OFFERS = [
    "Dienstag, den 1. Dezember, um 8 Uhr 30, Bürgerservicebüro St. Lorenz",
    "Dienstag, den 1. Dezember, um 11 Uhr 10, Bürgerservicebüro Hochschulstadtteil",
    "Donnerstag, den 3. Dezember, um 16 Uhr 20, Bürgerservicebüro St. Gertrud",
]

Values = Mapping[str, JSON]


def choices(rows: list[tuple[str, str, list[str]]], *, keys: bool = True) -> list[Any]:
    """Rows of value, label and words as the dialog knows them."""
    listed: list[Any] = [{"value": value, "label": label, "words": words} for value, label, words in rows]
    return [{**one, "key": str(at)} for at, one in enumerate(listed, start=1)] if keys else listed


@dataclass
class Office:
    """Does every action. `ends` says which outcome an action has, where it is not the usual one.

    `gives` are values of an action that are to be other than usual.
    """

    ends: dict[str, str] = field(default_factory=dict)
    gives: dict[str, dict[str, JSON]] = field(default_factory=dict)
    done: list[tuple[str, dict[str, JSON]]] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    held: int = 0

    def run(self, action: str, values: Values, language: str) -> Outcome:
        self.done.append((action, dict(values)))
        self.languages.append(language)
        name = self.ends.get(action, USUAL[action])
        return Outcome(name, self._values(action, name, values))

    def spoken(self, named: str, values: Values, language: str) -> list[Any]:
        return choices(SERVICES if named.endswith(("services", "service")) else OFFICES, keys=False)

    def names(self) -> list[str]:
        """The actions in the order in which they were done."""
        return [name for name, _ in self.done]

    def _values(self, action: str, name: str, values: Values) -> dict[str, JSON]:
        if action == "hold_place" and name == "held":
            self.held += 1
            return {"hold": self.held, "end": "2026-12-01T07:50:00+00:00", **PLACES}
        if action == "list_services":
            return page("services", SERVICES, values.get("page"))
        if action in {"list_offices", "all_offices"} and name == "listed":
            return page("offices", OFFICES, values.get("page"))
        return {**GIVEN.get((action, name), {}), **self.gives.get(action, {})}


def page(name: str, rows: list[tuple[str, str, list[str]]], wanted: JSON) -> dict[str, JSON]:
    """One page of five, with all rows beside it to be spoken."""
    at = wanted if isinstance(wanted, int) else 1
    pages = -(-len(rows) // 5)
    shown = choices(rows[(at - 1) * 5 : at * 5])
    return {
        name: [{"value": one["value"], "label": one["label"], "key": one["key"]} for one in shown],
        "page": at,
        "next_page": at % pages + 1,
        "more": pages > 1,
    }


USUAL = {
    "take_wish": "nothing",
    "add_to_wish": "nothing",
    "fit_wish": "nothing",
    "duty": "open",
    "list_services": "listed",
    "choose_service": "bookable",
    "list_offices": "listed",
    "all_offices": "listed",
    "find_offers": "offered",
    "later_offers": "offered",
    "hold_place": "held",
    "drop_hold": "dropped",
    "confirm": "booked",
    "find_appointment": "found",
    "cancel": "cancelled",
    "move": "moved",
    "hours_of": "told",
    "documents_of": "told",
    "own_number": "known",
    "who_calls": "nothing",
    "offered_instead": "nothing",
    "take_offered": "moved",
    "decline_offered": "declined",
    "where_to_wait": "choice",
    "wait_for": "noted",
    "wait_for_earlier": "noted",
    "list_waiting": "only_one",
    "stop_waiting": "stopped",
    "list_windows": "listed",
    "note_call_back": "noted",
    "own_language": "usual",
    "language_chosen": "settled",
    "keep_language": "kept",
    "forget_language": "forgotten",
}

_OFFERED: dict[str, JSON] = {
    "offers": choices([(f"place_{at}", label, []) for at, label in enumerate(OFFERS, start=1)]),
    "last_start": "2026-12-03T15:20:00+00:00",
}

_HELD: dict[str, JSON] = {
    "offered": 9,
    "offered_until": "2026-11-23T09:30:00+00:00",
    "offered_start": "2026-12-01T07:30:00+00:00",
    "offered_office": "Bürgerservicebüro St. Lorenz",
    "offered_service": "Personalausweis",
    "instead": True,
}

_BOOKED: dict[str, JSON] = {
    "code": "1234567",
    "appointment": 7,
    "documents": "bisheriger Ausweis oder Pass; digitales Passfoto, auch vor Ort möglich",
    "text_sent": True,
    "may_wait": False,
    "hold": None,
    **PLACES,
}

_WISHED: dict[str, JSON] = {
    "errand": "book",
    "kind": "buergerservice",
    "service": "personalausweis",
    "service_name": "Personalausweis",
}

GIVEN: Mapping[tuple[str, str], dict[str, JSON]] = {
    **{("take_wish", name): _WISHED for name in ("book", "unsure", "what", "at_office")},
    ("take_wish", "documents"): {**_WISHED, "errand": "documents"},
    ("take_wish", "change"): {"errand": "cancel"},
    ("take_wish", "hours"): {
        "errand": "hours",
        "kind": "buergerservice",
        "office": "st_lorenz",
        "office_name": "Bürgerservicebüro St. Lorenz",
    },
    ("take_wish", "several"): {**_WISHED, "services": choices(SERVICES[:3])},
    ("add_to_wish", "placed"): {"office": "innenstadt", "office_name": "Bürgerservicebüro Innenstadt"},
    ("add_to_wish", "service"): {"service": "reisepass", "service_name": "Reisepass"},
    ("fit_wish", "fits"): {"offer": "place_1"},
    ("fit_wish", "offered"): _OFFERED,
    ("fit_wish", "not_then"): {"none_free": True},
    ("fit_wish", "which_day"): {
        "days": choices([("2026-12-02", "Mittwoch, den 2. Dezember", []), ("2026-12-09", "…", [])]),
    },
    ("who_calls", "offered"): {"can_text": True, "waits": True, **_HELD},
    ("who_calls", "nothing"): {"can_text": True, "waits": False},
    ("offered_instead", "offered"): _HELD,
    ("take_offered", "booked"): {**_BOOKED, "waits": False},
    ("take_offered", "moved"): {"code": "1234567", "text_sent": True, "waits": False, **PLACES},
    ("where_to_wait", "choice"): {"office_name": "Bürgerservicebüro St. Lorenz"},
    ("wait_for", "noted"): {"waits": True},
    ("wait_for_earlier", "noted"): {"waits": True},
    ("list_waiting", "only_one"): {"waiting": 3, "waiting_label": "Personalausweis, alle Büros"},
    ("list_waiting", "listed"): {
        "waitings": choices(
            [("3", "Personalausweis, alle Büros", []), ("4", "Reisepass, Innenstadt", ["Reisepass"])]
        )
    },
    ("list_waiting", "nothing"): {"waits": False},
    ("stop_waiting", "stopped"): {"waits": False},
    ("stop_waiting", "gone"): {"waits": False},
    ("duty", "closed"): {"opens_at": "2026-11-24T06:00:00+00:00", "reason_closed": "night"},
    ("choose_service", "bookable"): {"service_name": "Personalausweis", "office_count": 2},
    ("choose_service", "by_agent_only"): {"service_name": "Personalausweis"},
    ("list_offices", "only_one"): {"office": "st_lorenz", "office_name": "Bürgerservicebüro St. Lorenz"},
    ("all_offices", "only_one"): {"office": "kfz", "office_name": "Kfz-Zulassung"},
    ("find_offers", "offered"): _OFFERED,
    ("later_offers", "offered"): _OFFERED,
    ("confirm", "booked"): _BOOKED,
    ("find_appointment", "found"): {
        "appointment": 7,
        "service": "personalausweis",
        "service_name": "Personalausweis",
        "kind": "buergerservice",
        "may_wait": True,
        "waiting": None,
        "waiting_label": None,
        **PLACES,
    },
    ("cancel", "cancelled"): {"text_sent": True},
    ("move", "moved"): {"code": "1234567", "text_sent": True, **PLACES},
    ("hours_of", "told"): {
        "office_name": "Bürgerservicebüro St. Lorenz",
        "office_address": "Kreuzweg 9, 23558 Lübeck",
        "hours": "Montag und Dienstag 8 Uhr bis 14 Uhr",
        "closed_days": "",
    },
    ("documents_of", "told"): {
        "service_name": "Personalausweis",
        "documents": "bisheriger Ausweis",
        "fee": "37 Euro.",
    },
    ("list_windows", "listed"): {
        "windows": choices(
            [
                ("soon", "Sobald Sie an der Reihe sind", []),
                ("2026-11-24T07:00:00+00:00", "Morgen zwischen 8 Uhr und 11 Uhr", []),
            ]
        )
    },
    ("own_language", "kept"): {"language_kept": True},
    ("keep_language", "kept"): {"language_kept": True},
    ("forget_language", "forgotten"): {"language_kept": None},
    ("own_number", "known"): {"number_spoken": "0 4 5 1, 1 2 2"},
}
