"""Knowledge beside the call: open for the caller's service, and found by typing."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re

from tests.routing.desk.app import Clock
from tests.routing.desk.steps import Database, Open, People, a_service, answer, text_of, wait_and_ring


def test_the_callers_page_is_open_and_others_are_found(
    browser_of: Open, Session: Database, people: People, clock: Clock
) -> None:
    """Documents, fee and offices out of the book; a general question by a mistyped word; kept."""
    service = a_service(Session)
    ticket = wait_and_ring(Session, clock=clock, people=people, service=service.key, office="moisling")
    answer(Session, ticket, clock)
    browser = browser_of("ada")
    page = text_of(browser.get("/desk/knowledge"))
    for part in (service.name("de"), service.costs("de"), *service.bring("de"), "Bürgerservicebüro Moisling"):
        assert part in page, part
    assert "Geöffnet Montag 08:00 bis 14:00 Uhr" in page
    found = text_of(browser.post("/desk/knowledge", data={"q": "Hundesteur"}))
    assert found.startswith("Hund anmelden, Hundesteuer")
    by_name = browser.post("/desk/knowledge", data={"q": "Personalausweis"})
    assert "Bürgerservicebüro Moisling" in by_name.text
    assert not re.search(r",\s*<", by_name.text), "no comma before an address that is not known"
    for asked in ("Was kostet der Führerschein?", "Gebühren Führerschein", "Unterlagen für Führerschein"):
        found_for_it = text_of(browser.post("/desk/knowledge", data={"q": asked}))
        assert "Erster Führerschein" in found_for_it, asked
        assert "Etwa 45 Euro." in found_for_it, asked
    browser.post("/desk/drafts/knowledge", data={"q": "Hundesteur"})
    assert text_of(browser.get("/desk/knowledge")) == found
    assert 'value="Hundesteur"' in browser.get("/desk/call").text
