"""What a change of the rules does to appointments: counted, listed, moved or cancelled in bulk."""

# ruff: noqa: N803 - the fixture is named as what it makes

from flask.testing import FlaskClient

import booking
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, text_of
from tests.booking.office.test_closures import save
from tests.booking.town import LANDLINE, MOBILE, book, local

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
