"""Services, desks and rules in the pages, and the history of what was changed."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import booking
from booking import editing
from tests.booking.office.conftest import ON_ONE_DATABASE, Clock, Sessions, text_of
from tests.booking.office.test_closures import seen
from tests.booking.test_extra_places import past
from tests.booking.town import MONDAY, NOW, free_starts, load_town, place

SERVICES = {
    "service": ["ausweis", "pass"],
    "places-ausweis": "3",
    "buffer-ausweis": "10",
    "places-pass": "2",
    "buffer-pass": "0",
}


def save(pages: FlaskClient, page: str, to: str = "", **form: object) -> TestResponse:
    address = f"/office/markt/{page}"
    return pages.post(f"{address}{to}", data={"seen": seen(pages.get(address)), **form})


def test_a_service_takes_as_long_as_the_office_says(pages: FlaskClient, Book: Sessions) -> None:
    """More places and time after it: from the next question on; loading example data does not undo it."""
    assert save(pages, "services", **SERVICES).status_code == 302
    with Book.begin() as session:
        load_town(session)
        assert editing.offered(session, "markt")["ausweis"] == editing.Offered(3, 10)
        assert free_starts(session, MONDAY)[-1] == "11:30"


def test_a_service_is_no_longer_had_here(pages: FlaskClient, Book: Sessions) -> None:
    """What is not ticked goes from this office, and from no other."""
    assert save(pages, "services", **{**SERVICES, "service": ["pass"]}).status_code == 302
    with Book.begin() as session:
        assert [each.key for each in booking.offices_for(session, "ausweis")] == ["hafen"]


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"places-ausweis": "26"}, "zu klein oder zu groß"),
        ({"places-ausweis": "0"}, "zu klein oder zu groß"),
        ({"places-ausweis": ""}, "ganze Zahl"),
        ({"buffer-pass": "7"}, "zu klein oder zu groß"),
        (
            {"service": ["tanzen"], "places-tanzen": "1", "buffer-tanzen": "0"},
            "gibt es an dieser Stelle nicht",
        ),
    ],
)
def test_figures_that_cannot_be_are_refused(
    pages: FlaskClient, Book: Sessions, form: dict[str, object], said: str
) -> None:
    """Nothing is changed then."""
    assert said in text_of(save(pages, "services", **{**SERVICES, **form}), 422)
    with Book.begin() as session:
        assert editing.offered(session, "markt")["ausweis"] == editing.Offered(1)


def test_a_desk_is_set_up_limited_and_retired(pages: FlaskClient, Book: Sessions) -> None:
    """A new one is in no opening; one may do some services only; a retired one gives no places."""
    assert save(pages, "desks", number="9").status_code == 302
    assert re.search(r"9 alle in keiner", text_of(pages.get("/office/markt/desks")))
    assert "Diesen Schalter gibt es schon." in text_of(save(pages, "desks", number="9"), 422)
    assert "zu klein oder zu groß" in text_of(save(pages, "desks", number="0"), 422)
    assert save(pages, "desks", "/1", service=["pass"]).status_code == 302
    assert "1 nur Reisepass" in text_of(pages.get("/office/markt/desks"))
    assert save(pages, "desks", "/1", service=["pass"], all="1").status_code == 302
    assert "1 alle" in text_of(pages.get("/office/markt/desks"))
    assert save(pages, "desks", "/1", service=["abmelden"]).status_code == 422
    for desk in (1, 2, 3):
        assert save(pages, "desks", f"/{desk}/retire").status_code == 302
    with Book.begin() as session:
        assert free_starts(session, MONDAY) == []
        assert editing.openings(session, "markt") == []


def test_a_desk_of_another_office_is_out_of_reach(pages: FlaskClient) -> None:
    """Neither shown nor changed by way of this one."""
    assert pages.get("/office/markt/desks/4").status_code == 404
    assert "Schalter dieser Stelle" in text_of(save(pages, "desks", "/4/retire"), 422)
    assert save(pages, "desks", "/4", service=[]).status_code == 404


RULES = {
    "name": "Bürgerbüro am Markt",
    "short": "Markt",
    "former_names": "Rathaus\n",
    "address": "Markt 2",
    "subdivision": "SH",
    "near": ["hafen", ""],
    "lead_days": "4",
    "horizon_days": "20",
    "staff_horizon_days": "30",
    "cut_off_minutes": "30",
    "return_after_min": "5",
    "return_after_max": "45",
    "extra_percent": "0",
}


def test_rules_are_changed(pages: FlaskClient, Book: Sessions) -> None:
    """They count from the next question on."""
    with Book.begin() as session:
        assert free_starts(session, MONDAY)
    assert save(pages, "rules", **RULES).status_code == 302
    with Book.begin() as session:
        assert free_starts(session, MONDAY) == []
        assert booking.office_of(session, "markt").address == "Markt 2"
        kept = editing.settings_of(session, "markt")
    assert (kept.former_names, kept.near) == (("Rathaus",), ("hafen",))


@ON_ONE_DATABASE
@pytest.mark.parametrize(
    ("form", "said"),
    [
        (
            {"horizon_days": "731"},
            "zu klein oder zu groß. Bitte prüfen Sie Ihre Angaben. Es geht um: Buchbar",
        ),
        ({"horizon_days": "4"}, "zu klein oder zu groß"),
        ({"lead_days": "-1"}, "Es geht um: Vorlauf in Tagen."),
        ({"lead_days": "bald"}, "Bitte geben Sie eine ganze Zahl an. Es geht um: Vorlauf in Tagen."),
        ({"return_after_max": "4"}, "zu klein oder zu groß"),
        ({"extra_percent": "101"}, "zu klein oder zu groß"),
        ({"address": "x" * 201}, "Eine Angabe ist zu lang. Es geht um: Adresse."),
        ({"name": " "}, "Eine nötige Angabe fehlt. Es geht um: Name."),
        ({"short": "x" * 41}, "Eine Angabe ist zu lang. Es geht um: Kurzname."),
        ({"former_names": "\n".join(map(str, range(11)))}, "zu lang. Es geht um: Frühere Namen."),
        ({"name": "bürgerbüro am HAFEN"}, "„bürgerbüro am HAFEN“ heißt schon"),
        ({"subdivision": "XX"}, "Es geht um: Bundesland."),
        (
            {"near": ["markt"]},
            "Unter den Stellen in der Nähe ist eine doppelt, oder es ist die Stelle selbst.",
        ),
        ({"near": ["hafen", "hafen"]}, "ist eine doppelt"),
        ({"near": ["nirgends"]}, "ist eine doppelt"),
    ],
)
def test_rules_have_bounds(pages: FlaskClient, Book: Sessions, form: dict[str, object], said: str) -> None:
    """Out of them nothing is saved, and the form keeps what was typed."""
    refused = save(pages, "rules", **{**RULES, **form})
    assert said in text_of(refused, 422)
    assert "Markt 2" in refused.text or "address" in form
    with Book.begin() as session:
        assert editing.settings_of(session, "markt").lead_days == 0


def test_another_federal_state_has_other_holidays(pages: FlaskClient, Book: Sessions, clock: Clock) -> None:
    """Who has an appointment on one of them is among the conflicts."""
    clock.now = NOW + timedelta(days=21)
    with Book.begin() as session:
        epiphany = place("08:00", day=date(2027, 1, 6))
        held = booking.hold(session, epiphany, now=clock.now, holder="CA1")
        booking.confirm(session, held.id, phone=None, language="de", by="caller", now=clock.now)
    save(pages, "rules", **{**RULES, "subdivision": "BY"})
    assert "Gespeichert. 1 Termin passt nicht mehr dazu" in text_of(pages.get("/office/markt/rules"))
    assert "An diesem Tag ist geschlossen." in text_of(pages.get("/office/markt/conflicts"))


def test_how_many_did_not_come_is_shown(pages: FlaskClient, Book: Sessions) -> None:
    """By service and all together, beside the extra places that follow from it."""
    assert "Dazu ist noch nichts vermerkt." in text_of(pages.get("/office/markt/rules"))
    with Book.begin() as session:
        past(session, booking.State.MISSED, 1)
        past(session, booking.State.DONE, 2)
        past(session, booking.State.CANCELLED, 5)
    page = text_of(pages.get("/office/markt/rules"))
    assert "Personalausweis 3 1 33 %" in page
    assert "Alle zusammen 3 1 33 %" in page
    assert "Alle zusammen" not in text_of(pages.get("/office/hafen/rules"))


def test_the_history_tells_who_changed_what(pages: FlaskClient, Book: Sessions) -> None:
    """Newest first: when, who, what it was, what it is."""
    assert "noch nichts geändert" in text_of(pages.get("/office/markt/history"))
    save(pages, "rules", **RULES)
    save(pages, "desks", number="9")
    page = text_of(pages.get("/office/markt/history"))
    assert page.index("Schalter eingerichtet Schalter: 9") < page.index("jule Regeln geändert")
    assert "Fr., 27. November 2026, 16:00 Uhr jule" in page
    assert "Adresse: Markt 1; Vorlauf in Tagen: 0" in page
    assert "Adresse: Markt 2; Stellen in der Nähe: hafen; Vorlauf in Tagen: 4" in page
    with Book.begin() as session:
        assert {change.at for change in editing.changes(session, "markt")} == {NOW}
