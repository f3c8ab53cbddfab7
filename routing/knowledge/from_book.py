"""Pages made of the appointment book: what a service needs and costs and where, when an office is open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time

from babel.dates import format_date, get_day_names
from sqlalchemy.orm import Session

import booking
from booking import BERLIN, Office, Service
from routing.knowledge.article import Article, Fact, Kind

GERMAN = "de"
DAYS_AHEAD = 28  # closures further off are no news
# Who asks for a fact seldom uses our word for it.
CALLED = {
    "Mitbringen": ("Unterlagen", "Dokumente", "Papiere", "vorlegen", "benötigt"),
    "Kosten": ("Gebühr", "Gebühren", "Preis", "teuer", "bezahlen"),
    "Stellen": ("Amt", "Büro", "hingehen"),
    "Anschrift": ("Adresse", "Straße", "finde"),
    "Geöffnet": ("Öffnungszeiten", "offen", "Sprechzeiten"),
}
WEEKDAYS = get_day_names("wide", locale=GERMAN)


def service_key(service: str) -> str:
    return f"service:{service}"


def office_key(office: str) -> str:
    return f"office:{office}"


def articles_of_book(session: Session, *, now: datetime) -> list[Article]:
    """A page for each service and each office of the book."""
    today = now.astimezone(BERLIN).date()
    services = [_service(session, each) for each in booking.services(session)]
    return services + [_office(session, each, today) for each in booking.offices(session)]


def _service(session: Session, service: Service) -> Article:
    offices = booking.offices_for(session, service.key)
    facts = (
        Fact("Mitbringen", service.bring(GERMAN)),
        Fact("Kosten", (service.costs(GERMAN),)),
        Fact("Stellen", tuple(", ".join(filter(None, (each.name, each.address))) for each in offices)),
        Fact("Termin", () if service.bookable else ("nur durch die Beratung",)),
    )
    return Article(
        key=service_key(service.key),
        kind=Kind.SERVICE,
        title=service.name(GERMAN),
        words=service.synonyms,
        facts=tuple(_filled(facts)),
    )


def _office(session: Session, office: Office, today: date) -> Article:
    hours = tuple(
        f"{WEEKDAYS[day.weekday]} {' und '.join(_span(span) for span in day.spans)}"
        for day in booking.weekly_hours(session, office.key)
        if day.spans
    )
    closed = tuple(
        f"{_days(each)}: {each.reason}" for each in booking.closures(session, office.key, today, DAYS_AHEAD)
    )
    facts = (Fact("Anschrift", (office.address,)), Fact("Geöffnet", hours), Fact("Geschlossen", closed))
    return Article(
        key=office_key(office.key),
        kind=Kind.OFFICE,
        title=office.name,
        words=(office.short, *office.former_names, "Öffnungszeiten", "Adresse"),
        facts=tuple(_filled(facts)),
    )


def _filled(facts: tuple[Fact, ...]) -> Iterator[Fact]:
    return (replace(fact, words=CALLED.get(fact.name, ())) for fact in facts if any(fact.values))


def _span(span: tuple[time, time]) -> str:
    opens, closes = span
    return f"{opens:%H:%M} bis {closes:%H:%M} Uhr"


def _days(closure: booking.Closure) -> str:
    first, last = (format_date(day, "d. MMMM", locale=GERMAN) for day in (closure.day_from, closure.day_to))
    return first if first == last else f"{first} bis {last}"
