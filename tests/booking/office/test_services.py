"""What a service is called, and new ones; new offices. Each is the whole city's, and so is its history."""

# ruff: noqa: N803 - the fixture is named as what it makes

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import booking
from booking import editing
from booking.editing.names import key_of
from tests.booking.office.conftest import ON_ONE_DATABASE, Sessions, Who, text_of
from tests.booking.office.test_closures import seen
from tests.booking.office.test_rules import RULES
from tests.booking.town import MONDAY, NOW, at, free_starts, load_town

PASS = {
    "names-de": "Reisepass",
    "names-en": "Passport",
    "documents-de": "alter Pass\n\n Foto ",
    "documents-en": "",
    "fee-de": "70 Euro.",
    "fee-en": "70 euros.",
    "synonyms": "Paß\nPass",
    "bookable": "1",
}
PAGE = "/office/markt/services/pass"
NEW = "/office/markt/services/new"
FISHING = {
    **PASS,
    "names-de": "Fischerei-Schein & Prüfung",
    "names-en": "",
    "synonyms": "Angelschein",
    "office": ["hafen", "markt"],
    "places-hafen": "2",
    "buffer-hafen": "0",
    "places-markt": "3",
    "buffer-markt": "15",
}


def save(pages: FlaskClient, **form: object) -> TestResponse:
    return pages.post(PAGE, data={**PASS, "seen": seen(pages.get(PAGE)), **form})


def test_a_service_is_called_something_else(pages: FlaskClient, Book: Sessions) -> None:
    """At all offices at once; what is empty in another language falls back; example data leave it alone."""
    page = pages.get(PAGE)
    assert 'value="Passport"' in page.text
    assert "Bürgerbüro am Markt, Bürgerbüro am Hafen" in text_of(page)
    assert save(pages).location == "/office/markt/services"
    with Book.begin() as session:
        load_town(session)
        kept = booking.service(session, "pass")
    assert (kept.bring("de"), kept.bring("en")) == (("alter Pass", "Foto"), ("alter Pass", "Foto"))
    assert (kept.synonyms, kept.bookable) == (("Paß", "Pass"), True)
    pages.post(
        PAGE, data={**{k: v for k, v in PASS.items() if k != "bookable"}, "seen": seen(pages.get(PAGE))}
    )
    history = text_of(pages.get("/office/hafen/history"))
    assert "Angaben zum Anliegen geändert: Reisepass" in history
    assert "Andere Wörter: Paß, Pass; Unterlagen: Deutsch: alter Pass, Foto" in history
    assert "für alle buchbar: ja für alle buchbar: nein" in history


def test_two_who_edit_a_service_learn_of_each_other(pages: FlaskClient, who: Who) -> None:
    """The second one is told who did what; and saves at the next try."""
    old = seen(pages.get(PAGE))
    who.login = "bela"
    assert save(pages, synonyms="Pass").status_code == 302
    late = save(pages, seen=old, synonyms="Ausweis für Reisen")
    assert "Angaben zum Anliegen geändert, bela" in text_of(late, 422)
    assert "Ausweis für Reisen" in late.text
    assert save(pages, seen=seen(late)).status_code == 302


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"names-de": " "}, "Eine nötige Angabe fehlt. Es geht um: Name, Deutsch."),
        ({"names-en": "x" * 81}, "Eine Angabe ist zu lang. Es geht um: Name, Englisch."),
        ({"documents-de": "x" * 121}, "zu lang. Es geht um: Unterlagen, Deutsch."),
        ({"documents-de": "\n".join("abcdefghijklmnopqrstuvwxyz" * 2)}, "Es geht um: Unterlagen, Deutsch."),
        ({"fee-en": "x" * 121}, "zu lang. Es geht um: Gebühr, Englisch."),
        ({"synonyms": "Perso"}, "„Perso“ heißt schon ein anderes Anliegen"),
        ({"names-en": "identity card"}, "„identity card“ heißt schon ein anderes Anliegen"),
    ],
)
def test_texts_that_will_not_do(pages: FlaskClient, Book: Sessions, form: dict[str, str], said: str) -> None:
    """Are refused with their field, for a new service as for one that is there; nothing is changed."""
    assert said in text_of(save(pages, **form), 422)
    assert said in text_of(pages.post(NEW, data={**FISHING, **form}), 422)
    with Book.begin() as session:
        assert len(booking.services(session)) == 3
        assert editing.changes_of_service(session, "pass") == []


def test_a_new_service_is_had_where_it_is_given(pages: FlaskClient, Book: Sessions) -> None:
    """At these offices from now on, with their places; each office's history has it."""
    assert "Neues Anliegen" in text_of(pages.get(NEW))
    assert pages.post(NEW, data=FISHING).location == "/office/markt/services"
    key = "fischerei_schein_und_pruefung"
    with Book.begin() as session:
        new = booking.service(session, key)
        assert (new.kind, new.name("en")) == ("buergerservice", "Fischerei-Schein & Prüfung")
        assert booking.services(session)[-1] == new
        assert editing.offered(session, "markt")[key] == editing.Offered(3, 15)
        assert editing.offered(session, "hafen")[key] == editing.Offered(2)
        assert free_starts(session, MONDAY, service=key)[-1] == "11:30"
    history = text_of(pages.get("/office/hafen/history")).replace("&amp;", "&")
    assert "Anliegen angelegt: Fischerei-Schein & Prüfung" in history


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said", "status"),
    [
        ({"office": []}, "Bitte wählen Sie mindestens eine Stelle", 422),
        ({"places-markt": "26"}, "zu klein oder zu groß", 422),
        ({"places-markt": "viele"}, "ganze Zahl", 422),
        ({"office": ["nirgends"], "places-nirgends": "1", "buffer-nirgends": "0"}, "nicht gefunden", 404),
    ],
)
def test_half_a_service_is_none(
    pages: FlaskClient, Book: Sessions, form: dict[str, object], said: str, status: int
) -> None:
    """Where one of its offices cannot have it so, nothing is done."""
    assert said in text_of(pages.post(NEW, data={**FISHING, **form}), status)
    with Book.begin() as session:
        assert len(booking.services(session)) == 3
        assert editing.version(session, "hafen") == 0


@ON_ONE_DATABASE
def test_a_service_that_is_not_there(pages: FlaskClient) -> None:
    """Is no page, and cannot be changed."""
    assert pages.get("/office/markt/services/tanzen").status_code == 404
    assert pages.post("/office/markt/services/tanzen", data=PASS).status_code == 404
    assert pages.get("/office/nirgends/services/pass").status_code == 404


OFFICE = {
    **RULES,
    "kind": "buergerservice",
    "desks": "2",
    "name": "Bürgerbüro Süd",
    "short": "Süd",
    "former_names": "",
    "near": ["markt", "hafen"],
    "lead_days": "0",
}


def test_a_new_office_gives_places_as_soon_as_it_can(pages: FlaskClient, Book: Sessions) -> None:
    """It has its desks and rules at once, and is led to what is missing: hours and services."""
    assert "Neue Stelle" in text_of(pages.get("/office/new"))
    made = pages.post("/office/new", data=OFFICE)
    assert made.location == "/office/sued/hours"
    assert "Angelegt." in text_of(pages.get(made.location))
    with Book.begin() as session:
        assert [each.key for each in booking.offices(session)][-1] == "sued"
        first, second = editing.desks(session, "sued")
        assert editing.settings_of(session, "sued").near == ("markt", "hafen")
    assert (first.number, second.number) == (1, 2)
    assert "Stelle angelegt" in text_of(pages.get("/office/sued/history"))
    hours = {"weekday": "0", "rhythm": "1", "opens": "08:00", "closes": "09:00", "place_minutes": "10"}
    page = pages.get("/office/sued/hours/new")
    pages.post("/office/sued/hours", data={**hours, f"desk-{first.id}": "public", "seen": seen(page)})
    services = {"service": "pass", "places-pass": "3", "buffer-pass": "0"}
    page = pages.get("/office/sued/services")
    pages.post("/office/sued/services", data={**services, "seen": seen(page)})
    with Book.begin() as session:
        offers = booking.offer(session, "pass", office="sued", wish=booking.Wish(day=MONDAY), now=NOW)
    assert offers[0].start == at(MONDAY, "08:00")


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"desks": "0"}, "zu klein oder zu groß"),
        ({"desks": ""}, "ganze Zahl"),
        ({"kind": "bank"}, "Eine nötige Angabe fehlt. Es geht um: Bereich."),
        ({"short": "Markt"}, "„Markt“ heißt schon"),
        ({"near": ["sued"]}, "Unter den Stellen in der Nähe"),
    ],
)
def test_an_office_that_cannot_be(
    pages: FlaskClient, Book: Sessions, form: dict[str, object], said: str
) -> None:
    """Is refused with a reason, and the form keeps what was typed."""
    refused = pages.post("/office/new", data={**OFFICE, **form})
    assert said in text_of(refused, 422)
    assert 'value="Bürgerbüro Süd"' in refused.text
    with Book.begin() as session:
        assert len(booking.offices(session)) == 3


@ON_ONE_DATABASE
def test_the_citys_pages_are_not_for_who_is_limited(pages: FlaskClient, who: Who) -> None:
    """Who is limited to an office changes no names of services, and adds no offices."""
    who.offices = frozenset({"markt"})
    for address in (PAGE, NEW, "/office/new"):
        assert pages.get(address).status_code == 403
        assert pages.post(address, data=PASS).status_code == 403
    page = pages.get("/office/markt/services").text
    assert "Neues Anliegen" not in page
    assert "Neue Stelle" not in page


@pytest.mark.parametrize(
    ("name", "known", "key"),
    [
        ("Süd", (), "sued"),
        ("  Kfz: Ab- & Anmeldung  ", (), "kfz_ab_und_anmeldung"),
        ("Süd", ("sued", "sued_2"), "sued_3"),
        ("Éclair", (), "eclair"),
        ("中文", (), "neu"),
        ("new", (), "new_2"),
        ("x" * 100, (), "x" * 36),
    ],
)
def test_keys_are_made_of_names(name: str, known: tuple[str, ...], key: str) -> None:
    """Plain letters, so that they can stand in an address; never one that is there."""
    assert key_of(name, known, 40) == key
