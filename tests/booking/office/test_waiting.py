"""The waiting list, and people who come without an appointment, in the pages."""

# ruff: noqa: N803 - the fixture is named as what it makes

from datetime import date, time

import pytest
from flask.testing import FlaskClient

import booking
from booking.office import words
from booking.values import PartOfDay
from tests.booking.office.conftest import ON_ONE_DATABASE, Clock, Sessions, text_of
from tests.booking.town import MONDAY, NOW, at, book

NUMBERS = "/office/markt/walk-ins"


def test_who_waits_for_something_earlier(pages: FlaskClient, Book: Sessions) -> None:
    """Since when, for what, in place of which appointment; and struck off on request, once."""
    with Book.begin() as session:
        made = book(session, "09:00")
        entry = booking.wait_for_earlier(session, made.id, by="caller", now=NOW)
    page = text_of(pages.get("/office/markt/waiting"))
    assert "Personalausweis früher als Mo., 30. November 2026, 09:00 Uhr 01511 2345678" in page
    assert pages.post(f"/office/hafen/waiting/{entry.id}/remove").status_code == 302
    with Book.begin() as session:
        assert len(booking.who_waits(session, "markt")) == 1
    pages.post(f"/office/markt/waiting/{entry.id}/remove")
    page = text_of(pages.get("/office/markt/waiting"))
    assert "Niemand wartet auf einen früheren Termin." in page
    pages.post(f"/office/markt/waiting/{entry.id}/remove")
    assert "Das steht nicht mehr auf der Warteliste." in text_of(pages.get("/office/markt/waiting"))


def test_numbers_are_drawn_called_and_served(pages: FlaskClient, Book: Sessions, clock: Clock) -> None:
    """In their order, at a desk; who did not come is struck off."""
    clock.now = at(MONDAY, "08:00")
    for service in ("ausweis", "pass", "ausweis"):
        pages.post(NUMBERS, data={"service": service})
    page = text_of(pages.get(NUMBERS))
    assert "Nummer 3 ist vergeben." in page
    assert "Nummer 1 , seit 08:00 Uhr: Personalausweis" in page
    pages.post(f"{NUMBERS}/next", data={"desk": "2"})
    page = text_of(pages.get(NUMBERS))
    assert "Nummer 1 ist aufgerufen." in page
    assert "Nummer 1 , Schalter 2: Personalausweis" in page
    with Book.begin() as session:
        first, second, _ = booking.walk_ins(session, "markt", MONDAY)
    pages.post(f"{NUMBERS}/{first.id}/served")
    pages.post(f"{NUMBERS}/{second.id}/gone")
    page = text_of(pages.get(NUMBERS))
    assert "Heute schon vorbei: 2" in page
    pages.post(f"{NUMBERS}/{second.id}/served")
    assert "inzwischen in einem anderen Stand" in text_of(pages.get(NUMBERS))
    pages.post(f"{NUMBERS}/next", data={"desk": "4"})
    pages.post(f"{NUMBERS}/next")
    assert "Es wartet niemand." in text_of(pages.get(NUMBERS))


@ON_ONE_DATABASE
def test_numbers_of_other_offices_and_services(pages: FlaskClient, clock: Clock) -> None:
    """What the office has not, it gives no number for; another's number is out of reach."""
    clock.now = at(MONDAY, "08:00")
    pages.post(NUMBERS, data={"service": "abmelden"})
    assert "Bitte wählen Sie ein Anliegen dieser Stelle." in text_of(pages.get(NUMBERS))
    pages.post("/office/hafen/walk-ins", data={"service": "ausweis"})
    pages.post(f"{NUMBERS}/1/gone")
    assert "Diese Nummer gibt es heute nicht." in text_of(pages.get(NUMBERS))
    assert pages.post(f"{NUMBERS}/1/lost").status_code == 404
    assert pages.post("/office/nowhere/walk-ins", data={"service": "ausweis"}).status_code == 404


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (booking.Wish(), "egal wann"),
        (booking.Wish(day=MONDAY, until_time=time(12)), "am Mo., 30.11.2026, vor 12:00 Uhr"),
        (
            booking.Wish(day=MONDAY, until_day=date(2026, 12, 4), weekdays=(1, 3), part=PartOfDay.AFTERNOON),
            "ab Mo., 30.11.2026, bis Fr., 4.12.2026, Dienstag, Donnerstag, nachmittags",
        ),
        (booking.Wish(from_time=time(14)), "ab 14:00 Uhr"),
    ],
)
def test_a_wish_in_words(wish: booking.Wish, said: str) -> None:
    """As somebody at a counter would say it."""
    assert words.wish(wish) == said
