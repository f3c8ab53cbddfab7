"""A caller leaves a number and is rung when it is their turn: telephone, desk and line, in real browsers."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.test_line_story import port, sign_in

__all__ = ["port"]

pytestmark = pytest.mark.browser


def hears(phone: Page, words: str) -> None:
    expect(phone.locator("#heard")).to_contain_text(words)


def test_called_back_in_turn(
    port: int,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """Nobody is there, so they leave their number. The first agent who is ready sees whom the line rings."""
    phone, desk = (new_window(viewport={"width": 1280, "height": 900}) for _ in range(2))
    phone.goto(f"http://127.0.0.1:{port + 1}/")
    phone.get_by_role("button", name="Anrufen").click()
    hears(phone, "Für einen neuen Termin")
    phone.locator("[data-key='0']").click()
    hears(phone, "Möchten Sie lieber zurückgerufen werden")
    phone.locator("[data-key='1']").click()
    hears(phone, "Sollen wir unter dieser Nummer zurückrufen")
    phone.locator("[data-key='1']").click()
    hears(phone, "Sie behalten Ihren Platz in der Reihe.")

    sign_in(desk, port, "ada")
    expect(desk.locator("#softphone")).to_contain_text("bereit")
    expect(desk.locator("#queue-call-backs")).to_have_text("1")
    desk.keyboard.press("Alt+KeyR")
    expect(desk.get_by_role("dialog")).to_contain_text("+49 170 1234567")
    expect(desk.get_by_role("dialog")).to_contain_text("0 von 3")
    desk.keyboard.press("Escape")
    desk.keyboard.press("Alt+Digit1")
    expect(desk.locator("#passing")).to_contain_text("Die Leitung ruft dort an.")
    axe(desk)
    picture(desk, "call-back-desk")

    phone.get_by_role("button", name="Annehmen").click()
    hears(phone, "mit Ihrem Rückruf. Bitte drücken Sie die 1.")
    phone.locator("[data-key='1']").click()
    hears(phone, "Ich verbinde Sie.")
    expect(desk.locator("#softphone")).to_have_text("Ihr Telefon klingelt.")
    desk.keyboard.press("Alt+KeyA")
    expect(desk.locator("#call")).to_contain_text("Im Gespräch")
    phone.get_by_label("Etwas sagen").fill("Danke für den Rückruf.")
    phone.get_by_role("button", name="Sagen").click()
    expect(desk.locator("#talk-log")).to_contain_text("Danke für den Rückruf.")
    desk.keyboard.press("Alt+KeyX")
    hears(phone, "Auf Wiederhören.")
    desk.get_by_label("Ergebnis").select_option("informed")
    desk.keyboard.press("Alt+KeyS")
    expect(desk.locator("#idle")).to_contain_text("Sie sind bereit.")
    expect(desk.locator("#queue-call-backs")).to_have_text("0")
