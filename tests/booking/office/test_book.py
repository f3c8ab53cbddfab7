"""Booking by the office: by the rules, and beyond them where an exception is allowed by name."""

# ruff: noqa: N803 - the fixture is named as what it makes

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import booking
from booking.day_list import day_list
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, text_of
from tests.booking.town import MONDAY, book, local

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
    assert "Frei um 08:00, 08:10," in shown
    assert "11:40 Uhr." in shown
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
        ({"persons": "0"}, "gibt es an dieser Stelle nicht"),
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
def test_what_cannot_be_is_said(pages: FlaskClient, Book: Sessions, form: dict[str, str], said: str) -> None:
    """A sentence in German, and no appointment."""
    assert said in text_of(save(pages, **form, allow=["past_closing"]), 422)
    assert made(Book) == []
