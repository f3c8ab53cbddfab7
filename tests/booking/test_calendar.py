"""The calendar file of an appointment, and the page behind its link."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from icalendar import Calendar, Component
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.calendar_page import calendar_blueprint
from tests.booking.town import MONDAY, NOW, at, hold
from tests.booking.town import book as make

OFFICE = booking.Office("markt", booking.OfficeKind.BUERGERSERVICE, "Bürgerbüro am Markt")
SERVICE = booking.Service("ausweis", booking.OfficeKind.BUERGERSERVICE, {"de": "Personalausweis"})
APPOINTMENT = booking.Appointment(
    id=1,
    code="1234567",
    state=booking.State.CONFIRMED,
    office="markt",
    service="ausweis",
    desk=1,
    start=at(MONDAY, "08:00"),
    end=at(MONDAY, "08:10"),
    phone=None,
    language="de",
    name=None,
    note=None,
    calendar_token="x" * 22,
    sequence=0,
    changed_at=NOW,
)


def file(book: Session, appointment: booking.Appointment) -> bytes:
    office, service = booking.office_of(book, appointment.office), booking.service(book, appointment.service)
    return booking.calendar_file(appointment, office, service)


def event(content: bytes) -> Component:
    (found,) = Calendar.from_ical(content).walk("VEVENT")
    return found


def test_time_place_and_what_to_bring(book: Session) -> None:
    """Whoever opens the file knows when, where, what for, with which code and what to bring."""
    booked = make(book)
    entry = event(file(book, booked))
    assert entry.decoded("dtstart") == at(MONDAY, "08:00")
    assert entry.decoded("dtend") == at(MONDAY, "08:10")
    assert entry["location"] == "Bürgerbüro am Markt, Markt 1"
    assert entry["summary"] == "Personalausweis – Bürgerbüro am Markt"
    assert entry["status"] == "CONFIRMED"
    assert entry["description"] == f"Terminnummer: {booked.code}\nBitte bringen Sie mit: alter Ausweis, Foto"


def test_in_the_callers_language(book: Session) -> None:
    """Who booked in English reads English."""
    entry = event(file(book, make(book, language="en")))
    assert entry["summary"].startswith("Identity card")
    assert "old card" in entry["description"]


def test_in_every_language_of_the_line(book: Session) -> None:
    """The words around the code and what to bring; where the book has no name in it, the German one."""
    booked = make(book, language="tr")
    entry = event(file(book, booked))
    assert entry["summary"].startswith("Personalausweis")
    assert entry["description"].startswith(f"Randevu kodu: {booked.code}\nLütfen getirin: ")


def test_published_for_any_calendar(book: Session) -> None:
    """The method is PUBLISH, lines end as RFC 5545 wants them and none is longer than 75 octets."""
    content = file(book, make(book))
    assert Calendar.from_ical(content)["method"] == "PUBLISH"
    lines = content.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75


@pytest.mark.parametrize(
    ("utc", "hours"),
    [
        ("2026-03-29T00:59", 1),  # clocks go forward at 01:00 UTC
        ("2026-03-29T01:00", 2),
        ("2026-10-25T00:59", 2),  # and back at 01:00 UTC
        ("2026-10-25T01:00", 1),
        ("2027-07-01T12:00", 2),
    ],
)
def test_the_time_zone_is_inside(utc: str, hours: int) -> None:
    """The file brings the rules of its zone, right to the minute, so that no calendar has to know it."""
    (zone,) = Calendar.from_ical(booking.calendar_file(APPOINTMENT, OFFICE, SERVICE)).walk("VTIMEZONE")
    moment = datetime.fromisoformat(f"{utc}+00:00")
    assert moment.astimezone(zone.to_tz(lookup_tzid=False)).utcoffset() == timedelta(hours=hours)


def test_a_moved_appointment_replaces_its_entry(book: Session) -> None:
    """Same UID, higher sequence, new time."""
    booked = make(book)
    before = event(file(book, booked))
    after = event(
        file(book, booking.reschedule(book, booked.id, hold(book, "09:00").id, by="caller", now=NOW))
    )
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstart") == at(MONDAY, "09:00")


def test_a_cancelled_appointment_cancels_its_entry(book: Session) -> None:
    """The file says so, and its sequence grew."""
    entry = event(file(book, booking.cancel(book, make(book).id, by="caller", now=NOW)))
    assert (entry["status"], entry["sequence"]) == ("CANCELLED", 1)


def test_the_uid_does_not_give_the_code_away(book: Session) -> None:
    """An entry is often shared: its identity holds neither the code nor the link's secret."""
    booked = make(book)
    uid = event(file(book, booked))["uid"]
    assert booked.code not in uid
    assert booked.calendar_token not in uid


def test_the_page_behind_the_link(Book: sessionmaker[Session]) -> None:  # noqa: N803
    """The link serves the file to nobody's cache and no search engine; any other link is not found."""
    app = Flask(__name__)
    app.register_blueprint(calendar_blueprint(Book))
    with Book.begin() as session:
        booked = make(session)
        content = file(session, booked)
    answer = app.test_client().get(f"/c/{booked.calendar_token}.ics")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "text/calendar", content)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert app.test_client().get(f"/c/{booked.calendar_token[:-1]}.ics").status_code == 404
    assert app.test_client().get(f"/c/{booked.code}.ics").status_code == 404


def test_the_page_states_its_guard(Book: sessionmaker[Session]) -> None:  # noqa: N803
    """The route says of itself that it is open to all."""
    app = Flask(__name__)
    app.register_blueprint(calendar_blueprint(Book))
    assert app.view_functions["calendar.file"].guard == "open"  # type: ignore[attr-defined]


def test_several_services_are_all_named() -> None:
    """Each once, and what to bring for all of them, each thing once."""
    passport = booking.Service(
        "pass",
        booking.OfficeKind.BUERGERSERVICE,
        {"de": "Reisepass"},
        documents={"de": ("Foto", "alter Pass")},
    )
    card = booking.Service(
        "ausweis", booking.OfficeKind.BUERGERSERVICE, {"de": "Personalausweis"}, documents={"de": ("Foto",)}
    )
    entry = event(booking.calendar_file(APPOINTMENT, OFFICE, card, passport, card))
    assert entry["summary"] == "Personalausweis + Reisepass – Bürgerbüro am Markt"
    assert entry["description"].endswith("Bitte bringen Sie mit: Foto, alter Pass")
