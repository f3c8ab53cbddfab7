"""Each state of the desk, for everybody's eyes and hands: axe-core, two widths, pictures."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import routing
from tests.routing.conftest import new_call
from tests.routing.desk.app import Clock
from tests.routing.desk.steps import Database, People, answer
from tests.web.desk.conftest import a_call_with_a_story

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 768])
def test_everybody_can_use_it(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
    width: int,
) -> None:
    """Each state passes axe-core, the fullest ones at both widths; nothing is wider than the screen."""
    page = sit_down("ada", width=width)

    def look(state: str) -> None:
        if width == 1280 or state in {"ringing", "offers"}:
            axe(page)
        picture(page, f"desk-{state}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0

    page.wait_for_load_state()  # signing in leads here, and only now the page listens to what is typed
    page.get_by_label("Im Wissen suchen").press_sequentially("Spermüll", delay=20)
    page.get_by_text("Sperrmüll abholen lassen").wait_for()
    look("away")
    ticket = a_call_with_a_story(Session, clock, people)
    expect(page.get_by_role("button", name="Annehmen")).to_be_visible()
    look("ringing")
    answer(Session, ticket, clock)
    page.get_by_label("Anliegen").wait_for()
    page.locator("#keypad summary").click()
    page.get_by_role("button", name="Freie Termine zeigen").click()
    page.locator(".dk-offer").first.wait_for()
    look("offers")
    page.locator(".dk-offer").first.click()
    page.get_by_label("Telefonnummer").wait_for()
    look("confirm")
    page.get_by_role("button", name="Diesen Platz buchen").click()
    page.locator(".dk-code").wait_for()
    look("booked")
    with Session.begin() as session:
        routing.talk_over(session, ticket, now=clock())
    page.get_by_label("Ergebnis").wait_for()
    look("wrap-up")
    with Session.begin() as session:
        routing.finish(session, ticket, settled_as=None, settled=None, now=clock())
        routing.enqueue(session, new_call("CA2", skill="kfz"), now=clock())
        (ring,) = routing.assign(session, now=clock())
        routing.not_picked_up(session, ring.ticket_id, ring.attempt, reason="no-answer", now=clock())
    page.get_by_role("button", name="Wieder verfügbar").wait_for()
    look("missed")
    page.get_by_role("button", name="Abmelden").click()
    page.get_by_label("Anmeldename").wait_for()
    look("sign-in")
