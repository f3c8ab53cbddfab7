"""The pages of an office in an application of their own, on the book of the small town, on both databases."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
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


class Compiled(BytecodeCache):
    """The pages' templates, compiled once for all tests: each test has an application of its own."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@dataclass
class Clock:
    """A clock that stands still until it is set."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Who:
    """Who is signed in, and limited to which offices; the guard of these tests lets nobody else in."""

    login: str | None = "jule"
    offices: frozenset[str] | None = None

    def __call__(self) -> str:
        return str(self.login)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def who() -> Who:
    return Who()


@pytest.fixture
def pages(Book: Sessions, clock: Clock, who: Who) -> FlaskClient:  # noqa: N803
    """A browser on the pages, with the small town behind them."""

    def guard(view: Callable[..., object]) -> Callable[..., object]:
        @wraps(view)
        def guarded(*args: object, **kwargs: object) -> object:
            if who.login is None:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    app = Flask(__name__)
    app.config.update(SECRET_KEY="x" * 32)
    app.jinja_options = {"bytecode_cache": COMPILED}
    install_web(app, assets_dir=ROOT / "node_modules", softphone_url=None)
    app.register_blueprint(
        office_blueprint(Book, clock, guard, who, limits=lambda: who.offices, languages=("de", "en"))
    )
    return app.test_client()


def text_of(response: TestResponse, status: int = 200) -> str:
    """What a reader sees, in one line."""
    assert response.status_code == status, response.text
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())
