"""Who only reads has connections apart, and sees what everybody sees."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking.db import apart_for_reading
from booking.kept import changing, kept
from booking.sql import run
from routing.store import reading
from routing.tables import StaffRow

Sessions = sessionmaker[DatabaseSession]
ANNA = {"login": "anna", "name": "Anna", "password_hash": "", "roles": ["agent"], "epoch": 0}


def count(session: DatabaseSession) -> int:
    return int(run(session, select(func.count()).select_from(StaffRow)).scalar_one())


@pytest.fixture
def database(engine: Engine) -> Iterator[Sessions]:
    """As in a running process: rules are kept for a moment, readers have connections apart."""
    both = apart_for_reading(engine.execution_options(rules_kept_s=60.0))
    yield sessionmaker(both)
    apart = both.get_execution_options().get("for_reading")
    if apart is not None:
        apart.dispose()


def test_a_reader_sees_what_was_committed(database: Sessions) -> None:
    with database.begin() as session:
        run(session, insert(StaffRow), ANNA)
        if (
            session.get_bind().dialect.name == "postgresql"
        ):  # a reader of SQLite sees no open transaction either
            with reading(database) as other:
                assert count(other) == 0
    with reading(database) as session:
        assert count(session) == 1


def test_a_change_of_what_is_kept_is_read_anew_by_readers_too(database: Sessions) -> None:
    """After the commit, in this process at once: whoever kept it."""
    with reading(database) as session:
        assert kept(session, count) == 0
    with database.begin() as session:
        assert kept(session, count) == 0
        changing(session)
        run(session, insert(StaffRow), ANNA)
    with reading(database) as session:
        assert kept(session, count) == 1


def test_readers_do_not_wait_for_those_who_write(engine: Engine, database: Sessions) -> None:
    """All connections of the writers are taken; on SQLite they have the same ones."""
    if engine.dialect.name == "sqlite":
        pytest.skip("one pool for both")
    writers = [database() for _ in range(4)]
    try:
        for each in writers:
            each.connection()
        with reading(database) as session:
            assert count(session) == 0
    finally:
        for each in writers:
            each.close()
