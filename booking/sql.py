"""The few places where SQLite and PostgreSQL are spoken to differently, and how statements are run."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import BigInteger, Executable, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booking import made_once
from booking.db import Base
from booking.made_once import Ran

Insert = postgresql.Insert | sqlite.Insert


def run(session: Session, statement: Executable, rows: Any = None) -> Ran:
    """Run it in the session's transaction. Past the unit of work: the book keeps no objects in it."""
    if isinstance(rows, list):
        return session.connection().execute(statement, rows)
    return made_once.run(session.connection(), statement, rows)


@contextmanager
def all_or_nothing(session: Session) -> Iterator[None]:
    """What an error ends within is undone, and the transaction around it can go on.

    `session.begin_nested()` does the same for the unit of work, too, and takes five times as long: each has a
    name of its own, which no cache of statements knows. The book keeps no objects in the session.
    """
    connection = session.connection()
    connection.exec_driver_sql("SAVEPOINT book")
    try:
        yield
    except BaseException:
        if not connection.invalidated:  # else there is nobody to undo it, and nothing was kept
            connection.exec_driver_sql("ROLLBACK TO SAVEPOINT book")
            connection.exec_driver_sql("RELEASE SAVEPOINT book")
        raise
    connection.exec_driver_sql("RELEASE SAVEPOINT book")


def insert_into(session: Session, table: type[Base]) -> Insert:
    """An INSERT that knows ON CONFLICT, which both databases have and standard SQL has not."""
    return insert_for(dialect(session), table)


def insert_for(database: str, table: type[Base]) -> Insert:
    """The same for statements that are made once for each kind of `database`."""
    return sqlite.insert(table) if database == "sqlite" else postgresql.insert(table)


def dialect(session: Session) -> str:
    """ "sqlite" or "postgresql"."""
    return session.get_bind().dialect.name


def one_at_a_time(session: Session, name: str) -> None:
    """Until this transaction ends, no other passes with the same `name`. SQLite has one writer anyway."""
    if dialect(session) == "postgresql":
        run(session, _LOCK, {"key": zlib.crc32(name.encode())})


def alone(session: Session, name: str) -> bool:
    """Whether no other is at this `name`, and none will be until this transaction ends. Does not wait."""
    if dialect(session) != "postgresql":
        return True  # SQLite has one writer
    return bool(run(session, _TRY, {"key": zlib.crc32(name.encode())}).scalar())


_TRY = select(func.pg_try_advisory_xact_lock(bindparam("key", type_=BigInteger)))
_LOCK = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))
