"""The pages of an office in an application of their own, on the book of the small town, on both databases."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, wraps

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker
from werkzeug.test import TestResponse

from booking.office import office_blueprint
from ivr.settings import ROOT
from ivr.web import install_web
from tests.booking.town import NOW

Sessions = sessionmaker[DatabaseSession]

ON_ONE_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""For what is decided before any database is asked."""


@dataclass(eq=False)
class Clock:
    """A clock that stands still until it is set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass(eq=False)
class Who:
    """Who is signed in, and limited to which offices; the guard of these tests lets nobody else in."""

    login: str | None = "jule"
    offices: frozenset[str] | None = None

    def __call__(self) -> str:
        return str(self.login)


CLOCK, WHO = Clock(), Who()


@pytest.fixture
def clock() -> Clock:
    CLOCK.now = NOW
    return CLOCK


@pytest.fixture
def who() -> Who:
    WHO.login, WHO.offices = "jule", None
    return WHO


@pytest.fixture
def pages(Book: Sessions, clock: Clock, who: Who) -> FlaskClient:  # noqa: N803
    """A browser on the pages, with the small town behind them."""
    return _app(Book, clock, who).test_client()


@cache
def _app(sessions: Sessions, clock: Clock, who: Who) -> Flask:
    """One application for all tests of a process: to build it and compile its templates takes 100 ms."""

    def guard(view: Callable[..., object]) -> Callable[..., object]:
        @wraps(view)
        def guarded(*args: object, **kwargs: object) -> object:
            if who.login is None:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    app = Flask(__name__)
    app.config.update(SECRET_KEY="x" * 32)
    install_web(app, assets_dir=ROOT / "node_modules", softphone_url=None)
    app.register_blueprint(
        office_blueprint(sessions, clock, guard, who, limits=lambda: who.offices, languages=("de", "en"))
    )
    return app


def text_of(response: TestResponse, status: int = 200) -> str:
    """What a reader sees, in one line."""
    assert response.status_code == status, response.text
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
