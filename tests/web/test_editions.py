"""The pages of the lines in a real browser, on a line that is called meanwhile."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Page, expect

from ivr.editions.bundles import pack
from ivr.editions.drafts import begin_draft, open_drafts, save_draft
from routing.staff import add_staff
from tests.web.signing_in import sign_in
from tests.world import MORNING, World, world

pytestmark = pytest.mark.browser
MAIN = "prompts/de/main.toml"


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        with made.house.sessions.begin() as session:
            add_staff(session, "olga", "Olga Ohm", "a long password", ["operator"], now=made.now())
        yield made


def test_an_operator_publishes_takes_back_and_announces(
    line: World,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """A draft with faults, then without; published during a call; an announcement; and taken back."""
    shipped = line.house.editions.shipped.files["termine"]
    page = new_window(base_url=line.url, viewport={"width": 1280, "height": 900}, forgive=("409",))
    page.goto("/console/")
    sign_in(page, "olga", "a long password")
    expect(page.get_by_role("heading", name="Leitungen")).to_be_visible()
    axe(page)
    picture(page, "editions")
    page.get_by_role("link", name="Terminvergabe").click()
    page.get_by_label("Name des Entwurfs").fill("Moin")
    page.get_by_role("button", name="Entwurf beginnen").click()
    expect(page.get_by_text("Keine Unterschiede.")).to_be_visible()

    bad = shipped["menu.toml"].replace('next = "who_calls"', 'next = "nowhere"')
    upload(page, {**shipped, "menu.toml": bad, MAIN: 'greeting = "Moin, {name}."\n'})
    expect(page.get_by_text("Von hier geht es zu „nowhere“. Diesen Schritt gibt es nicht.")).to_be_visible()
    expect(page.get_by_text("Diese Ansage hat andere Platzhalter", exact=False).first).to_be_visible()
    expect(page.get_by_role("button", name="Veröffentlichen")).to_have_count(0)
    axe(page)
    picture(page, "editions_faults")

    with line.house.sessions.begin() as session:  # Otto saves something else meanwhile
        draft = open_drafts(session, "termine")[0]
        files = {**draft.files, MAIN: 'greeting = "Tach."\n'}
        save_draft(session, draft.id, files, seen=draft.edition, by="otto", now=line.now())
    upload(page, shipped, then="otto war schneller")
    expect(page.locator("ins", has_text="Tach.")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Entwurf „Moin“").click()
    upload(page, {**shipped, MAIN: 'greeting = "Moin, hier ist die Terminvergabe."\n'})
    expect(page.get_by_text("Dieser Entwurf hat keine Fehler")).to_be_visible()
    expect(page.locator("ins", has_text="Moin,")).to_be_visible()
    axe(page)
    picture(page, "editions_draft")
    before = line.dial()
    page.get_by_label("Grund").fill("Wir sind im Norden")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("cell", name="Wir sind im Norden")).to_be_visible()
    assert line.dial("+491709999999").heard[0].text.startswith("Moin")
    assert "Moin" not in before.heard[0].text
    before.hang_up()

    page.get_by_label("Text (Deutsch)", exact=True).fill("Heute geht es nur langsam.")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_role("heading", name="Diese Durchsage?")).to_be_visible()
    axe(page)
    picture(page, "editions_announce")
    page.get_by_role("button", name="Jetzt durchsagen").click()
    expect(page.get_by_text("Wird jetzt durchgesagt").first).to_be_visible()
    assert line.dial("+491709999998").heard[0].text.startswith("Heute geht es nur langsam.")
    axe(page)
    picture(page, "editions_line")
    page.set_viewport_size({"width": 768, "height": 900})
    picture(page, "editions_line_768")
    page.get_by_role("button", name="Beenden").click()
    expect(page.get_by_text("Die Durchsage ist beendet.")).to_be_visible()
    page.get_by_role("button", name="Letzte Veröffentlichung zurücknehmen").click()
    expect(page.get_by_text("Zurückgenommen. Ab dem nächsten Anruf")).to_be_visible()
    assert line.dial("+491709999997").heard[0].text.startswith("Guten Tag")
    page.get_by_role("link", name="Was wurde geändert?").first.click()
    expect(page.locator("del", has_text="Moin,")).to_be_visible()
    axe(page)


def test_two_operators_change_the_same_line(
    line: World,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """One draft is behind what was published meanwhile: both are shown, and one decides. English, dark."""
    house = line.house
    with house.sessions.begin() as session:
        drafts = [
            begin_draft(session, house.editions.shipped, "termine", name=name, by="olga", now=line.now())
            for name in ("Hers", "His")
        ]
        for draft, greeting in zip(drafts, ("Moin.", "Tach."), strict=True):
            files = {**draft.files, MAIN: f'greeting = "{greeting}"\n'}
            save_draft(session, draft.id, files, seen=draft.edition, by="olga", now=line.now())
    page = new_window(
        base_url=line.url, locale="en-GB", color_scheme="dark", viewport={"width": 1280, "height": 900}
    )
    page.goto(f"/console/lines/termine/drafts/{drafts[1].id}/")
    page.get_by_label("Login").fill("olga")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Reason").fill("His")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("cell", name="His")).to_be_visible()
    page.goto(f"/console/lines/termine/drafts/{drafts[0].id}/")
    expect(page.get_by_text("The line was published since this draft began.")).to_be_visible()
    expect(page.get_by_role("button", name="Publish")).to_have_count(0)
    axe(page)
    picture(page, "editions_conflict_dark")
    page.get_by_role("button", name="Take in what is new").click()
    page.get_by_label("Reason").fill("Hers")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("cell", name="Hers")).to_be_visible()
    assert line.dial().heard[0].text.startswith("Moin")


def upload(page: Page, files: Mapping[str, str], then: str = "Eingelesen.") -> None:
    archive = {"name": "termine.zip", "mimeType": "application/zip", "buffer": pack(files)}
    page.get_by_label("Archiv (ZIP)").set_input_files(archive)  # type: ignore[arg-type]
    page.get_by_role("button", name="Archiv einlesen").click()
    expect(page.get_by_text(then)).to_be_visible()
