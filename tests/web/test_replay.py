"""Replaying calls on the pages of the console, in a real browser: a regression is found, and looked at."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from ivr.editions.drafts import begin_draft, save_draft
from ivr.replay.kept import play_some
from routing.audit import Wanted, entries
from routing.staff import add_staff
from tests.replay.week import call_all
from tests.web.signing_in import sign_in
from tests.world import MORNING, World, world

pytestmark = pytest.mark.browser
CIRCLE = ('menu = "zentrale.main"\nsilence = "agent"', 'menu = "zentrale.main"\nsilence = "main"')
BOOK = 'answer = "yes"\nto = "confirm"'
REGRESSION = (BOOK, 'answer = "yes"\nto = { by = "errand", book = "agent", else = "confirm" }')


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        with made.house.sessions.begin() as session:
            add_staff(session, "olga", "Olga Ohm", "a long password", ["operator"], now=made.now())
        yield made


def make_draft(line: World, name: str, change: tuple[str, str], of: str = "termine") -> None:
    shipped = line.house.editions.shipped
    with line.house.sessions.begin() as session:
        draft = begin_draft(session, shipped, of, name=name, by="olga", now=line.now())
        files = {**draft.files, "menu.toml": draft.files["menu.toml"].replace(*change)}
        save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=line.now())


def test_a_regression_is_found_before_it_is_published(
    line: World,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """A week's calls with a draft in which nobody can book any more; a call beside itself; the proof."""
    call_all(line)
    make_draft(line, "Sommer", REGRESSION)
    make_draft(line, "Im Kreis", CIRCLE, of="zentrale")
    page = new_window(base_url=line.url, viewport={"width": 1280, "height": 900})
    page.goto("/console/lines/termine/")
    sign_in(page, "olga", "a long password")
    page.get_by_role("link", name="Anrufe von früher nachspielen").click()
    page.get_by_label("Nachspielen mit").select_option("Sommer")
    axe(page)
    picture(page, "replays")
    page.get_by_role("button", name="Nachspielen").click()
    expect(page.get_by_text("0 von 12 Anrufen")).to_be_visible()
    while play_some(line.house, at_once=5):
        pass
    expect(page.get_by_text("12 von 12 Anrufen")).to_be_visible()
    expect(page.get_by_role("link", name="Schlechter: 6")).to_be_visible()
    axe(page)
    picture(page, "replay")
    page.get_by_role("link", name="Anruf 1", exact=True).click()
    expect(page.get_by_role("heading", name="Damals: Selbst erledigt")).to_be_visible()
    expect(page.get_by_role("heading", name="Mit dieser Fassung: Zu einem Menschen")).to_be_visible()
    axe(page)
    picture(page, "replay_call")
    with line.house.sessions() as session:
        seen = [each.what for each in entries(session, Wanted(what="call"))[0]]
    assert seen == ["call.replay_seen"]

    page.set_viewport_size({"width": 768, "height": 1000})
    picture(page, "replay_call_narrow")

    page.goto("/console/lines/zentrale/")
    page.get_by_role("link", name="Im Kreis").click()
    page.get_by_label("Grund").fill("Kürzer")
    page.route(
        "**/publish", lambda route: route.fulfill(status=204)
    )  # the page stays: as while nothing answers
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("status").filter(has_text="Es wird durchgerechnet")).to_be_visible()
    axe(page)
    page.unroute("**/publish")
    page.reload()
    page.get_by_label("Grund").fill("Kürzer")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Nicht veröffentlicht")).to_be_visible()
    expect(page.get_by_role("heading", name="Hauptmenü")).to_be_visible()
    expect(page.get_by_text("kommt hier nie zu einem Ende")).to_be_visible()
    page.get_by_text("Der Weg dorthin").first.click()
    axe(page)
    picture(page, "proof_narrow")
