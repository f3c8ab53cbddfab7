"""Operators who change a draft in a real browser, and what callers then meet."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from routing.staff import add_staff
from tests.world import MORNING, World, world

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 768, "height": 900}


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        with made.house.sessions.begin() as session:
            for login, name in (("otto", "Otto Olsen"), ("olga", "Olga Ohm")):
                add_staff(session, login, name, "a long password", ["operator"], now=made.now())
        yield made


def test_a_service_is_put_into_the_menu_and_booked_by_phone(
    line: World,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """With a greeting in other words; whoever calls meanwhile hears the old one to the end."""
    page = new_window(base_url=line.url, viewport=WIDE)
    sign_in(page, "otto", "/console/lines/termine/")
    page.get_by_label("Name des Entwurfs").fill("Sommer")
    page.get_by_role("button", name="Entwurf beginnen").click()
    page.get_by_role("link", name="Schritte", exact=True).click()
    expect(page.get_by_text("Der Entwurf hat keine Fehler.")).to_be_visible()
    axe(page)
    picture(page, "editing-steps")

    page.get_by_role("link", name="Hauptmenü", exact=True).click()
    press(page, page.get_by_text("Anliegen ins Menü"))
    page.get_by_role("combobox", name="Anliegen", exact=True).select_option("fuehrungszeugnis")
    expect(page.locator("#service-key")).to_have_value("5")
    press(page, page.locator("#service-add").get_by_role("button", name="Hinzufügen"))
    expect(page.get_by_text("Taste 5: Führungszeugnis")).to_be_visible()
    expect(page.locator("#text-de-main")).to_have_value(re.compile("Führungszeugnis: die 5.$"))
    picture(page, "editing-menu")
    page.get_by_text("Taste 5: Führungszeugnis").click()
    page.get_by_label("zu diesen Zeiten").last.check()
    axe(page)
    page.set_viewport_size(NARROW)
    picture(page, "editing-menu-narrow")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.set_viewport_size(WIDE)

    draft = page.url.partition("/steps/")[0]
    for name in ("line", "services", "history"):
        page.goto(f"{draft}/{name}")
        axe(page)
        picture(page, f"editing-{name}")
    other = new_window(
        base_url=line.url, viewport=NARROW, locale="en-GB", color_scheme="dark", forgive=("409",)
    )
    sign_in(other, "olga", f"{draft}/steps/elsewhere")
    page.goto(f"{draft}/steps/greeting")
    german = page.locator("#text-de-greeting")
    german.fill("Am {start:datetime}.")
    expect(page.get_by_text("Diese Werte sind hier nicht auf jedem Weg bekannt: start.")).to_be_visible()
    german.fill("Moin, hier ist die Terminvergabe.")
    expect(page.locator("[data-heard]").first).to_have_text("Moin, hier ist die Terminvergabe.")
    page.locator("#texts").get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()

    other.locator("#text-en-elsewhere").fill("That is not ours.")
    press(other, other.locator("#texts").get_by_role("button", name="Save"))
    expect(other.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    expect(other.get_by_text("Otto Olsen has changed this draft")).to_be_visible()
    axe(other)
    picture(other, "editing-conflict-dark-narrow")
    press(other, other.get_by_role("button", name="Save my change as well"))
    expect(other.get_by_text("Saved.")).to_be_visible()
    expect(other.locator("#text-en-elsewhere")).to_have_value("That is not ours.")

    before = line.dial()
    page.get_by_role("link", name="Entwurf: Sommer").click()
    page.get_by_label("Grund").fill("Viele fragen nach dem Führungszeugnis")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("cell", name="Viele fragen nach dem Führungszeugnis")).to_be_visible()
    before.press("5")
    assert "Diese Taste hat hier keine Bedeutung" in before.heard[-2].text
    before.hang_up()
    call = line.dial("+491709999999")
    assert call.heard[0].text.startswith("Moin, hier ist die Terminvergabe.")
    for key in "5111":
        call.press(key)
    told = " ".join(each.text for each in call.heard)
    assert "Führungszeugnis" in told
    assert "Ihr Termin ist gebucht." in told


def sign_in(page: Page, login: str, path: str) -> None:
    """The operators of this world have no second factor."""
    page.goto(path)
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill("a long password")
    page.locator("main form button[type=submit]").click()


def press(page: Page, what: object) -> None:
    """By the keyboard alone."""
    what.focus()  # type: ignore[attr-defined]
    page.keyboard.press("Enter")
