"""Booking at the desk: the held place, any other, moving, cancelling."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

import booking
import routing
from tests.routing.conftest import NOW
from tests.routing.desk.app import Clock
from tests.routing.desk.steps import (
    MOBILE,
    Database,
    Open,
    People,
    a_service,
    answer,
    hidden,
    hold_a_place,
    text_of,
    wait_and_ring,
)


@pytest.fixture
def talking(browser_of: Open, Session: Database, people: People, clock: Clock) -> FlaskClient:
    """Ada talks to a caller for whom a place is held."""
    browser = browser_of("ada")
    held = hold_a_place(Session)
    told = {"service": held.offer.service, "hold_id": held.id}
    answer(Session, wait_and_ring(Session, clock=clock, people=people, **told), clock)
    return browser


def test_the_held_place_with_one_click(talking: FlaskClient, Session: Database, clock: Clock) -> None:
    """Under the caller's number; the code is shown large, and the place is no longer offered."""
    place = hidden(talking.get("/desk/call"))
    done = talking.post("/desk/book", data=place)
    assert "Termin gebucht" in text_of(done)
    code = re.search(r'class="dk-code">([\d ]+)<', done.text)
    assert code is not None
    with Session.begin() as session:
        (appointment,) = booking.of_caller(session, MOBILE, now=clock())
    assert code[1].replace(" ", "") == appointment.code
    assert "Gehaltener Platz" not in talking.get("/desk/call").text
    assert "nicht mehr gehalten" in text_of(talking.post("/desk/book", data=place))


def test_the_held_place_lasts_as_long_as_the_talk(talking: FlaskClient, clock: Clock) -> None:
    """Half an hour into the talk it can still be booked."""
    clock.go_on(minutes=29)
    place = hidden(talking.get("/desk/call"))
    assert "Termin gebucht" in text_of(talking.post("/desk/book", data=place))


def test_a_place_not_booked_is_free_after_wrap_up(
    talking: FlaskClient, Session: Database, clock: Clock
) -> None:
    """Nothing stays held for a caller who has gone."""
    with Session.begin() as session:
        ticket = routing.ticket_of(session, "CA1")
    assert ticket is not None
    assert ticket.hold_id is not None
    talking.post("/desk/hang-up")
    talking.post("/desk/wrap-up", data={"ticket": ticket.id, "settled_as": "informed"})
    with Session.begin() as session:
        assert booking.held(session, ticket.hold_id, now=clock()) is None


def test_any_other_place(talking: FlaskClient, Session: Database, clock: Clock) -> None:
    """Search, choose, add a name and another number: booked under those."""
    service = a_service(Session)
    form = talking.get("/desk/search")
    assert f'value="{service.key}" selected' in form.text
    found = talking.get("/desk/search/offers", query_string={"service": service.key})
    assert found.text.count('class="kern-btn kern-btn--secondary dk-offer"') == 6
    held = talking.post("/desk/hold", data=hidden(found, 3))
    assert "Gehalten bis" in text_of(held)
    about = {"phone": "0451 1223311", "name": "Kim Muster"}
    done = talking.post("/desk/book", data=hidden(held) | about)
    assert "Termin gebucht" in text_of(done)
    with Session.begin() as session:
        (appointment,) = booking.of_caller(session, "+494511223311", now=clock())
    assert appointment.name == "Kim Muster"


def test_later_places_and_another_day(talking: FlaskClient, Session: Database) -> None:
    """`after` goes on where the list ended; a day holds only that day."""
    service = a_service(Session).key
    first = talking.get("/desk/search/offers", query_string={"service": service})
    last = hidden(first, 5)["start"]
    later = talking.get("/desk/search/offers", query_string={"service": service, "after": last})
    assert hidden(later)["start"] > last
    monday = date(2026, 12, 7)
    on_day = talking.get("/desk/search/offers", query_string={"service": service, "day": monday.isoformat()})
    assert {hidden(on_day, n)["start"][:10] for n in range(3)} == {"2026-12-07"}
    sunday = (monday - timedelta(days=1)).isoformat()
    none = talking.get("/desk/search/offers", query_string={"service": service, "day": sunday})
    assert "Hier ist nichts frei." in text_of(none)


def test_a_place_that_somebody_else_took(talking: FlaskClient, Session: Database) -> None:
    """The agent is told, and the search is still there."""
    service = a_service(Session).key
    found = talking.get("/desk/search/offers", query_string={"service": service})
    chosen = hidden(found)
    with Session.begin() as session:
        for desk in range(100):
            try:
                booking.hold(
                    session,
                    booking.Offer(
                        chosen["office"],
                        service,
                        int(chosen["desk"]),
                        datetime.fromisoformat(chosen["start"]),
                        datetime.fromisoformat(chosen["end"]),
                    ),
                    now=NOW + timedelta(seconds=42),
                    holder=f"CA{desk}",
                )
            except booking.SlotTaken:
                break
    refused = talking.post("/desk/hold", data=chosen)
    assert "gerade vergeben" in text_of(refused)
    assert 'id="search-service"' in refused.text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"phone": "12"}, "keine gültige Telefonnummer"),
        ({"hold": "999999"}, "nicht mehr gehalten"),
    ],
)
def test_what_cannot_be_booked_is_said(talking: FlaskClient, Session: Database, form, sentence) -> None:
    """A bad number, a hold that ended: a sentence, and nothing booked."""
    service = a_service(Session).key
    found = talking.get("/desk/search/offers", query_string={"service": service})
    held = talking.post("/desk/hold", data=hidden(found))
    assert sentence in text_of(talking.post("/desk/book", data=hidden(held) | form))


def test_tampered_offers_are_refused(talking: FlaskClient) -> None:
    """Fields that are missing or senseless end in a sentence."""
    for form in (
        {},
        {"start": "x", "end": "y", "desk": "1"},
        {"start": "2026-12-07T09:00", "end": "", "desk": "z"},
    ):
        assert "kann nicht mehr vergeben werden" in text_of(talking.post("/desk/hold", data=form))


def test_letting_go(talking: FlaskClient, Session: Database, clock: Clock) -> None:
    """A place that the caller does not want after all is free at once."""
    found = talking.get("/desk/search/offers", query_string={"service": a_service(Session).key})
    held = hidden(talking.post("/desk/hold", data=hidden(found)))
    talking.post("/desk/release", data=held)
    with Session.begin() as session:
        assert booking.held(session, int(held["hold"]), now=clock()) is None


def test_move(talking: FlaskClient, Session: Database, clock: Clock) -> None:
    """The appointment keeps its code at its new time."""
    talking.post("/desk/book", data=hidden(talking.get("/desk/call")))
    with Session.begin() as session:
        (old,) = booking.of_caller(session, MOBILE, now=clock())
    assert "Termin verlegen" in text_of(talking.get("/desk/search", query_string={"moving": old.id}))
    query = {"service": old.service, "moving": old.id, "after": old.start.isoformat()}
    held = talking.post("/desk/hold", data=hidden(talking.get("/desk/search/offers", query_string=query)))
    assert "Termin verlegt" in text_of(talking.post("/desk/book", data=hidden(held)))
    with Session.begin() as session:
        (new,) = booking.of_caller(session, MOBILE, now=clock())
    assert (new.id, new.code) == (old.id, old.code)
    assert new.start > old.start


def test_cancel(talking: FlaskClient, Session: Database, clock: Clock) -> None:
    """Cancelled once; the second time there is nothing to cancel."""
    talking.post("/desk/book", data=hidden(talking.get("/desk/call")))
    with Session.begin() as session:
        (old,) = booking.of_caller(session, MOBILE, now=clock())
    assert "abgesagt" in text_of(talking.post(f"/desk/appointments/{old.id}/cancel"))
    assert "kein offener Termin" in text_of(talking.post(f"/desk/appointments/{old.id}/cancel"))


def test_an_appointment_from_another_phone(talking: FlaskClient, Session: Database) -> None:
    """By its code and day; the code alone tells nothing."""
    held = hold_a_place(Session, "CA7")
    with Session.begin() as session:
        other = booking.confirm(session, held.id, phone="+494511", language="de", by="caller", now=NOW)
    day = other.start.astimezone(booking.BERLIN).date().isoformat()
    find = "/desk/appointments/find"
    assert "kein offener Termin" in text_of(talking.post(find, data={"code": other.code}))
    spaced = f"{other.code[:3]} {other.code[3:]}"
    assert "Verlegen" in text_of(talking.post(find, data={"code": spaced, "day": day}))
    assert "Datum" in text_of(talking.post(find, data={"code": other.code, "day": "übermorgen"}))


def test_an_unknown_appointment_is_refused(talking: FlaskClient) -> None:
    """A made-up id is an error with a sentence, not a fault."""
    refused = talking.get("/desk/search", query_string={"moving": 999999})
    assert refused.status_code == 422
    assert "kein offener Termin" in refused.text
