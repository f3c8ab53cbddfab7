"""What is typed at the desk outlives every change, and nobody leaves it by mistake."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

import routing
from tests.routing.desk.app import Clock
from tests.routing.desk.steps import Database, People, answer, wait_and_ring
from tests.web.plain_carrier import PlainCarrier

pytestmark = pytest.mark.browser


def test_what_is_typed_outlives_every_change(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People
) -> None:
    """A note, a half-filled search and the cursor survive a hang-up and a change of presence."""
    page = sit_down("elif")
    ticket = wait_and_ring(Session, "elif", clock=clock, people=people)
    expect(page.get_by_text("Ihr Telefon klingelt.")).to_be_visible()
    answer(Session, ticket, clock)
    expect(page.get_by_label("Anliegen")).to_be_visible()
    page.locator("#search-day").fill("2026-12-07")
    page.get_by_label("Notiz").type("Mitten im Wort")
    with Session.begin() as session:
        routing.talk_over(session, ticket, now=clock())
    expect(page.get_by_label("Ergebnis")).to_be_visible()
    page.keyboard.type(" und weiter")
    page.get_by_label("Ergebnis").select_option("informed")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Pause")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Notiz")).to_have_value("Mitten im Wort und weiter")
    expect(page.locator("#search-day")).to_have_value("2026-12-07")
    expect(page.get_by_label("Ergebnis")).to_have_value("informed")
    expect(page.get_by_text("Gespeichert um")).to_be_visible()
    with page.expect_response(lambda kept: "Rückruf" in (kept.request.post_data or "")):
        page.get_by_label("Noch zu tun").fill("Rückruf der Kfz-Stelle")
    page.reload()
    expect(page.get_by_label("Notiz")).to_have_value("Mitten im Wort und weiter")
    expect(page.get_by_label("Noch zu tun")).to_have_value("Rückruf der Kfz-Stelle")
    expect(page.get_by_label("Ergebnis")).to_have_value("informed")
    expect(page.locator("#search-day")).to_have_value("2026-12-07")
    page.locator("#inhalt").press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Notiz schreiben")
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+KeyN")
    expect(page.get_by_label("Notiz")).to_be_focused()


def test_signed_out_elsewhere(sit_down: Callable[..., Page], Session: Database, people: People) -> None:
    """A desk whose owner has signed out in another window turns to the sign-in by itself."""
    page, other = (sit_down("elif", forgive=("401",)) for _ in range(2))
    other.get_by_role("button", name="Abmelden").click()
    expect(other.get_by_label("Anmeldename")).to_be_visible()
    expect(page.get_by_label("Anmeldename")).to_be_visible()


def test_signing_out_in_good_order(
    sit_down: Callable[..., Page], Session: Database, clock: Clock, people: People, carrier: PlainCarrier
) -> None:
    """What was typed last is kept; nothing is asked any more; nobody leaves a talk by mistake."""
    page = sit_down("ada")
    page.wait_for_load_state()
    ticket = wait_and_ring(Session, clock=clock, people=people)
    answer(Session, ticket, clock)
    carrier.tell("incoming", call_id="c1")
    carrier.tell("accepted", call_id="c1")
    expect(page.locator("#softphone")).to_have_text("Verbunden.")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Abmelden").click()
    with Session.begin() as session:
        routing.talk_over(session, ticket, now=clock())
    carrier.tell("ended", call_id="c1")
    expect(page.get_by_label("Ergebnis")).to_be_visible()
    expect(page.locator("#softphone")).to_have_text("Telefon bereit.")
    page.evaluate(
        """() => setInterval(() => {
            document.dispatchEvent(new Event("desk-changed"));
            document.dispatchEvent(new Event("visibilitychange"));
        }, 20)"""
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.get_by_label("Notiz").fill("Ruft morgen wieder an")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Anmeldename").wait_for()
    assert {"/desk/call", "/desk/softphone-token", "/sign-out"} <= set(asked)
    last = asked[asked.index("/sign-out") :]
    assert not {"/desk/call", "/desk/softphone-token", "/desk/note"} & set(last)
    with Session.begin() as session:
        assert routing.ticket(session, ticket).note == "Ruft morgen wieder an"
