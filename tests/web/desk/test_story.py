"""A call at the desk, in a real browser: answered, declined, gone, booked, wrapped up."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable
from time import sleep

import pytest
from playwright.sync_api import Page, Route, expect

import routing
from routing.desk.board import LOOK_EVERY_S
from tests.routing.desk.app import Clock, NotingLine
from tests.routing.desk.steps import Database, People, answer, wait_and_ring
from tests.web.conftest import PATIENCE_S
from tests.web.desk.conftest import a_call_with_a_story
from tests.web.plain_carrier import PlainCarrier

pytestmark = pytest.mark.browser


def test_from_ring_to_wrap_up(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    carrier: PlainCarrier,
    line: NotingLine,
) -> None:
    """The call appears by itself, is answered by key, booked with one click, noted and wrapped up."""
    page = sit_down("ada")
    expect(page.locator("#softphone")).to_have_text("Telefon bereit.")
    page.get_by_role("button", name="Verfügbar").click()
    expect(page.locator("#idle")).to_contain_text("Sie sind bereit.")
    ticket = a_call_with_a_story(Session, clock, people)
    expect(page.locator(".dk-number")).to_have_text("+49 170 1234567")
    expect(page).to_have_title("Es klingelt: +49 170 1234567")
    page.keyboard.press("Alt+KeyA")
    carrier.tell("incoming", call_id="c1")
    assert carrier.deeds.get(timeout=PATIENCE_S) == ("c1 accept", "Bearer token-of-agent_ada")
    answer(Session, ticket, clock)
    carrier.tell("accepted", call_id="c1")
    expect(page.get_by_text("Im Gespräch")).to_be_visible()
    expect(page.locator("#softphone")).to_have_text("Verbunden.")
    page.get_by_label("Notiz").fill("Bringt die eVB-Nummer mit")
    page.get_by_role("button", name="Diesen Platz buchen").click()
    expect(page.locator(".dk-code")).to_be_visible()
    expect(page.locator(".dk-held")).to_have_count(0)
    expect(page.locator(".dk-appointments li")).to_have_count(2)
    page.keyboard.press("Alt+KeyX")
    assert carrier.deeds.get(timeout=PATIENCE_S)[0] == "c1 hangup"
    carrier.tell("ended", call_id="c1")
    expect(page.get_by_label("Ergebnis")).to_be_visible()
    expect(page.get_by_label("Notiz")).to_have_value("Bringt die eVB-Nummer mit")
    page.get_by_label("Ergebnis").select_option("booked")
    page.get_by_role("button", name="Nachbearbeitung abschließen").click()
    expect(page.locator("#idle")).to_contain_text("Sie sind bereit.")
    expect(page.get_by_text("Tippen Sie ein Wort ein.")).to_be_visible()
    with Session.begin() as session:
        done = routing.ticket(session, ticket)
    assert (done.note, done.settled_as, done.settled) == ("Bringt die eVB-Nummer mit", "booked", True)
    assert line.told == [("hang_up", "CA1")]


def test_a_call_that_rings_while_the_page_is_loaded(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """It rings after the page was written and before its scripts are there: it is shown all the same."""
    page = sit_down("ada")

    def ring_meanwhile(route: Route) -> None:
        wait_and_ring(Session, clock=clock, people=people)
        sleep(10 * LOOK_EVERY_S)
        route.continue_()

    page.route("**/fetching.js", ring_meanwhile)
    page.reload()
    expect(page.get_by_role("button", name="Ablehnen")).to_be_visible()


def test_decline_and_come_back(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    carrier: PlainCarrier,
    line: NotingLine,
) -> None:
    """Declining silences the telephone; the notice says why one is away, and one click ends that."""
    page = sit_down("ada")
    wait_and_ring(Session, clock=clock, people=people)
    expect(page.get_by_role("button", name="Ablehnen")).to_be_visible()
    carrier.tell("incoming", call_id="c1")
    expect(page.locator("#softphone")).to_have_text("Ihr Telefon klingelt.")
    page.get_by_role("button", name="Ablehnen").click()
    assert carrier.deeds.get(timeout=PATIENCE_S)[0] == "c1 reject"
    expect(page.get_by_text("Sie haben einen Anruf abgelehnt.")).to_be_visible()
    assert line.told == [("stop_ringing", "CA1")]
    page.get_by_role("button", name="Wieder verfügbar").click()
    expect(page.get_by_text("Sie haben einen Anruf abgelehnt.")).to_be_hidden()


def test_a_caller_who_hangs_up_disappears(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """The ring is gone from the screen within a second, and the queue's figures follow."""
    page = sit_down("elif")
    wait_and_ring(Session, "elif", clock=clock, people=people)
    expect(page.locator("#queue-waiting")).to_have_text("1")
    with Session.begin() as session:
        routing.caller_gone(session, "CA1", now=clock())
    expect(page.locator("#idle")).to_be_visible()
    expect(page.locator("#queue-waiting")).to_have_text("0")


def test_book_any_place_and_move_it(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """Search, hold, confirm; then move what was booked, and cancel it after a question."""
    page = sit_down("elif")
    answer(Session, wait_and_ring(Session, "elif", clock=clock, people=people), clock)
    page.get_by_label("Anliegen").select_option(index=1)
    page.get_by_role("button", name="Freie Termine zeigen").click()
    page.locator(".dk-offer").first.click()
    page.get_by_label("Name").fill("Kim Muster")
    page.get_by_role("button", name="Verbindlich buchen").click()
    code = page.locator(".dk-code").inner_text()
    page.get_by_role("button", name="verlegen").click()
    page.get_by_role("button", name="Freie Termine zeigen").click()
    page.locator(".dk-offer").last.click()
    page.get_by_role("button", name="Verlegen", exact=True).last.click()
    expect(page.get_by_text("Termin verlegt")).to_be_visible()
    expect(page.locator(".dk-code")).to_have_text(code)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="absagen").click()
    expect(page.get_by_text("Der Termin ist abgesagt.")).to_be_visible()
    expect(page.get_by_text("Keine offenen Termine.")).to_be_visible()
