"""What the supervisor's pages say, in German."""

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
)

LEVELS = ((0, "nein"), (1, "ein wenig"), (2, "gut"), (3, "sehr gut"))

DEEDS = {"forced": "Zustand gesetzt", "abilities": "Kenntnisse geändert"}


def deed(event: str) -> str:
    return DEEDS.get(event, event)


def forced(detail: str) -> str:
    """ "Pause: Mittag" for "break: Mittag"."""
    wants, colon, why = detail.partition(": ")
    return f"{FORCED[Wants(wants)]}: {why}" if colon and wants in set(FORCED) else detail
