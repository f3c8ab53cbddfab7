"""The frame and the call log in a real browser."""

from collections.abc import Callable

import pytest
from flask import Flask, flash, render_template_string
from playwright.sync_api import Page, expect

from ivr.settings import ROOT
from ivr.web import install_web

pytestmark = pytest.mark.browser

PAGE = """{% extends "frame.html" %}{% block content %}
<h1 class="kern-heading-large">Seite</h1>
<form hx-post="/answer" hx-target="#there"><button class="kern-btn kern-btn--primary">
<span class="kern-label">Senden</span></button></form><p id="there" class="kern-body">Nichts.</p>
{% endblock %}"""


@pytest.fixture
def app() -> Flask:
    from flask_wtf import CSRFProtect

    app = Flask(__name__)
    app.secret_key = "x" * 32
    CSRFProtect(app)
    install_web(app, assets_dir=ROOT / "node_modules", softphone_url=None)

    def page() -> str:
        flash("Gespeichert.", "success")
        return render_template_string(PAGE)

    app.add_url_rule("/", "page", page)
    app.add_url_rule("/answer", "answer", lambda: "Angekommen.", methods=["POST"])
    return app


def test_a_page_works_under_its_own_policy(
    app: Flask,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """Styles, fonts and scripts load, htmx sends the token against forgery, and axe finds nothing."""
    page = new_window(base_url=serve(app))
    page.goto("/")
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Fira Sans\"'))")
    page.get_by_role("button", name="Senden").click()
    expect(page.locator("#there")).to_have_text("Angekommen.")
    axe(page)
    picture(page, "frame")


def test_the_skip_link_is_the_first_stop(
    app: Flask, serve: Callable[[Flask], str], new_window: Callable[..., Page]
) -> None:
    """Who works with the keyboard can go past the header with one key."""
    page = new_window(base_url=serve(app))
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt springen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_error_pages_in_the_dark(
    app: Flask,
    serve: Callable[[Flask], str],
    new_window: Callable[..., Page],
    axe: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    """A browser that prefers dark gets dark pages with the same contrast."""
    page = new_window(base_url=serve(app), color_scheme="dark", forgive=("404",))
    page.goto("/nowhere")
    expect(page.get_by_role("heading", name="Seite nicht gefunden")).to_be_visible()
    axe(page)
    picture(page, "error-dark")
