"""Two agents and a supervisor, in real browsers: hold, ask, listen, hand over, load anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.test_line_story import port, sign_in

__all__ = ["port"]

pytestmark = pytest.mark.browser


def at_the_desk(window: Page, port: int, login: str) -> Page:
    sign_in(window, port, login)
    window.get_by_role("button", name="Verfügbar").click()
    expect(window.locator("#softphone")).to_contain_text("bereit")
    return window


def says(window: Page, text: str, field: str = "Sagen") -> None:
    window.get_by_label(field, exact=True).fill(text)
    window.get_by_role("button", name="Sagen").click()


def test_two_agents_and_a_supervisor(
    port: int,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """A call is held, a colleague asked, the supervisor listens, the call is handed over; a page reloads."""
    ada, bela, gesa, phone = (
        new_window(viewport={"width": 1280, "height": 900}, forgive=("net::ERR",)) for _ in range(4)
    )
    at_the_desk(ada, port, "ada")
    phone.goto(f"http://127.0.0.1:{port + 1}/")
    phone.get_by_role("button", name="Anrufen").click()
    expect(phone.locator("#heard")).to_contain_text("Für einen neuen Termin")
    phone.locator("[data-key='0']").click()
    expect(ada.locator("#answer")).to_be_visible()
    ada.locator("#answer").click()
    expect(ada.locator("#call")).to_contain_text("Im Gespräch")
    ada.get_by_label("Notiz").fill("Zieht im Mai um.")
    at_the_desk(bela, port, "bela")

    ada.keyboard.press("Alt+KeyH")
    expect(ada.locator("#talk-state")).to_contain_text("Der Anruf wird gehalten.")
    ada.keyboard.press("Alt+KeyH")
    expect(ada.locator("#talk-hold")).to_be_visible()
    ada.keyboard.press("Alt+KeyU")
    expect(ada.get_by_label("Person, Stelle oder Stichwort")).to_be_focused()
    ada.keyboard.type("bela")
    axe(ada)
    picture(ada, "talk-directory")
    ada.get_by_role("button", name="Rückfrage bei Bela Yıldız").click()
    expect(bela.locator("#answer")).to_be_visible()
    expect(bela.locator("#call")).to_contain_text("Rückfrage von Ada Petersen")
    bela.locator("#answer").click()
    expect(ada.locator("#talk-state")).to_contain_text("Bela Yıldız ist am Apparat.")
    expect(bela.locator("#passing")).to_be_visible()
    says(ada, "Kannst du das übernehmen?")
    expect(bela.locator("#talk-log")).to_contain_text("Kannst du das übernehmen?")
    expect(phone.locator("#heard")).not_to_contain_text("übernehmen")
    axe(ada)
    picture(ada, "talk-asking")

    sign_in(gesa, port, "gesa", "/desk/talks")
    expect(gesa.locator("#softphone")).to_contain_text("bereit")
    gesa.get_by_role("button", name="Gespräch von Ada Petersen mithören").click()
    expect(gesa.locator("#part-coach")).to_be_visible()
    expect(ada.locator("#talk-state")).to_contain_text("Gesa Thomsen hört mit.")
    axe(gesa)
    picture(gesa, "talk-supervisor")

    ada.keyboard.press("Alt+KeyV")
    expect(bela.locator("#talk-hold")).to_be_visible()
    expect(bela.get_by_label("Notiz")).to_have_value("Zieht im Mai um.")
    expect(ada.locator("#call")).to_contain_text("Nachbearbeitung")
    expect(ada.locator("#passing")).to_have_text("Weitergegeben an Bela Yıldız. Dort wird jetzt gesprochen.")
    expect(ada.get_by_label("Ergebnis")).to_have_value("put_through")
    expect(ada.get_by_label("Mit diesem Gespräch erledigt")).not_to_be_checked()
    expect(bela.locator("#call")).to_contain_text("Weitergegeben von Ada Petersen.")
    says(bela, "Guten Tag, Bela hier.")
    expect(phone.locator("#heard")).to_contain_text("Guten Tag, Bela hier.")
    expect(gesa.locator("#talk-log")).to_contain_text("Guten Tag, Bela hier.")

    bela.once("dialog", lambda dialog: dialog.accept())
    bela.reload()
    expect(phone.locator("#heard")).to_contain_text("Sie sind als Nächstes dran")
    expect(bela.get_by_label("Notiz")).to_have_value("Zieht im Mai um.")
    expect(gesa.locator("#no-talks")).to_be_visible()
    expect(ada.locator("#passing")).to_contain_text("Der Anruf ist beendet.")
    phone.get_by_role("button", name="Auflegen").click()
