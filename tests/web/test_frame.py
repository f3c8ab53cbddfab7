"""The frame of all pages: its files, its headers, its errors."""

from pathlib import Path

import pytest
from flask import Flask, abort, render_template_string
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from ivr.settings import ROOT
from ivr.web import install_web
from ivr.web.headers import content_policy

PAGE = '{% extends "frame.html" %}{% block content %}<h1>Seite</h1>{% endblock %}'


def app_with(softphone_url: str | None = None) -> Flask:
    app = Flask(__name__)
    install_web(app, assets_dir=ROOT / "node_modules", softphone_url=softphone_url)
    app.add_url_rule("/", "page", lambda: render_template_string(PAGE))
    app.add_url_rule("/refused", "refused", lambda: abort(403))
    app.add_url_rule("/teapot", "teapot", lambda: abort(418))

    def broken() -> str:
        raise RuntimeError("secret detail")

    def away() -> str:
        raise OperationalError("SELECT 1", {}, Exception("connection refused"))

    app.add_url_rule("/broken", "broken", broken)
    app.add_url_rule("/away", "away", away)
    return app


@pytest.fixture
def client() -> FlaskClient:
    return app_with().test_client()


def test_all_files_of_a_page_exist_here(client: FlaskClient) -> None:
    """Each stylesheet, script and icon that a page names is served from the same host."""
    import re

    page = client.get("/").text
    addresses = re.findall(r'(?:href|src)="([^"#]+)"', page)
    assert len(addresses) >= 6
    for address in addresses:
        assert address.startswith("/"), address
        assert client.get(address.replace("&amp;", "&"), buffered=True).status_code == 200, address


def test_fonts_that_the_stylesheet_names_are_served(client: FlaskClient) -> None:
    """The addresses inside KERN's own stylesheets lead to files that may be fetched."""
    import re

    css = client.get("/assets/@kern-ux/native/dist/fonts/fira-sans.css").text
    fonts = re.findall(r'url\("\./([^"]+)"\)', css)
    assert fonts
    for font in fonts:
        assert client.get(f"/assets/@kern-ux/native/dist/fonts/{font}").status_code == 200


def test_files_are_kept_for_a_year_once_their_address_has_a_fingerprint(client: FlaskClient) -> None:
    """What cannot change under its address is not asked for again."""
    plain = client.get("/assets/htmx.org/dist/htmx.min.js")
    marked = client.get("/assets/htmx.org/dist/htmx.min.js?v=1")
    assert plain.cache_control.max_age == 24 * 3600
    assert not plain.cache_control.immutable
    assert marked.cache_control.max_age == 365 * 24 * 3600
    assert marked.cache_control.immutable


def test_text_files_are_packed_for_who_can_unpack(client: FlaskClient) -> None:
    """A stylesheet of 340 kB travels as a tenth of it."""
    import gzip

    address = "/assets/@kern-ux/native/dist/kern.min.css"
    plain = client.get(address).data
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == plain
    assert len(packed.data) < len(plain) / 5


@pytest.mark.parametrize(
    "path",
    [
        "/assets/htmx.org/package.json",
        "/assets/@kern-ux/native/dist/fonts/../../package.json",
        "/assets/@kern-ux/native/dist/fonts/fira-sans/..%2f..%2f..%2fpackage.json",
        "/assets/../pyproject.toml",
        "/assets/axe-core/axe.min.js",
    ],
)
def test_other_files_of_packages_are_out_of_reach(client: FlaskClient, path: str) -> None:
    """Only what pages need is served."""
    assert client.get(path).status_code == 404


def test_pages_may_do_little(client: FlaskClient) -> None:
    """Nothing inline, nothing from elsewhere, no frame around us, nothing kept in a cache."""
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "microphone=(self)" in headers["Permissions-Policy"]


def test_the_policy_lets_the_softphone_reach_its_carrier_and_nobody_else() -> None:
    """A configured carrier takes the place of Twilio's hosts."""
    plain = content_policy("http://127.0.0.1:8081")
    assert "connect-src 'self' http://127.0.0.1:8081 ws://127.0.0.1:8081;" in plain
    assert "twilio" not in plain
    assert "wss://*.twilio.com" in content_policy(None)


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "Seite nicht gefunden"),
        ("/refused", 403, "Kein Zugang"),
        ("/teapot", 418, "Die Eingabe konnte nicht gelesen werden"),
        ("/broken", 500, "Hier ist ein Fehler passiert"),
        ("/away", 503, "Das System ist gerade nicht erreichbar"),
    ],
)
def test_errors_are_said_in_german_and_give_nothing_away(
    client: FlaskClient, path: str, status: int, words: str
) -> None:
    """Each error has its page within the frame; what went wrong inside is for the log."""
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert "<header" in answer.text
    assert "secret detail" not in answer.text


def test_htmx_gets_just_the_message(client: FlaskClient) -> None:
    """An error that is put into a page does not bring a second page along."""
    answer = client.get("/refused", headers={"HX-Request": "true"})
    assert "Kein Zugang" in answer.text
    assert "<header" not in answer.text


def test_the_token_against_forgery_is_in_the_page_where_there_is_one() -> None:
    """With forgery protection set up, each page carries the token that its script sends along."""
    from flask_wtf import CSRFProtect

    app = app_with()
    app.secret_key = "x" * 32
    CSRFProtect(app)
    assert '<meta name="csrf-token" content="' in app.test_client().get("/").text
    assert "X-CSRFToken" in Path(ROOT / "ivr/web/static/durchwahl.js").read_text()
