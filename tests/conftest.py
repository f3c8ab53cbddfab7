"""Fixtures of all tests: a fresh database with all tables, on SQLite and on PostgreSQL."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST
from sqlalchemy import Engine
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing.staff import hash_at
from tests.databases import PostgresqlTemplate, SqliteTemplate
from tests.engines import lent
from tests.logs import be_brief
from tests.postgresql import Server, lock


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite tests/calls/*.call to what happens now")
    parser.addoption("--pictures", action="store_true", help="keep pictures of the pages in build/screens")


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> None:
    """A password costs 50 ms on purpose, of which a thousand sign-ins would make a minute."""
    hash_at(CHEAPEST)


@pytest.fixture(scope="session", autouse=True)
def brief_logs() -> None:
    be_brief()


@pytest.fixture(scope="session")
def run_name() -> str:
    """One name for all workers of a test run."""
    return os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid.uuid4().hex)[:12]


@pytest.fixture(scope="session")
def run_lock(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A lock file that all workers of a test run share."""
    base = tmp_path_factory.getbasetemp()
    return (base if worker_id == "master" else base.parent) / "postgresql.lock"


@pytest.fixture(scope="session")
def shared_postgresql(run_name: str, run_lock: Path) -> Iterator[str]:
    """The address of the PostgreSQL that all workers share: TEST_DATABASE_URL, else one out of the wheel."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    # Not under pytest's own folder: the server's user must be able to enter, and a socket's path is short.
    with lock(run_lock):
        server = Server(Path(tempfile.gettempdir()) / f"durchwahl-{run_name}")
    yield server.url()
    with lock(run_lock):
        server.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    return SqliteTemplate(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_template(
    shared_postgresql: str, run_name: str, run_lock: Path
) -> Iterator[PostgresqlTemplate]:
    with lock(run_lock):
        template = PostgresqlTemplate(shared_postgresql, f"template_{run_name}")
    yield template
    if os.environ.get("TEST_DATABASE_URL"):
        template.drop_template()


@pytest.fixture
def sqlite_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """A fresh SQLite file with all tables, empty."""
    return sqlite_template.copy(tmp_path)


@pytest.fixture
def postgresql_url(postgresql_template: PostgresqlTemplate) -> Iterator[str]:
    """A PostgreSQL database with all tables, empty."""
    url = postgresql_template.copy()
    yield url
    postgresql_template.give_back(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: on a fresh SQLite and on a fresh PostgreSQL, each with all tables, empty."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The test runs twice: on a new SQLite and on a new PostgreSQL database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    template: PostgresqlTemplate = request.getfixturevalue("postgresql_template")
    url = template.nothing()
    yield url
    template.drop(url)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with lent(database_url) as engine:
        yield engine


SESSIONS = sessionmaker[DatabaseSession](expire_on_commit=False)


@pytest.fixture
def Session(engine: Engine) -> sessionmaker[DatabaseSession]:  # noqa: N802 - it makes sessions, as the class does
    """One maker for all tests of a process, on the database of this one.

    So an application that was built upon it serves the next test, too: to build one takes 30 to 200 ms.
    """
    SESSIONS.configure(bind=engine)
    return SESSIONS


@pytest.fixture
def postgresql_server(tmp_path: Path) -> Iterator[Server]:
    """An own, empty PostgreSQL that a test may `stop()` and `start()` again; see `url(database)`."""
    server = Server(Path(tempfile.mkdtemp(prefix="durchwahl-")))
    yield server
    server.close()
