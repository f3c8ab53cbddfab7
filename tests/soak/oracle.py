"""Judges what sentences did to the book, without any of the line's own understanding or wording."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

_BERLIN = ZoneInfo("Europe/Berlin")
_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober")
_LATE_MONTHS = ("November", "Dezember")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# All that a sentence may hold that books, and what it has to hold of it.
_AGREEING = _words(
    """
    ja jaja jaa jo joa jup jupp jep yo yep jawohl genau richtig korrekt stimmt okay ok oki gut klar gerne gern
    sicher
    natürlich selbstverständlich passt super prima perfekt wunderbar toll fein einverstanden buchen buche
    bestätige
    bestätigen machen nehme nehm nehmen geht logo freilich mhm hmhm unbedingt recht alles ordnung doch dagegen
    problem
    klingt hört meinetwegen dabei kann
    """
)
_AROUND = _words(
    """
    das ist so mir mich für sehr den der die wir ich es ihn sie bitte danke termin einen mein meinen dann da
    mal schon
    ganz auf jeden fall alle fälle von aus kein nichts spricht warum nicht in aber auch leider verbindlich bei
    bin sich
    an wäre oh ach äh ähm also hm hallo na können mach bestätigt soll sein schön verstanden machen halte fest
    interesse
    noch viel dem wohl ja wie
    """
)
_TAKEN_BACK = re.compile(
    r"\b(nein|nee|nö|ne|nicht|kein|keine|anderen|anderer|später|früher|lieber|falsch|statt|außer|montag|dienstag"
    r"|mittwoch|donnerstag|freitag|uhr)\b"
)
_SET_PHRASES = re.compile(r"warum nicht|kein problem|spricht nichts dagegen|nichts dagegen")


class Appointment(NamedTuple):
    """A booked appointment, as it stands in the table."""

    state: str
    office: str
    service: str
    persons: int
    start: datetime


def appointments(sessions: sessionmaker[Session]) -> dict[int, Appointment]:
    """All that were ever booked, by their id, straight from the tables."""
    rows = text(
        "SELECT a.id, a.state, o.name AS office, a.service_key AS service, a.further_services AS further,"
        " a.starts_at FROM appointments a JOIN offices o ON o.key = a.office_key WHERE a.code IS NOT NULL"
    )
    with sessions() as session:
        return {
            row.id: Appointment(
                row.state,
                row.office,
                row.service,
                1 + str(row.further).count('"') // 2,
                datetime.fromisoformat(str(row.starts_at)[:19]).replace(tzinfo=UTC),
            )
            for row in session.execute(rows)
        }


def fault_of(
    was: Appointment | None, now_is: Appointment | None, step: str, read_back: str, said: str
) -> tuple[str, str]:
    """What was done, and what was wrong about it; nothing, where it was in order."""
    if now_is is None:
        return "vanished", "an appointment vanished"
    deed = "booked" if was is None else ("cancelled" if was.state != now_is.state else "moved")
    expected = {"booked": "read_back", "cancelled": "cancel_sure", "moved": "read_back_move"}[deed]
    if step != expected:
        return deed, f"{deed} at another step"
    if not agrees(said):
        return deed, f"{deed} without a yes"
    wanted = now_is if was is None or deed == "moved" else was
    missing = [each for each in told(wanted, whole=deed == "booked") if each not in read_back]
    return deed, f"{deed}, but not read back: {', '.join(missing)}" if missing else ""


def agrees(said: str) -> bool:
    """Whether a sentence holds a yes, and nothing else that means anything."""
    words = re.findall(r"\w+", said.lower())
    bare = _SET_PHRASES.sub(" ", " ".join(words))
    return bool(_AGREEING & set(words)) and set(words) <= _AGREEING | _AROUND and not _TAKEN_BACK.search(bare)


def told(one: Appointment, *, whole: bool) -> list[str]:
    """What has to be heard of an appointment before it is changed: when, and where and for how many."""
    local = one.start.astimezone(_BERLIN)
    month = (*_MONTHS, *_LATE_MONTHS)[local.month - 1]
    minute = f" {local.minute}" if local.minute else ""
    when = f"{_WEEKDAYS[local.weekday()]}, den {local.day}. {month}, um {local.hour} Uhr{minute}"
    if not whole:
        return [when]
    return [when, one.office, *([f"für {one.persons} Personen"] if one.persons > 1 else [])]
