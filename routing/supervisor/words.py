"""What the supervisor's pages say, in German."""

from routing.demand import AFTER, CLOSED
from routing.desk.words import REASONS, percent
from routing.reports import By
from routing.tickets import Wants

STATES = {
    "available": "frei",
    "ringing": "klingelt",
    "in_call": "im Gespräch",
    "wrap_up": "Nachbearbeitung",
    "break": "Pause",
    "away": "abwesend",
    "off": "abgemeldet",
}

FORCED = {Wants.BREAK: "Pause", Wants.AWAY: "Abwesend", Wants.OFF: "Abgemeldet"}

MENU = (
    ("supervisor.board", "Tafel"),
    ("supervisor.waiting", "Wartende Anrufe"),
    ("supervisor.agents", "Personen"),
    ("supervisor.messages", "Nachrichten"),
    ("supervisor.reports", "Berichte"),
    ("supervisor.demand", "Bedarf"),
)

BY = {By.HALF_HOUR: "Halbe Stunde", By.LINE: "Leitung", By.TOPIC: "Anliegen"}

COLUMNS = {
    "offered": "Anrufe",
    "answered": "Angenommen",
    "abandoned": "Aufgelegt",
    "service_level": "In 30 s",
    "asterisk_second": "Zweite Formel",
    "wait_p50_s": "Wartezeit p50 (s)",
    "wait_p95_s": "p95 (s)",
    "handling_s": "Bearbeitung (s)",
    "settled_share": "Erstkontakt",
    "self_served": "Im Menü",
}
"""The figures of a report in their order, by the names in `routing.reports.Figures`."""
SHARES = frozenset({"service_level", "asterisk_second", "settled_share", "self_served"})

DAYS = {AFTER: "nach Feiertag", CLOSED: "geschlossen"}

LEVELS = ((0, "nein"), (1, "ein wenig"), (2, "gut"), (3, "sehr gut"))

DEEDS = {"forced": "Zustand gesetzt", "abilities": "Kenntnisse geändert"}


def cell(column: str, value: float | None) -> str:
    """A figure as the tables write it."""
    if column in SHARES:
        return percent(value)
    return "–" if value is None else f"{value:.0f}"


def why(code: str) -> str:
    """Why callers left the menu."""
    return REASONS.get(code, code)


def deed(event: str) -> str:
    return DEEDS.get(event, event)


def forced(detail: str) -> str:
    """ "Pause: Mittag" for "break: Mittag"."""
    wants, colon, why = detail.partition(": ")
    return f"{FORCED[Wants(wants)]}: {why}" if colon and wants in set(FORCED) else detail
