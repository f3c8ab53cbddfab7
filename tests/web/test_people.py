"""People in a real browser: an invitation, a passkey by Chromium's authenticator, accounts, the log."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from booking.db import connect
from ivr.app import create_app, furnish
from routing.staff import add_staff
from tests.settings import example_settings

pytestmark = pytest.mark.browser
PASSWORD = "a long password"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    engine = connect(sqlite_url)
    with Session(engine) as session, session.begin():
        add_staff(session, "ines", "Ines Wulf", PASSWORD, ["admin"], now=datetime.now(UTC))
    settings = example_settings(
        sqlite_url, public_url="http://localhost", require_second_factor="operator admin"
    )
    yield create_app(settings, house=furnish(settings, engine=engine))
    engine.dispose()


def test_from_an_invitation_to_a_passkey(
    app: Flask,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """An administrator sets up codes and invites an operator, who makes a passkey and signs in with it."""

    def look(page: Page, name: str) -> None:
        axe(page)
        picture(page, f"people_{name}")

    base = serve(app).replace("127.0.0.1", "localhost")  # passkeys want a name
    ines = new_window(base_url=base)
    ines.goto("/accounts")
    ines.get_by_label("Anmeldename").fill("ines")
    ines.get_by_label("Passwort").fill(PASSWORD)
    look(ines, "sign_in")
    ines.get_by_role("button", name="Anmelden").click()
    secret = ines.locator(".pe-secret").inner_text().replace(" ", "")
    look(ines, "set_up")
    ines.get_by_label("Code aus der App").fill(pyotp.TOTP(secret).now())
    ines.get_by_role("button", name="Einrichten").click()
    expect(ines.locator(".pe-codes li")).to_have_count(8)
    look(ines, "recovery")
    ines.get_by_role("link", name="Ich habe die Codes aufbewahrt").click()

    ines.get_by_role("link", name="Neues Konto").click()
    ines.get_by_label("Anmeldename").fill("olaf")
    ines.get_by_label("Name", exact=True).fill("Olaf Ohm")
    ines.get_by_label("Betrieb", exact=True).check()
    look(ines, "invite")
    ines.get_by_role("button", name="Neues Konto").click()
    link = ines.locator(".pe-link code").inner_text()
    look(ines, "link")

    olaf = new_window(base_url=base)
    keys = olaf.context.new_cdp_session(olaf)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    olaf.goto(link)
    look(olaf, "welcome")
    olaf.get_by_label("Neues Passwort").fill("vier lose Wörter hier")
    olaf.get_by_role("button", name="Passwort festlegen").click()
    olaf.get_by_role("button", name="Passkey hinzufügen").click()
    expect(olaf.get_by_role("heading", name="Ihr Konto")).to_be_visible()
    expect(olaf.get_by_text("Unbenutzte Codes: 0")).to_be_visible()
    look(olaf, "account")
    olaf.set_viewport_size({"width": 768, "height": 1024})
    picture(olaf, "people_account_768")
    olaf.get_by_role("button", name="Abmelden").click()
    olaf.get_by_label("Anmeldename").fill("olaf")
    olaf.get_by_label("Passwort").fill("vier lose Wörter hier")
    olaf.get_by_label("Passwort").press("Enter")
    expect(olaf.get_by_label("Code")).to_be_visible()
    look(olaf, "second")
    olaf.get_by_role("button", name="Mit Passkey fortfahren").click()
    expect(olaf.get_by_role("link", name="Olaf Ohm")).to_be_visible()

    ines.get_by_role("link", name="Alle Konten").click()
    expect(ines.get_by_role("row", name="Olaf Ohm")).to_contain_text("aktiv")
    look(ines, "accounts")
    ines.get_by_role("link", name="Olaf Ohm").click()
    look(ines, "account_of_another")
    ines.set_viewport_size({"width": 768, "height": 1024})
    picture(ines, "people_account_of_another_768")
    ines.get_by_role("link", name="Prüfprotokoll").click()
    ines.get_by_role("button", name="Auf Unversehrtheit prüfen").click()
    expect(ines.get_by_text("Unversehrt: ")).to_be_visible()
    look(ines, "audit")
    ines.get_by_text("Ansicht").click()
    ines.get_by_role("button", name="English").click()
    expect(ines.get_by_role("heading", name="Audit log")).to_be_visible()
    ines.get_by_text("View").click()
    ines.get_by_role("button", name="Dark").click()
    expect(ines.locator("html")).to_have_attribute("data-kern-theme", "dark")
    picture(ines, "people_audit_768")
