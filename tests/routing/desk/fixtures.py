"""Fixtures of the desk: an SQLite file with example data, made once and copied for each test.

What differs between the databases lies below the pages, and is tested there on both.
"""

# ruff: noqa: N803 - the fixture is named as what it makes

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import sessionmaker

from booking.db import connect
from tests.databases import SqliteTemplate
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


@pytest.fixture
def line() -> NotingLine:
    return NotingLine()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def softphones() -> PlainSoftphones:
    return PlainSoftphones()


@pytest.fixture
def browser_of(Session: Database, line: NotingLine, clock: Clock, softphones: PlainSoftphones) -> Open:
    """`browser_of("ada")`: a browser in which this person is signed in; `browser_of()`: nobody."""
    app = desk_app(Session, line, clock, softphones, csrf=False)

    def open_browser(login: str | None = None) -> FlaskClient:
        client = app.test_client()
        if login is not None:
            sign_in(client, login)
        return client

    return open_browser
