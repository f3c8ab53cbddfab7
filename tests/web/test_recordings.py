"""The page of recordings in a real browser, on a line that is called meanwhile."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from ivr.recordings import keep
from routing.staff import add_staff
from tests.recordings.tones import tone
from tests.web.signing_in import sign_in
from tests.world import MORNING, World, world
from voice_prompts.recordable import Part

pytestmark = pytest.mark.browser


@pytest.fixture
def line(sqlite_url: str) -> Iterator[World]:
    with world(sqlite_url, MORNING) as made:
        with made.house.sessions.begin() as session:
            add_staff(session, "olga", "Olga Ohm", "a long password", ["operator"], now=made.now())
            earlier = Part("main", 2, "Ein Mensch: die 0.")
            keep(session, "termine", "de", earlier, tone(2), by="olga", now=made.now())
        yield made


def test_an_operator_records_the_greeting(
    line: World,
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """A file that is too soft is refused with what to change; a good one is heard on the phone at once."""
    page = new_window(base_url=line.url, viewport={"width": 1280, "height": 900})
    page.goto("/console/lines/termine")
    sign_in(page, "olga", "a long password")
    page.get_by_role("link", name="Aufnahmen").click()
    expect(page.get_by_role("heading", name="Aufnahmen: Terminvergabe")).to_be_visible()
    greeting = page.locator("#greeting-1")
    expect(greeting.get_by_text("Computerstimme", exact=True)).to_be_visible()

    upload(greeting, tone(2, -40))
    told = "Die Aufnahme ist zu leise (−40 LUFS). Bitte heben Sie sie um etwa 20 dB an."
    expect(greeting.get_by_text(told)).to_be_visible()
    axe(page)
    picture(page, "recordings_fault")
    upload(greeting, tone(20, rate=16000))  # longer than any form that has no sound in it
    expect(page.get_by_text("Die Aufnahme ist gespeichert und wird ab jetzt abgespielt.")).to_be_visible()
    expect(greeting.get_by_text(re.compile(r"20 s, −(19|20)(,\d)? LUFS, 625 KB"))).to_be_visible()
    assert [heard.kind for heard in line.dial().heard] == ["recording", "say"]
    lasts = greeting.locator("audio").evaluate(
        "sound => new Promise(done => { sound.onloadedmetadata = () => done(sound.duration); sound.load(); })"
    )
    assert lasts == pytest.approx(20)

    page.get_by_label("Bereich der Ansagen").select_option("main")
    page.get_by_role("button", name="Anzeigen").click()
    outdated = page.locator("#main-2")
    expect(outdated.get_by_text("Veraltet", exact=True)).to_be_visible()
    expect(outdated.get_by_text("Ein Mensch: die 0.")).to_be_visible()
    axe(page)
    picture(page, "recordings")
    page.set_viewport_size({"width": 768, "height": 1000})
    picture(page, "recordings_narrow")
    outdated.get_by_role("button", name="Aufnahme löschen").click()
    expect(page.get_by_text("Die Aufnahme ist gelöscht.")).to_be_visible()


def upload(part: Locator, content: bytes) -> None:
    part.get_by_label("Datei für").set_input_files(
        {"name": "ansage.wav", "mimeType": "audio/wav", "buffer": content}
    )
    part.get_by_role("button", name="Hochladen").click()
