"""The day's list: who comes, on the screen, on paper and as a file; for those who may see it."""

# ruff: noqa: N803 - the fixture is named as what it makes

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

import booking
from tests.booking.office.conftest import ON_ONE_DATABASE, Clock, Sessions, Who, text_of
from tests.booking.town import MOBILE, MONDAY, NOW, at, book, hold, place


def booked(session: Sessions, clock: str, **person: str | None) -> booking.Appointment:
    held = booking.hold(session, place(clock), now=NOW, holder="CA1")  # type: ignore[arg-type]
    given = {"phone": MOBILE, "language": "de", **person}
    return booking.confirm(session, held.id, by="caller", now=NOW, **given)  # type: ignore[arg-type]


def test_the_first_office_is_shown_and_another_can_be_chosen(pages: FlaskClient) -> None:
    """Without an office in the address the first is taken; what was chosen keeps the page that one is on."""
    assert pages.get("/office/").location == "/office/markt/day"
    assert pages.get("/office/?office=hafen&page=office.day_page").location == "/office/hafen/day"
    assert pages.get("/office/?office=hafen&page=people.sign_in_page").location == "/office/hafen/day"
    assert pages.get("/office/?office=nowhere").status_code == 404
    assert pages.get("/office/nowhere/day").status_code == 404


def test_a_day_is_listed_in_order_with_names_and_numbers(pages: FlaskClient, Book: Sessions) -> None:
    """Times are those of Berlin; holds are not there yet; an appointment of another day is not there."""
    with Book.begin() as session:
        booked(session, "09:00", name="Erika Mustermann", language="tr")
        first = book(session, "08:00")
        hold(session, "10:00")
    page = text_of(pages.get(f"/office/markt/day?date={MONDAY}"))
    assert "Montag, 30. November 2026" in page
    assert page.index("08:00–08:10") < page.index("09:00–09:10")
    assert "10:00" not in page
    assert "Erika Mustermann (Türkisch)" in page
    assert "01511 2345678" in page
    assert f"{first.code[:3]} {first.code[3:5]} {first.code[5:]}" in page
    assert "Gebucht: 2" in page
    assert "Personalausweis" in page
    assert "Keine Termine an diesem Tag" in text_of(pages.get("/office/markt/day?date=2026-12-01"))
    assert "Keine Termine an diesem Tag" in text_of(pages.get(f"/office/hafen/day?date={MONDAY}"))


@ON_ONE_DATABASE
def test_without_a_day_it_is_today(pages: FlaskClient, clock: Clock) -> None:
    """Today is what a calendar in Berlin says; what is no day is today as well."""
    clock.now = at(MONDAY, "00:30")
    for query in ("", "?date=gestern", "?date=2026-02-30", "?date="):
        assert "Montag, 30. November 2026" in text_of(pages.get(f"/office/markt/day{query}"))


@ON_ONE_DATABASE
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_fault(pages: FlaskClient, day: str) -> None:
    """A day that has no day before or after it is answered as any other."""
    assert pages.get(f"/office/markt/day?date={day}").status_code == 200


def test_who_comes_is_noted_and_taken_back(pages: FlaskClient, Book: Sessions, clock: Clock) -> None:
    """By buttons, each with its line in the history; only what makes sense now has a button."""
    with Book.begin() as session:
        made = booked(session, "08:00", name="Erika")
    day = f"/office/markt/day?date={MONDAY}"
    one = f"/office/markt/appointments/{made.id}"
    assert f"{one}/arrive" not in pages.get(day).text
    clock.now = at(MONDAY, "07:50")
    assert f"{one}/arrive" in pages.get(day).text
    assert f"{one}/miss" not in pages.get(day).text
    assert pages.post(f"{one}/arrive").location == f"/office/markt/day?date={MONDAY}#a{made.id}"
    assert "Da: 1" in text_of(pages.get(day))
    pages.post(f"{one}/undo")
    clock.now = at(MONDAY, "08:15")
    pages.post(f"{one}/miss")
    assert "Nicht erschienen: 1" in text_of(pages.get(day))
    pages.post(f"{one}/arrive")
    pages.post(f"{one}/finish")
    assert "Erledigt: 1" in text_of(pages.get(day))
    pages.post(f"{one}/miss")
    assert "Das geht nicht mehr: Der Termin ist inzwischen in einem anderen Stand." in text_of(pages.get(day))
    with Book.begin() as session:
        told = [(event.what, event.by) for event in booking.history_of(session, made.id)][2:]
    noted = ["arrived", "undone", "missed", "arrived", "done"]
    assert told == [(what, "office:jule") for what in noted]


def test_an_appointment_tells_its_story(pages: FlaskClient, Book: Sessions) -> None:
    """Who did what when; a note; and a cancellation, which sends the citizen a message."""
    with Book.begin() as session:
        made = booked(session, "08:00", name="Erika")
    one = f"/office/markt/appointments/{made.id}"
    page = text_of(pages.get(one))
    assert "Termin am Mo., 30. November 2026, 08:00 Uhr" in page
    assert "Fr., 27. November 2026, 16:00 Uhr Gebucht Anruf" in page
    assert pages.post(f"{one}/note", data={"note": "Rollstuhl", "back": "appointment"}).location == one
    assert "Rollstuhl" in text_of(pages.get(f"/office/markt/day?date={MONDAY}"))
    assert pages.post(f"{one}/cancel", data={"back": "appointment"}).location == one
    page = text_of(pages.get(one))
    assert "Abgesagt Stelle: jule" in page
    assert "Termin absagen" not in page
    pages.post(f"{one}/cancel", data={"back": "appointment"})
    assert "Das geht bei diesem Termin nicht mehr." in text_of(pages.get(one))


def test_another_offices_appointment_is_not_there(pages: FlaskClient, Book: Sessions) -> None:
    """Neither shown nor changed by way of this office; what is no verb is no page."""
    with Book.begin() as session:
        made = booked(session, "08:00")
    assert pages.get(f"/office/hafen/appointments/{made.id}").status_code == 404
    assert pages.post(f"/office/hafen/appointments/{made.id}/cancel").status_code == 404
    assert pages.post(f"/office/markt/appointments/{made.id}/delete").status_code == 404
    with Book.begin() as session:
        assert booking.appointment(session, made.id).state == "confirmed"


def test_cancelled_ones_are_counted_and_shown_on_request(pages: FlaskClient, Book: Sessions) -> None:
    """Nobody has to read past what is cancelled, and nobody misses that it is."""
    with Book.begin() as session:
        booking.cancel(session, booked(session, "09:00", name="Erika").id, by="caller", now=NOW)
    page = text_of(pages.get(f"/office/markt/day?date={MONDAY}"))
    assert "Abgesagt: 1" in page
    assert "Erika" not in page
    assert "Erika" in text_of(pages.get(f"/office/markt/day?date={MONDAY}&cancelled=1"))


@ON_ONE_DATABASE
def test_a_shut_day_says_why(pages: FlaskClient) -> None:
    """A closure by its reason, a holiday by its name."""
    assert "Geschlossen: Winterpause" in text_of(pages.get("/office/hafen/day?date=2026-12-28"))
    assert "Feiertag: Neujahr" in text_of(pages.get("/office/markt/day?date=2027-01-01"))


@ON_ONE_DATABASE
def test_todays_list_is_kept_fresh(pages: FlaskClient, clock: Clock) -> None:
    """The page of today asks for the rows alone from time to time; that of another day stays as it is."""
    clock.now = at(MONDAY, "09:00")
    assert 'hx-trigger="every 30s"' in pages.get("/office/markt/day").text
    assert "hx-trigger" not in pages.get("/office/markt/day?date=2026-12-01").text
    part = pages.get("/office/markt/day", headers={"HX-Request": "true"}).text
    assert "Keine Termine" in part
    assert "<html" not in part


@ON_ONE_DATABASE
def test_the_file_is_read_by_a_spreadsheet(pages: FlaskClient, Book: Sessions) -> None:
    """Semicolons, umlauts, numbers as they are dialled; and no name that runs as a formula."""
    with Book.begin() as session:
        booked(session, "08:00", name='=HYPERLINK("x")', phone=None)
        booked(session, "08:10", name="Jörg; Ümit")
    file = pages.get(f"/office/markt/day.csv?date={MONDAY}")
    assert file.headers["Content-Disposition"] == 'attachment; filename="markt-2026-11-30.csv"'
    assert file.headers["Cache-Control"] == "no-store"
    assert file.data.startswith(b"\xef\xbb\xbf")
    head, first, second = csv.reader(io.StringIO(file.data.decode("utf-8-sig")), delimiter=";")
    assert head[:4] == ["Datum", "Beginn", "Ende", "Schalter"]
    assert first[:7] == ["30.11.2026", "08:00", "08:10", "1", "Personalausweis", '\'=HYPERLINK("x")', ""]
    assert second[5:7] == ["Jörg; Ümit", "01511 2345678"]


@ON_ONE_DATABASE
def test_strangers_see_nothing(pages: FlaskClient, who: Who) -> None:
    """Every page asks the guard first."""
    who.login = None
    rules = pages.application.url_map.iter_rules()
    ours = [rule for rule in rules if rule.endpoint.startswith("office.") and rule.arguments != {"filename"}]
    assert len(ours) > 20
    for rule in ours:
        address = rule.rule.replace("<key>", "markt").replace("<verb>", "arrive")
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        assert pages.open(re.sub(r"<int:\w+>", "1", address), method=method).status_code == 403, address
