"""What a change of the rules does to appointments: counted, listed, moved or cancelled in bulk."""

# ruff: noqa: N803 - the fixture is named as what it makes

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

import booking
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, text_of
from tests.booking.office.test_closures import save
from tests.booking.town import LANDLINE, MOBILE, MONDAY, NOW, book, local, place

PAGE = "/office/markt/conflicts"


def test_a_closure_leads_to_its_conflicts_which_are_moved(pages: FlaskClient, Book: Sessions) -> None:
    """The page that saved says how many; moving gives each the next free place and keeps its code."""
    with Book.begin() as session:
        first, second = book(session, "08:00"), book(session, "09:00", phone=LANDLINE)
    assert "Es gibt keine Konflikte." in text_of(pages.get(PAGE))
    save(pages)
    said = text_of(pages.get("/office/markt/closures"))
    assert "Gespeichert. 2 Termine passen nicht mehr dazu" in said
    page = text_of(pages.get(PAGE))
    assert "Mo., 30. November 2026, 08:00 Uhr" in page
    assert "An diesem Tag ist geschlossen." in page
    assert pages.post(PAGE, data={"how": "move", "appointment": str(first.id)}).location == PAGE
    assert "Verlegt: 1." in text_of(pages.get(PAGE))
    pages.post(PAGE, data={"how": "cancel", "appointment": [str(second.id), str(first.id)]})
    page = text_of(pages.get(PAGE))
    assert "Abgesagt: 1; Hatte sich schon erledigt: 1." in page
    assert "Es gibt keine Konflikte." in page
    with Book.begin() as session:
        moved = booking.appointment(session, first.id)
        assert (moved.code, local(moved.start)) == (first.code, "Tue 01.12. 08:00")
        assert booking.appointment(session, second.id).state == "cancelled"
        kinds = [notice.kind for notice in booking.claim_notices(session, now=moved.changed_at)]
    assert set(kinds) <= {"confirmed", "moved"}
    assert moved.phone == MOBILE


@ON_ONE_DATABASE
def test_without_a_choice_nothing_happens(pages: FlaskClient, Book: Sessions) -> None:
    """Nobody is moved by a click too early; what is neither moving nor cancelling is refused."""
    with Book.begin() as session:
        book(session, "08:00")
    save(pages)
    pages.post(PAGE, data={"how": "cancel"})
    page = text_of(pages.get(PAGE))
    assert "Bitte wählen Sie mindestens einen Termin." in page
    assert "08:00 Uhr" in page
    assert pages.post(PAGE, data={"how": "forget", "appointment": "1"}).status_code == 400
    too_many = [str(each) for each in range(51)]
    assert pages.post(PAGE, data={"how": "cancel", "appointment": too_many}).status_code == 400


@pytest.mark.race
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_many_are_moved_while_citizens_move_theirs(pages: FlaskClient, Book: Sessions) -> None:
    """Each in a transaction of its own: nobody waits for the whole list, and nobody for ever."""
    with Book.begin() as session:
        clocks = [f"{8 + n // 6:02}:{n % 6}0" for n in range(12)]
        made = [book(session, clock, phone=None) for clock in clocks for _ in range(2)]
    save(pages)

    def move(one: booking.Appointment, ahead: int) -> str:
        clock = f"{one.start.astimezone(booking.BERLIN):%H:%M}"
        offer = place(clock, day=MONDAY + timedelta(days=ahead))
        try:
            with Book.begin() as session:
                held = booking.hold(session, offer, now=NOW, holder=f"CA{one.id}")
            with Book.begin() as session:
                booking.reschedule(session, one.id, held.id, by="caller", now=NOW)
        except booking.SlotTaken as refused:
            return refused.code
        return "moved"

    def to_and_fro(one: booking.Appointment) -> set[str]:
        return {move(one, ahead) for ahead in (1, 2, 1, 2)}

    everybody = [str(one.id) for one in made]
    with ThreadPoolExecutor(3) as citizens:  # with the page, as many as the database has connections for
        moves = citizens.map(to_and_fro, reversed(made))
        settled = pages.post(PAGE, data={"how": "move", "appointment": everybody})
        assert set().union(*moves) <= {"moved", "slot_taken"}
    assert settled.location == PAGE
    page = text_of(pages.get(PAGE))
    assert "Es gibt keine Konflikte." in page
    assert "Verlegt:" in page
    with Book.begin() as session:
        days = {booking.appointment(session, one.id).start.date() for one in made}
    assert days <= {MONDAY + timedelta(days=n) for n in (1, 2)}
