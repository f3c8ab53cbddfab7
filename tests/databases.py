"""Databases for tests: a template with all tables is made once, and each test gets a copy of its own."""

import shutil
import uuid
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

import booking.api.tables
import booking.tables  # noqa: F401
import ivr.tables  # noqa: F401
import routing.tables  # noqa: F401
from booking.db import Base, connect


def create_tables(url: str) -> None:
    engine = connect(url, pool_size=1)
    try:
        Base.metadata.create_all(engine)
    finally:
        engine.dispose()


class SqliteTemplate:
    """An SQLite file with all tables, copied for each test."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "template.db"
        create_tables(f"sqlite:///{self._file}")

    def copy(self, folder: Path) -> str:
        path = folder / "test.db"
        shutil.copyfile(self._file, path)
        return f"sqlite:///{path}"


class PostgresqlTemplate:
    """A database with all tables on the server at `url`, copied for each test."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = make_url(url), name
        # AUTOCOMMIT: databases cannot be made or dropped inside a transaction.
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with self._admin.connect() as connection:
            if not _exists(connection, name):
                connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
                create_tables(self._url_of(name))

    def copy(self) -> str:
        """A new database with all tables, empty."""
        return self._make(self._name)

    def nothing(self) -> str:
        """A new database without any table."""
        return self._make("template0")

    def _make(self, template: str) -> str:
        name = f"test_{uuid.uuid4().hex}"
        with self._admin.connect() as connection:
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'))
        return self._url_of(name)

    def drop(self, url: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{make_url(url).database}" WITH (FORCE)'))

    def drop_template(self) -> None:
        self.drop(self._url_of(self._name))

    def _url_of(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


def _exists(connection: Connection, name: str) -> bool:
    found = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": name})
    return found.first() is not None
