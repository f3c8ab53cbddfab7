"""Databases for tests: a template with all tables is made once, and each test gets a copy of its own.

PostgreSQL takes 50 ms and a checkpoint to copy a database, and 10 ms to empty one: so a copy that was given
back is emptied, and serves again.
"""

import shutil
import uuid
from collections import Counter
from pathlib import Path
from zlib import crc32

import psycopg
import pytest
from _pytest.mark import ParameterSet
from sqlalchemy import Connection, create_engine, make_url, text
from sqlalchemy.pool import NullPool

import booking.api.tables
import booking.tables  # noqa: F401
import ivr.console.picture.tables
import ivr.editions.tables
import ivr.experiments.tables
import ivr.kept_languages
import ivr.recordings.tables
import ivr.replay.tables
import ivr.tables  # noqa: F401
import routing.audit_table
import routing.desk_tables
import routing.people_tables
import routing.spoken_names
import routing.tables
import routing.talks.tables
import routing.tapes.tables  # noqa: F401
from booking.db import Base, connect

BOTH = ("sqlite", "postgresql")


def one_of_both(story: str) -> list[ParameterSet]:
    """For stories of the whole line, of which half is told on either database and all on both by
    `make soak-suite`: what a database does in its own way is shown nearer to it, always on both.
    """
    other = BOTH[crc32(story.encode()) % 2]
    return [pytest.param(each, marks=pytest.mark.long if each == other else ()) for each in BOTH]


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


UNGUARDED = "SET session_replication_role = replica;"  # no triggers: one of them guards the audit log
AT_REST = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle';
"""
FROM_ONE = """
DO $$ DECLARE name text; BEGIN
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        EXECUTE 'ALTER SEQUENCE ' || quote_ident(name) || ' RESTART';
    END LOOP;
END $$
"""
SERVES = 40  # then a copy is dropped: nobody vacuums what its tests leave behind


class PostgresqlTemplate:
    """A database with all tables on the server at `url`, copied for each test."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = make_url(url), name
        self._empty: list[str] = []  # addresses of copies that can serve again
        self._served: Counter[str] = Counter()
        # AUTOCOMMIT: databases cannot be made or dropped inside a transaction.
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with self._admin.connect() as connection:
            if not _exists(connection, name):
                connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE template0'))
                create_tables(self._url_of(name))

    def copy(self) -> str:
        """A database with all tables, empty, that nobody else uses."""
        url = self._empty.pop() if self._empty else self._make(self._name)
        self._served[url] += 1
        return url

    def give_back(self, url: str) -> None:
        """A copy that its test needs no more."""
        if self._served[url] >= SERVES:
            self.drop(url)
            return
        rows = "".join(f"DELETE FROM {table.name};" for table in reversed(Base.metadata.sorted_tables))
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            connection.execute(UNGUARDED + AT_REST + rows + FROM_ONE)
        self._empty.append(url)

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
