"""The supervisor in a real browser: live figures, a message that reaches a desk, and pages for everybody."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

import routing
from tests.routing.conftest import new_call
from tests.routing.desk.app import PASSWORD, Clock, NotingLine, desk_app
from tests.routing.desk.fixtures import clock, database_url, filled_desk, line, people
from tests.routing.desk.steps import Database, People

__all__ = ["clock", "database_url", "filled_desk", "line", "people"]

pytestmark = pytest.mark.browser


@pytest.fixture
def sit_down(
    Session: Database,
    line: NotingLine,
    clock: Clock,
    people: People,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
) -> Callable[..., Page]:
    """`sit_down("gesa", "/supervisor/")`: signed in through the page, and there."""
    address = serve(desk_app(Session, line, clock))

    def sit(login: str, path: str) -> Page:
        page = new_window(base_url=address, viewport={"width": 1280, "height": 900})
        page.goto(f"/sign-in?next={path}")
        page.get_by_label("Anmeldename").fill(login)
        page.get_by_label("Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Anmelden").click()
        return page

    return sit


def test_the_supervisor_sees_and_acts(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """The board moves by itself, a message reaches a desk at once; all pages pass axe-core at both widths."""
    boss, desk = sit_down("gesa", "/supervisor/"), sit_down("elif", "/desk/")

    def look(name: str) -> None:
        for width in (1280, 768):
            boss.set_viewport_size({"width": width, "height": 900})
            axe(boss)
            picture(boss, f"supervisor-{name}-{width}")
            wide = boss.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, name

    waiting = boss.locator("#line-termine .sv-figures dd").first
    expect(waiting).to_have_text("0")
    with Session.begin() as session:
        routing.enqueue(session, new_call("CA1"), now=clock())
    expect(waiting).to_have_text("1")
    look("board")
    boss.goto("/supervisor/messages")
    boss.get_by_label("Nachricht", exact=True).fill("Kfz-Stelle heute ab 12 Uhr geschlossen")
    boss.get_by_role("button", name="Senden").click()
    expect(desk.get_by_text("Kfz-Stelle heute ab 12 Uhr geschlossen")).to_be_visible()
    axe(desk)
    desk.keyboard.press("Alt+KeyL")
    expect(desk.get_by_text("Kfz-Stelle heute")).to_have_count(0)
    desk.keyboard.press("Alt+KeyR")
    expect(desk.get_by_role("heading", name="Meine Zahlen")).to_be_visible()
    axe(desk)
    picture(desk, "desk-tasks-1280")
    assert desk.url.endswith("/desk/"), "the telephone stays where it is"
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("heading", name="Meine Zahlen")).to_be_hidden()
    boss.reload()
    expect(boss.get_by_text("1 von 1 gelesen")).to_be_visible()
    look("messages")
    for path in ("waiting", "agents", f"agents/{people['ada']}", "reports", "demand"):
        boss.goto(f"/supervisor/{path}")
        look(path.replace("/", "-"))
