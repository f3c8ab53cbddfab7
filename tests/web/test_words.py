"""The words of pages in two languages, and the choice of language and colours."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from booking.db import connect
from ivr.app import create_app, furnish
from ivr.settings import ROOT
from ivr.web import words
from routing.staff import add_staff
from tests.settings import example_settings
from voice_prompts.catalog import Catalog
from voice_prompts.faults import PromptMissing

PASSWORD = "a long password"
TEMPLATES = sorted(
    path for package in ("booking", "routing", "ivr") for path in (ROOT / package).rglob("*.html")
)
PAGE = '{% extends "frame.html" %}{% block content %}<h1>{{ t("errors.404.title") }}</h1>{% endblock %}'


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    engine = connect(sqlite_url)
    with Session(engine) as session, session.begin():
        add_staff(session, "gesa", "Gesa", PASSWORD, ["supervisor"], now=datetime.now(UTC))
    settings = example_settings(sqlite_url, require_second_factor="none")
    app = create_app(settings, house=furnish(settings, engine=engine))
    app.config.update(WTF_CSRF_ENABLED=False, SESSION_COOKIE_SECURE=False)
    app.add_url_rule("/bilingual", "bilingual", lambda: render_template_string(PAGE))
    yield app
    engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.post("/sign-in", data={"login": "gesa", "password": PASSWORD})
    return client


def test_both_languages_say_the_same() -> None:
    """Every text in both languages, with the same placeholders."""
    catalog = Catalog.load(words.TEXTS)
    assert [str(fault) for fault in catalog.faults] == []
    assert catalog.languages == set(words.LANGUAGES)


def test_every_text_that_a_template_names_is_there() -> None:
    """Also on the pages that no test opens."""
    named = {
        (key, str(path.relative_to(ROOT)))
        for path in TEMPLATES
        for key in re.findall(r"""\bt\(\s*["']([\w.]+)["']\s*[,)]""", path.read_text(encoding="utf-8"))
    }
    known = words.texts().keys()
    assert named
    assert {each for each in named if each[0] not in known} == set()


def test_a_text_that_is_missing_is_loud(app: Flask) -> None:
    """No page goes out with a hole in it."""
    with app.test_request_context(), pytest.raises(PromptMissing):
        render_template_string('{{ t("nowhere.to_be_found") }}')


def test_a_choice_is_kept_with_the_account(app: Flask, client: FlaskClient) -> None:
    """The next browser of this person shows the same; pages that are German alone say so."""
    page = "/supervisor/"
    assert client.post("/web/view", data={"language": "en", "page": page}).location == page
    client.post("/web/view", data={"theme": "dark", "page": page})
    client.post("/web/view", data={"language": "tlh", "theme": "pink"})
    other = app.test_client()
    other.post("/sign-in", data={"login": "gesa", "password": PASSWORD})
    for browser in (client, other):
        board, both = browser.get(page).text, browser.get("/bilingual").text
        assert '<html lang="de" data-kern-theme="dark">' in board
        assert re.search(r'<nav id="dw-places" lang="en" aria-label="Areas">', board)
        assert '<html lang="en" data-kern-theme="dark">' in both
        assert "<h1>Page not found</h1>" in both


def test_a_stranger_is_answered_as_the_browser_asks(app: Flask) -> None:
    """The browser's language, until one is chosen; German where it asks for neither."""
    client = app.test_client()
    for asked, told in (("en-GB,en;q=0.8", "en"), ("fr", "de"), ("de", "de")):
        assert f'<html lang="{told}">' in client.get("/nowhere", headers={"Accept-Language": asked}).text
    client.post("/web/view", data={"language": "en", "theme": "light"})
    page = client.get("/nowhere", headers={"Accept-Language": "de"}).text
    assert '<html lang="en" data-kern-theme="light">' in page
    assert 'name="color-scheme" content="light"' in page


def test_the_desk_is_not_loaded_anew(client: FlaskClient) -> None:
    """A reload would drop the call on its telephone: there, htmx changes the frame and nothing else."""
    htmx = {"HX-Request": "true"}
    desk = client.post("/web/view", data={"language": "en", "page": "/desk/talks?x=1"}, headers=htmx)
    assert "HX-Redirect" not in desk.headers
    assert 'aria-current="page">Conversations</a>' in desk.text
    assert 'value="/desk/talks?x=1"' in desk.text
    themed = client.post("/web/view", data={"theme": "dark", "page": "/bilingual"}, headers=htmx)
    assert themed.headers["HX-Trigger"] == '{"dw-theme": {"target": "html", "theme": "dark"}}'
    both = client.post("/web/view", data={"language": "de", "page": "/bilingual"}, headers=htmx)
    assert both.headers["HX-Redirect"] == "/bilingual"
    sent = client.post("/web/view", data={"language": "en", "page": "/account/password"}, headers=htmx)
    assert sent.headers["HX-Redirect"] == "/account"


@pytest.mark.parametrize(
    "page", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_a_choice_leads_to_no_other_host(client: FlaskClient, page: str) -> None:
    """Who sends a form may name a page of ours, and nothing else."""
    assert client.post("/web/view", data={"theme": "dark", "page": page}).location == "/"
