"""The supervisor in a real browser: live figures, a message that reaches a desk, and pages for everybody."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

import routing
from tests.routing.conftest import new_call
from tests.routing.desk.app import Clock
from tests.routing.desk.steps import Database, People

pytestmark = pytest.mark.browser


def test_the_supervisor_sees_and_acts(
    sit_down: Callable[..., Page],
    Session: Database,
    clock: Clock,
    people: People,
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """The board moves by itself, a message reaches a desk at once; all pages pass axe-core at both widths."""
    boss, desk = sit_down("gesa", "/supervisor/"), sit_down("elif")

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
