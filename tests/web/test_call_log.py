"""The call log in a real browser, on the whole application."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from booking.db import connect
from ivr.app import create_app, furnish
from ivr.tables import CallRow, TurnRow
from routing.staff import add_staff
from tests.settings import example_settings
from tests.web.signing_in import sign_in

pytestmark = pytest.mark.browser
SID = "CA" + "3" * 32


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    engine = connect(sqlite_url)
    now = datetime.now(UTC)
    with Session(engine) as session, session.begin():
        add_staff(session, "otto", "Otto Olsen", "a long password", ["operator"], now=now)
        session.add(
            CallRow(
                sid=SID,
                line="termine",
                caller="+494511234567",
                language="de",
                script="termine",
                started_at=now - timedelta(minutes=2),
                seen_at=now,
            )
        )
        session.flush()
        session.add(turn(0, now, {"kind": "start", "text": "", "confidence": None}, ["Guten Tag."]))
    settings = example_settings(sqlite_url, public_url="http://127.0.0.1")
    yield create_app(settings, house=furnish(settings, engine=engine))
    engine.dispose()


def turn(n: int, now: datetime, heard: dict[str, object], said: list[str]) -> TurnRow:
    return TurnRow(
        call_sid=SID, n=n, at=now, heard=heard, said=said, steps=["main"], state="{}", reply="", took_ms=3.1
    )


def test_an_operator_follows_a_call(
    app: Flask,
    sqlite_url: str,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """From the list into a running call, whose next turn appears by itself; and out again, signed out."""
    page = new_window(base_url=serve(app))
    page.goto("/calls")
    sign_in(page, "otto", "a long password")
    expect(page.get_by_role("heading", name="Anrufe")).to_be_visible()
    expect(page.get_by_text("Läuft noch")).to_be_visible()
    axe(page)
    picture(page, "calls")
    page.get_by_text("Ansicht").click()
    with page.expect_response("**/web/view"):
        page.get_by_role("button", name="Dunkel").click()
    expect(page.locator("html")).to_have_attribute("data-kern-theme", "dark")
    expect(page.get_by_role("button", name="Dunkel")).to_be_focused()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Calls")).to_be_visible()
    axe(page)
    picture(page, "calls_dark")
    page.get_by_text("View", exact=True).click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("link", name="Anrufe", exact=True)).to_be_visible()
    page.locator(f"a[href$='{SID}']").click()
    expect(page.get_by_text("Guten Tag.")).to_be_visible()
    engine = connect(sqlite_url)
    with Session(engine) as session, session.begin():
        session.add(
            turn(1, datetime.now(UTC), {"kind": "keys", "text": "1", "confidence": None}, ["Worum geht es?"])
        )
    engine.dispose()
    expect(page.get_by_text("Worum geht es?")).to_be_visible()
    axe(page)
    picture(page, "call")
    page.get_by_role("button", name="Abmelden").click()
    expect(page.get_by_role("heading", name="Anmelden")).to_be_visible()
