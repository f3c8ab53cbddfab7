"""The day's list as a file that German spreadsheets open by a click: UTF-8 with its mark, semicolons."""

import csv
import io
from collections.abc import Iterable, Mapping

from booking.day_list import Entry
from booking.office import words

HEAD = (
    "Datum",
    "Beginn",
    "Ende",
    "Schalter",
    "Anliegen",
    "Name",
    "Telefon",
    "Terminnummer",
    "Sprache",
    "Stand",
    "Notiz",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # https://owasp.org/www-community/attacks/CSV_Injection


def as_csv(entries: Iterable[Entry], names: Mapping[str, str]) -> bytes:
    """One line for each entry, in their order; `names` of services by key."""
    text = io.StringIO()
    out = csv.writer(text, delimiter=";")
    out.writerow(HEAD)
    out.writerows([_harmless(cell) for cell in _line(entry, names)] for entry in entries)
    return text.getvalue().encode("utf-8-sig")


def _line(entry: Entry, names: Mapping[str, str]) -> tuple[str, ...]:
    it = entry.appointment
    return (
        words.numeric_day(it.start),
        words.clock(it.start),
        words.clock(it.end),
        str(entry.desk or ""),
        words.services(it, names),
        it.name or "",
        words.phone(it.phone),
        words.code(it.code),
        words.language(it.language),
        words.state(it.state),
        it.note or "",
    )


def _harmless(cell: str) -> str:
    """What a citizen said for a name must not run as a formula at the office."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
