"""Signing in as everybody does: by the page."""

from playwright.sync_api import Page


def sign_in(page: Page, login: str, password: str) -> None:
    """Fill in what the page asks for, which is open already, and send it."""
    page.get_by_label("Anmeldename").fill(login)
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()
