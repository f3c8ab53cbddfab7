"""What each outcome of an action gives, by example: for a menu that is tried without the house behind it.

Each is as long as what the house itself would give, so that what is said of it takes as long to hear.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from ivr.dialog.actions import Outcome
from ivr.dialog.values import JSON
from ivr.dialog.vocabulary import ACTIONS

OFFERS_LATER = 2
START = "2026-12-01T07:30:00+00:00"

Values = Mapping[str, JSON]
Cases = Mapping[str, frozenset[str]]

NO_CASES: Cases = {}
ANOTHER = "another"  # a value that no menu names


def _choices(*rows: tuple[JSON, str]) -> list[JSON]:
    return [
        {"value": value, "label": label, "words": [], "key": str(key)}
        for key, (value, label) in enumerate(rows, start=1)
    ]


def _place(office: str, moment: str, name: str) -> tuple[JSON, str]:
    value: JSON = {"office": office, "service": "personalausweis", "desk": 1, "start": moment, "end": moment}
    return value, f"Donnerstag, den 3. Dezember, um 11 Uhr 10, {name}"


_OFFERS = _choices(
    _place("innenstadt", START, "Innenstadt"),
    _place("st_gertrud", "2026-12-01T10:00:00+00:00", "St. Gertrud"),
    _place("st_lorenz", "2026-12-03T10:10:00+00:00", "St. Lorenz"),
)

EXAMPLES: Values = {
    "appointment": 7,
    "closed_days": "Freitag, den 25. Dezember, bis Sonntag, den 27. Dezember",
    "code": "1234567",
    "day_closed": None,
    "day_over": None,
    "days": _choices(
        ("2026-12-02", "Mittwoch, den 2. Dezember"), ("2026-12-09", "Mittwoch, den 9. Dezember")
    ),
    "documents": "bisheriger Ausweis oder Pass; digitales Passfoto, auch vor Ort möglich",
    "end": "2026-12-01T07:50:00+00:00",
    "errand": "book",
    "fee": "37 Euro.",
    "hold": 11,
    "hours": "Montag und Dienstag 8 Uhr bis 14 Uhr, Donnerstag 8 Uhr bis 18 Uhr",
    "instead": True,
    "kind": "buergerservice",
    "language_kept": True,
    "last_start": "2026-12-03T15:20:00+00:00",
    "may_wait": True,
    "more": True,
    "next_page": 2,
    "none_free": True,
    "number_spoken": "0 4 5 1, 1 2 2",
    "offer": _place("innenstadt", START, "Innenstadt")[0],
    "offered": 9,
    "offered_office": "Bürgerservicebüro St. Lorenz",
    "offered_service": "Personalausweis",
    "offered_start": START,
    "offered_until": "2026-11-23T09:30:00+00:00",
    "offers": _OFFERS,
    "office": "st_lorenz",
    "office_address": "Kreuzweg 9, 23558 Lübeck",
    "office_count": 3,
    "office_name": "Bürgerservicebüro St. Lorenz",
    "offices": _choices(
        ("innenstadt", "Innenstadt"),
        ("st_gertrud", "St. Gertrud"),
        ("st_lorenz", "St. Lorenz"),
        ("moisling", "Moisling"),
    ),
    "opens_at": "2026-11-24T06:00:00+00:00",
    "page": 1,
    "reason_closed": "holiday",
    "service": "personalausweis",
    "service_name": "Personalausweis",
    "services": _choices(
        ("personalausweis", "Personalausweis"),
        ("reisepass", "Reisepass"),
        ("wohnsitz_anmelden", "Wohnsitz anmelden"),
        ("wohnsitz_ummelden", "Wohnsitz ummelden"),
    ),
    "start": START,
    "text_sent": True,
    "can_text": True,
    "waiting": 3,
    "waiting_label": "Personalausweis, alle Büros",
    "waitings": _choices((3, "Personalausweis, alle Büros"), (4, "Reisepass, Innenstadt")),
    "waits": True,
    "windows": _choices(
        ("soon", "Sobald Sie an der Reihe sind"),
        ("2026-11-24T07:00:00+00:00", "Morgen zwischen 8 Uhr und 11 Uhr"),
        ("2026-11-24T10:00:00+00:00", "Morgen zwischen 11 Uhr und 14 Uhr"),
        ("2026-11-24T13:00:00+00:00", "Morgen zwischen 14 Uhr und 18 Uhr"),
    ),
}

# What an outcome gives otherwise, and what it takes away.
_OWN: Mapping[tuple[str, str], Values] = {
    ("confirm", "booked"): {"hold": None},
    ("confirm", "hold_ended"): {"hold": None},
    ("drop_hold", "dropped"): {"hold": None},
    ("find_appointment", "found"): {"wrong_codes": None, "day": None},
    ("find_appointment", "unknown"): {"wrong_codes": 1, "code": None, "day": None},
    ("find_appointment", "locked"): {"code": None, "day": None},
    ("forget_language", "forgotten"): {"language_kept": None},
    ("forget_language", "nothing"): {"language_kept": None},
    ("list_waiting", "nothing"): {"waits": False},
    ("move", "moved"): {"hold": None},
    ("move", "hold_ended"): {"hold": None},
    ("note_call_back", "bad_number"): {"number": None},
    ("stop_waiting", "gone"): {"waiting": None},
    ("stop_waiting", "stopped"): {"waiting": None},
    ("take_offered", "booked"): {"hold": None, "offered": None},
    ("take_offered", "moved"): {"hold": None, "offered": None},
    ("take_offered", "over"): {"offered": None},
    ("decline_offered", "declined"): {"offered": None},
    ("decline_offered", "over"): {"offered": None},
    ("take_wish", "documents"): {"errand": "documents"},
    ("take_wish", "hours"): {"errand": "hours"},
}

# What an action usually ends in, where that is not its first outcome.
_USUAL = {
    "add_to_wish": "nothing",
    "offered_instead": "nothing",
    "own_language": "usual",
    "take_wish": "nothing",
    "who_calls": "nothing",
}

# Of values that may be one thing or another, what they may be.
_EITHER: Mapping[str, Sequence[JSON]] = {
    "can_text": (True, False),
    "day_closed": (None, "2026-11-29"),
    "day_over": (None, "2026-11-20"),
    "instead": (True, False),
    "kind": ("buergerservice", "kfz", "fuehrerschein"),
    "may_wait": (True, False),
    "more": (True, False),
    "none_free": (True, None),
    "text_sent": (True, False),
    "waits": (True, False),
}
_EITHER_AFTER: Mapping[tuple[str, str], Mapping[str, Sequence[JSON]]] = {
    ("find_appointment", "found"): {"waiting": (3, None)},
    ("take_wish", "change"): {"errand": ("change", "move", "cancel")},
    ("take_wish", "several"): {"errand": ("book", "documents")},
    ("take_wish", "unsure"): {"errand": ("book", "documents")},
}
_ENUMERATED = {"errand"}  # what else it may be, is named above for each outcome
_KEEPS_ERRAND = {("take_wish", "what"), ("take_wish", "at_office")}


def outcomes_of(
    action: str, values: Values, telling: frozenset[str] = frozenset(), cases: Cases = NO_CASES
) -> Iterator[Outcome]:
    """Each way in which the action may end for a call with these values, the usual one first.

    Where an outcome gives a value of `telling`, there is an outcome for each thing that it may be: of those
    with `cases` of their own each of these, and one that is none of them.
    """
    usual_first = sorted(ACTIONS[action].outcomes.items(), key=lambda each: each[0] != _USUAL.get(action))
    for name, given in usual_first:
        usual = example(action, name, values)
        varied = {each: _possible(action, name, each, usual, cases) for each in given if each in telling}
        for picked in product(*varied.values()):
            made = {**usual, **dict(zip(varied, picked, strict=True))}
            if _is_possible(action, made):
                yield Outcome(name, made)


def example(action: str, outcome: str, values: Values) -> dict[str, JSON]:
    """What this outcome gives to a call with these values."""
    given = {name: EXAMPLES[name] for name in ACTIONS[action].outcomes[outcome]}
    given |= _OWN.get((action, outcome), {})
    if (action, outcome) in _KEEPS_ERRAND:
        given["errand"] = values.get("errand") or "book"
    if "offers" in given and values.get("looked_on"):  # fewer of them, beside a way to the waiting list
        given["offers"] = _OFFERS[:OFFERS_LATER]
    return given


def given_by(action: str, outcome: str) -> frozenset[str]:
    """The values that this outcome gives or takes away."""
    return frozenset(example(action, outcome, {}))


def _possible(action: str, outcome: str, name: str, usual: Values, cases: Cases) -> Sequence[JSON]:
    if name in _OWN.get((action, outcome), {}):
        return (usual[name],)
    after = _EITHER_AFTER.get((action, outcome), {})
    return after.get(name) or _EITHER.get(name) or _whatever(name, usual[name], cases)


def _whatever(name: str, usual: JSON, cases: Cases) -> Sequence[JSON]:
    """Where a value may be anything: what is usual, what the menu has a way for, and what it has none for."""
    if name not in cases or name in _ENUMERATED or not isinstance(usual, str):
        return (usual,)
    others = sorted(cases[name] - {usual})
    return (usual, *others, *((ANOTHER,) if usual in cases[name] else ()))


def _is_possible(action: str, given: Values) -> bool:
    """What the house itself never does: let somebody wait to whom no text can be sent, or say two reasons."""
    reasons = [given[name] for name in ("day_over", "day_closed", "none_free") if name in given]
    if reasons and sum(map(bool, reasons)) != 1:
        return False
    return not (action == "who_calls" and given.get("waits") and not given.get("can_text"))
