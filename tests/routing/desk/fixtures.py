"""Fixtures of the desk: an SQLite file with example data, made once and copied for each test.

What differs between the databases lies below the pages, and is tested there on both.
"""

# ruff: noqa: N803 - the fixture is named as what it makes

import shutil
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import sessionmaker

from booking.db import connect
from tests.databases import SqliteTemplate
from tests.routing.conftest import NOW
from tests.routing.desk.app import Clock, NotingLine, PlainSoftphones, desk_app, fill
from tests.routing.desk.steps import Database, Open, People, sign_in


class Filled(NamedTuple):
    """A file with example data, and the ids of its people by login."""

    file: Path
    people: People


@pytest.fixture(scope="session")
def filled_desk(sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    folder = tmp_path_factory.mktemp("desk")
    url = sqlite_template.copy(folder)
    engine = connect(url)
    people = fill(sessionmaker(engine, expire_on_commit=False))
    engine.dispose()
    return Filled(folder / "test.db", people)


@pytest.fixture
def database_url(filled_desk: Filled, tmp_path: Path) -> str:
    shutil.copyfile(filled_desk.file, tmp_path / "desk.db")
    return f"sqlite:///{tmp_path / 'desk.db'}"


@pytest.fixture
def people(filled_desk: Filled) -> People:
    return filled_desk.people


LINE, CLOCK, SOFTPHONES = NotingLine(), Clock(), PlainSoftphones()


@pytest.fixture
def line() -> NotingLine:
    LINE.told, LINE.in_trouble = [], False
    return LINE


@pytest.fixture
def clock() -> Clock:
    CLOCK.now = NOW
    return CLOCK


@pytest.fixture
def softphones() -> PlainSoftphones:
    SOFTPHONES.url, SOFTPHONES.in_trouble = PlainSoftphones.url, False
    return SOFTPHONES


@cache
def _app(sessions: Database, line: NotingLine, clock: Clock, softphones: PlainSoftphones) -> Flask:
    """One application for all tests of a process: to build it and compile its templates takes 100 ms."""
    return desk_app(sessions, line, clock, softphones, csrf=False)


@pytest.fixture
def browser_of(Session: Database, line: NotingLine, clock: Clock, softphones: PlainSoftphones) -> Open:
    """`browser_of("ada")`: a browser in which this person is signed in; `browser_of()`: nobody."""
    app = _app(Session, line, clock, softphones)

    def open_browser(login: str | None = None) -> FlaskClient:
        client = app.test_client()
        if login is not None:
            sign_in(client, login)
        return client

    return open_browser
