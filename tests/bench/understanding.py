"""A whole sentence understood, against the slowest that a turn may take for it."""

from datetime import date
from statistics import median
from time import perf_counter

from ivr.understanding import Context, understand
from tests.bench.report import Row
from tests.understanding.what.corpus import offices, services

NAME = "one sentence understood, all slots"
MOST_MS = 5.0
ROUNDS = 50
SENTENCES = (
    "Ich brauche nächste Woche Dienstag nachmittags einen Termin für einen Personalausweis in St. Lorenz",
    "Guten Tag, ich bin umgezogen und möchte übermorgen zwischen halb neun und elf einen Termin in Kücknitz",
    "nicht am Montag, sondern am Mittwoch, dem zweiten Dezember, um viertel nach zehn, meinen Wagen abmelden",
)


def rows() -> list[Row]:
    """The median over sentences, and the time that a sentence may take."""
    context = Context("de", date(2026, 11, 23), services(), offices())
    took = [_milliseconds(text, context) for _ in range(ROUNDS) for text in SENTENCES][len(SENTENCES) :]
    ours = round(median(took), 2)
    ratio = round(ours / MOST_MS, 3)
    return [Row(NAME, ours, MOST_MS, ratio, "ms", goal=None, at_most=MOST_MS)]


def _milliseconds(text: str, context: Context) -> float:
    began = perf_counter()
    understand(text, context)
    return (perf_counter() - began) * 1000
