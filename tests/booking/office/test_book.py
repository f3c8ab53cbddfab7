"""Booking by the office: by the rules, and beyond them where an exception is allowed by name."""

# ruff: noqa: N803 - the fixture is named as what it makes

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

import booking
from booking.day_list import day_list
from booking.tables import NoticeRow
from tests.booking.office.conftest import ON_ONE_DATABASE, Clock, Sessions, text_of
from tests.booking.town import MONDAY, NOW, at, book, local

PAGE = "/office/markt/book"
FORM = {"service": "pass", "date": "2026-11-30", "time": "08:10", "persons": "1", "name": "Erika"}


def save(pages: FlaskClient, **form: object) -> TestResponse:
    return pages.post(PAGE, data={**FORM, **form})


def made(Book: Sessions) -> list[booking.Appointment]:
    with Book.begin() as session:
        return [entry.appointment for entry in day_list(session, "markt", MONDAY)]


def test_a_free_time_is_shown_and_booked(pages: FlaskClient, Book: Sessions) -> None:
    """As long as the service takes; the page tells the number that the citizen needs."""
    shown = text_of(pages.get(f"{PAGE}?service=pass&date=2026-11-30"))
    assert "Frei um 08:00 08:10" in shown
    assert "11:40 Uhr" in shown
    saved = save(pages, phone="0451 122 3311", note="Rollstuhl")
    (one,) = made(Book)
    assert saved.location == f"/office/markt/appointments/{one.id}"
    assert f"Die Terminnummer ist {one.code[:3]}" in text_of(pages.get(saved.location))
    assert (local(one.start), local(one.end)) == ("Mon 30.11. 08:10", "Mon 30.11. 08:30")
    assert (one.name, one.phone, one.note) == ("Erika", "+494511223311", "Rollstuhl")
    with Book.begin() as session:
        history = booking.history_of(session, one.id)
    assert [event.by for event in history] == ["office:jule", "office:jule"]


def test_persons_add_up(pages: FlaskClient, Book: Sessions) -> None:
    """Three passports take three times as long, one after the other at one desk."""
    save(pages, persons="3")
    assert [local(one.end) for one in made(Book)] == ["Mon 30.11. 09:10"]


def test_several_services_are_one_appointment(pages: FlaskClient, Book: Sessions) -> None:
    """Each for its persons; free is what is long enough for all of them; one more row is there to fill."""
    asked = "service=pass&persons=1&service=ausweis&persons=2&service=&persons=1"
    page = pages.get(f"{PAGE}?{asked}&date=2026-11-30")
    assert "11:20 Uhr" in text_of(page)
    assert page.text.count("Weiteres Anliegen") == 2
    save(pages, service=["pass", "ausweis", ""], persons=["1", "2", "1"])
    (one,) = made(Book)
    assert (one.services, local(one.end)) == (("pass", "ausweis", "ausweis"), "Mon 30.11. 08:50")
    assert "Reisepass, 2 × Personalausweis" in text_of(pages.get(f"/office/markt/appointments/{one.id}"))
    said = text_of(pages.get(f"{PAGE}?service=pass&persons=26"))
    assert "höchstens 25 Plätze" in said
    assert "Termin eintragen Termin" not in said


def test_an_appointment_is_moved(pages: FlaskClient, Book: Sessions) -> None:
    """From the list or its page, to a free time of any day; the number stays, and the citizen is told."""
    with Book.begin() as session:
        one = book(session, "08:00")
        session.execute(update(NoticeRow).values(due_at=None))
    move = f"/office/markt/appointments/{one.id}/move"
    assert move in pages.get("/office/markt/day?date=2026-11-30").text
    assert move in pages.get(f"/office/markt/appointments/{one.id}").text
    assert "Frei um 08:00 08:10" in text_of(pages.get(move))
    assert "Dienstag, 1. Dezember 2026" in text_of(pages.get(f"{move}?date=2026-12-01"))
    assert 'name="seen" value="0"' in pages.get(move).text
    done = pages.post(move, data={"date": "2026-12-01", "time": "09:30", "seen": "0"})
    assert done.location == f"/office/markt/appointments/{one.id}"
    page = text_of(pages.get(done.location))
    assert "Verlegt auf Di., 1. Dezember 2026, 09:30 Uhr." in page
    assert "Verlegt Stelle: jule" in page
    stale = pages.post(move, data={"date": "2026-12-01", "time": "10:30", "seen": "0"})
    assert "Nicht verlegt: Dieser Termin wurde inzwischen geändert." in text_of(pages.get(stale.location))
    with Book.begin() as session:
        now = booking.appointment(session, one.id)
        assert (now.code, local(now.start), local(now.end)) == (
            one.code,
            "Tue 01.12. 09:30",
            "Tue 01.12. 09:40",
        )
        assert [notice.kind for notice in booking.claim_notices(session, now=NOW)] == ["moved"]


def test_what_cannot_be_moved_stays(pages: FlaskClient, Book: Sessions, clock: Clock) -> None:
    """Past closing where that is not allowed, what is over, and by way of another office."""
    with Book.begin() as session:
        one = book(session, "08:00")
    move = f"/office/markt/appointments/{one.id}/move"
    late = {"date": "2026-11-30", "time": "12:00", "seen": "0"}
    assert "Ausnahme erlaubt sein: nach Schließung." in text_of(pages.post(move, data=late), 422)
    assert "Uhrzeit an" in text_of(pages.post(move, data={**late, "time": ""}), 422)
    assert pages.get(move.replace("markt", "hafen")).status_code == 404
    assert pages.post(move.replace("markt", "hafen"), data=late).status_code == 404
    assert pages.post(move, data={**late, "allow": ["past_closing"]}).status_code == 302
    clock.now = at(MONDAY, "12:05")
    assert pages.get(move).status_code == 404
    pages.post(move, data={"date": "2026-12-01", "time": "09:30", "seen": "1"})
    assert "Das geht bei diesem Termin nicht mehr." in text_of(pages.get(f"{move.removesuffix('/move')}"))
    with Book.begin() as session:
        assert local(booking.appointment(session, one.id).start) == "Mon 30.11. 12:00"


def test_past_closing_needs_to_be_allowed(pages: FlaskClient, Book: Sessions) -> None:
    """The page names what would be needed; allowed, it is booked, and the history tells it by name."""
    refused = text_of(save(pages, time="11:50"), 422)
    assert "Nach den Regeln gibt es diese Zeit nicht." in refused
    assert "Dafür müsste als Ausnahme erlaubt sein: nach Schließung." in refused
    assert made(Book) == []
    saved = save(pages, time="11:50", allow=["past_closing"])
    assert [local(one.end) for one in made(Book)] == ["Mon 30.11. 12:10"]
    assert "Platz gehalten (nach Schließung)" in text_of(pages.get(str(saved.location)))


def test_another_length_and_one_more_than_there_are_desks(pages: FlaskClient, Book: Sessions) -> None:
    """Each exception is asked for by itself."""
    with Book.begin() as session:
        for _ in range(3):
            book(session, "08:10")
    assert "kein Schalter frei" in text_of(save(pages, service="ausweis"), 422)
    both = save(pages, service="ausweis", minutes="25", allow=["overbooked", "other_length"])
    assert both.status_code == 302
    assert "zusätzlich" in text_of(pages.get("/office/markt/day?date=2026-11-30"))
    assert "Platz gehalten (andere Dauer, überbucht)" in text_of(pages.get(str(both.location)))


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"service": "abmelden"}, "gibt es an dieser Stelle nicht"),
        ({"service": ""}, "gibt es an dieser Stelle nicht"),
        ({"persons": "26"}, "höchstens 25 Plätze"),
        ({"persons": "13"}, "höchstens 25 Plätze"),
        ({"service": ["pass", "ausweis"], "persons": ["6", "14"]}, "höchstens 25 Plätze"),
        ({"service": ["pass", "ausweis"], "persons": ["1", ""]}, "ganze Zahl an. Es geht um: Personen."),
        ({"service": ["pass", "abmelden"], "persons": ["1", "1"]}, "gibt es an dieser Stelle nicht"),
        ({"persons": "0"}, "zu klein oder zu groß. Bitte prüfen Sie Ihre Angaben. Es geht um: Personen."),
        ({"date": "2026-11-26"}, "gibt es diese Zeit nicht"),
        ({"date": "2026-12-05"}, "gibt es diese Zeit nicht"),
        ({"time": "07:00"}, "gibt es diese Zeit nicht"),
        ({"time": "08:03"}, "gibt es diese Zeit nicht"),
        ({"time": ""}, "Bitte geben Sie die Uhrzeit an"),
        ({"date": ""}, "Bitte geben Sie das Datum an"),
        ({"minutes": "-5"}, "gibt es diese Zeit nicht"),
        ({"minutes": "lang"}, "ganze Zahl"),
        ({"phone": "abc"}, "keine gültige Telefonnummer"),
    ],
)
def test_what_cannot_be_is_said(
    pages: FlaskClient, Book: Sessions, form: dict[str, object], said: str
) -> None:
    """A sentence in German, and no appointment."""
    assert said in text_of(save(pages, **form, allow=["past_closing"]), 422)
    assert made(Book) == []
