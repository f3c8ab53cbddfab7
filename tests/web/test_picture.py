"""The picture of a line in a real browser: 150 steps, looked around in, with figures, faults and changes."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from booking.db import connect
from ivr.app import create_app, furnish
from ivr.console.picture.keeping import count_ended_calls
from ivr.dialog import Heard, Outcome
from ivr.editions.drafts import begin_draft, save_draft
from ivr.house import House
from routing.staff import add_staff
from tests.console.picture.calls import Scripted, keep, turns_of
from tests.settings import example_settings
from tests.web.signing_in import sign_in

pytestmark = pytest.mark.browser

OPEN = Scripted({"duty": Outcome("open"), "who_calls": Outcome("nothing")})
NOW = datetime.now(UTC)
BOXES = """() => [...document.querySelectorAll('.pc-box .pc-frame:first-child')].map((frame) => {
  const { left, top, right, bottom } = frame.getBoundingClientRect();
  return [left, top, right, bottom];
})"""


@pytest.fixture
def house(sqlite_url: str) -> Iterator[House]:
    settings = example_settings(sqlite_url, public_url="http://127.0.0.1")
    engine = connect(sqlite_url)
    house = furnish(settings, engine=engine)
    with house.sessions.begin() as session:
        add_staff(session, "otto", "Otto Olsen", "a long password", ["operator"], now=NOW)
    yield house
    engine.dispose()


@pytest.fixture
def operator(
    house: House, serve: Callable[[Flask], str], new_window: Callable[..., Page]
) -> Callable[[str], Page]:
    """`operator(path)`: signed in, and there."""
    address = serve(create_app(house.settings, house=house))

    def go(path: str) -> Page:
        page = new_window(base_url=address, viewport={"width": 1280, "height": 1000})
        page.goto(f"/sign-in?next={path}")
        sign_in(page, "otto", "a long password")
        page.locator("#pc-canvas[data-ready]").wait_for()
        return page

    return go


def add_calls(house: House) -> None:
    """Some that said the same thing that is not understood, some that hung up, one that goes on."""
    script = house.current("termine").script
    said = [Heard("speech", "Perso beantragen"), Heard("keys", "3")]
    with house.sessions.begin() as session:
        for n in range(12):
            began = NOW - timedelta(hours=1, minutes=n)
            heard = said[: 1 + n % 2] if n else [Heard("speech", "hier ist Krause"), Heard("keys", "0")]
            turns = turns_of(script, heard, OPEN, sid=f"CA{n:032x}", now=began)
            keep(session, script, turns, outcome="hung_up" if n else None, ended=bool(n))
    while count_ended_calls(house.sessions, now=NOW):
        pass


def menu_of_150_steps(menu: str) -> str:
    """What ships, with a tree of questions behind `elsewhere`, and with two faults."""
    before = menu.count("\n[") - menu.count(".options.") - menu.count(".own_words")
    more = max(1, 150 - before)
    tree = "".join(
        f'\n[extra_{n}]\nmenu = "info"\n'
        f'[extra_{n}.options.hours]\nkey = "1"\nto = "{_branch(2 * n, more)}"\n'
        f'[extra_{n}.options.documents]\nkey = "2"\nto = "{_branch(2 * n + 1, more)}"\n'
        for n in range(1, more + 1)
    )
    changed = menu.replace('say = "elsewhere"\nnext = "main"', 'say = "elsewhere"\nnext = "extra_1"')
    return changed + tree + '\n[lost]\nsay = "no_such_prompt"\nnext = "nowhere"\n'


def _branch(n: int, most: int) -> str:
    return f"extra_{n}" if n <= most else "main"


def test_the_picture_of_150_steps(
    house: House,
    operator: Callable[[str], Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """No two boxes overlap; a step is found and shown; faults and changes stand at their steps."""
    with house.sessions.begin() as session:
        draft = begin_draft(session, house.editions.shipped, "termine", name="Sommer", by="otto", now=NOW)
        files = {**draft.files, "menu.toml": menu_of_150_steps(draft.files["menu.toml"])}
        save_draft(session, draft.id, files, seen=draft.edition, by="otto", now=NOW)
    page = operator(f"/console/lines/termine/drafts/{draft.id}/picture")
    boxes = page.evaluate(BOXES)
    assert len(boxes) >= 150
    assert not [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[at + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    picture(page, "picture-draft")
    page.get_by_label("Schritt suchen").fill("lost")
    page.get_by_label("Schritt suchen").press("Enter")
    details = page.get_by_role("region", name="Schritt")
    expect(details.get_by_role("heading", name="lost")).to_be_visible()
    expect(details.get_by_text("Fehler an diesem Schritt")).to_be_visible()
    expect(details.get_by_text("nowhere (gibt es nicht)")).to_be_visible()
    expect(details.get_by_text("Diesen Schritt gibt es nicht.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Alles zeigen").click()
    picture(page, "picture-draft-whole")


def test_looking_around_in_the_picture(
    house: House,
    operator: Callable[[str], Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """By search, pointer and keys; the figures of a step stand beside it, and nobody's name."""
    add_calls(house)
    page = operator("/console/lines/termine/picture?span=today")
    canvas = page.locator("#pc-canvas")
    picture(page, "picture-1280")
    page.get_by_label("Schritt suchen").fill("neuen Termin drücken")
    expect(page.locator("#pc-found")).to_contain_text("gefunden")
    page.get_by_role("button", name="Hauptmenü (main)").click()
    details = page.get_by_role("region", name="Schritt")
    expect(details.get_by_role("heading", name="Hauptmenü")).to_be_visible()
    expect(details.get_by_text("perso beantragen")).to_be_visible()
    expect(details.get_by_text("hier ist •••")).to_have_count(0)  # that call goes on
    details.get_by_label("perso beantragen").check()
    details.get_by_text("Als anderes Wort für etwas aufnehmen").click()
    details.get_by_label("Nur dieser Teil davon").fill("Perso")
    details.get_by_label("Gemeint ist").select_option(label="1 neuer Termin")
    axe(page)
    picture(page, "picture-step-1280")
    details.get_by_role("button", name="Aufnehmen").click()
    expect(page.get_by_text("„Perso“ steht jetzt im Entwurf „Andere Wörter“.")).to_be_visible()
    page.locator("#pc-canvas[data-ready]").wait_for()
    scale = float(canvas.get_attribute("data-scale") or 0)
    page.get_by_role("button", name="Größer").click()
    assert float(canvas.get_attribute("data-scale") or 0) > scale
    canvas.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(details.get_by_role("heading", name="Hauptmenü")).to_have_count(0)
    expect(details).to_be_focused()
    canvas.hover()
    page.mouse.wheel(0, 800)
    assert float(canvas.get_attribute("data-scale") or 0) < scale
    page.set_viewport_size({"width": 768, "height": 1000})
    page.emulate_media(color_scheme="dark")
    axe(page)
    picture(page, "picture-768")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    page.goto("/console/lines/zentrale/picture/list")
    expect(page.get_by_role("heading", name="Hauptmenü")).to_be_visible()
    axe(page)
    picture(page, "picture-list-768")
