"""Every route states who may use it, and keeps strangers out."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from booking.db import connect
from ivr.app import create_app, furnish
from routing.guards import Role
from routing.staff import add_staff
from tests.settings import example_settings

GUARDS = {"open", "half", "carrier", "token", "client"}
EXAMPLES = {"IntegerConverter": 1, "UnicodeConverter": "x", "PathConverter": "x"}


@pytest.fixture
def app(sqlite_url: str) -> Iterator[Flask]:
    settings = example_settings(sqlite_url, require_second_factor="none", metrics_token="a-token")
    engine = connect(sqlite_url)
    yield create_app(settings, house=furnish(settings, engine=engine))
    engine.dispose()


def routes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.rpartition(".")[2] != "static"]


def guard_of(app: Flask, rule: Rule) -> str | None:
    return getattr(app.view_functions[rule.endpoint], "guard", None)


def test_every_route_states_its_guard(app: Flask) -> None:
    """A view that says nothing about who may use it fails here, even one that is meant for all."""
    known = GUARDS | {str(role) for role in Role}
    silent = {
        rule.rule
        for rule in routes(app)
        if not (guard := guard_of(app, rule)) or set(guard.split("|")) - known
    }
    assert silent == set()


def test_strangers_reach_nothing_that_is_guarded(app: Flask) -> None:
    """Whoever is not signed in and signs nothing is refused or sent to sign in, at every guarded route."""
    client = app.test_client()
    let_in = {}
    for rule in routes(app):
        if guard_of(app, rule) == "open":
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = client.open(address(app, rule), method=method)
            # 400: the token against forgery is missing, which is asked for before the guard.
            sent_away = answer.status_code == 302 and "/sign-in" in answer.location
            if not sent_away and answer.status_code not in (400, 401, 403):
                let_in[f"{method} {rule.rule}"] = answer.status_code
    assert let_in == {}


def address(app: Flask, rule: Rule) -> str:
    values = {name: EXAMPLES[type(kind).__name__] for name, kind in rule._converters.items()}
    with app.test_request_context():
        return app.url_for(rule.endpoint, **values)


def test_everybody_begins_where_they_may_be(app: Flask, sqlite_url: str) -> None:
    """The first page of one's role, even for who opened the desk's address, which is not for them."""
    app.config["WTF_CSRF_ENABLED"] = False
    begun = {}
    engine = connect(sqlite_url)
    for role in Role:
        with Session(engine) as session, session.begin():
            add_staff(session, role, role, "a long password", [role], now=datetime.now(UTC))
        form = {"login": role, "password": "a long password", "next": "/desk/"}
        begun[role] = app.test_client().post("/sign-in", data=form).location
    engine.dispose()
    assert begun == {
        Role.AGENT: "/desk/",
        Role.SUPERVISOR: "/supervisor/",
        Role.OPERATOR: "/calls",
        Role.OFFICE: "/office/",
        Role.ADMIN: "/supervisor/",
    }


def test_programs_need_no_token_of_a_page(app: Flask) -> None:
    """The API asks for a key, and never for what protects browsers against forged requests."""
    answer = app.test_client().post("/api/v1/holds", json={})
    assert (answer.status_code, answer.json["code"]) == (401, "unknown_key")
