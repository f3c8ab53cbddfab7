"""The few places where SQLite and PostgreSQL are spoken to differently, and how statements are run."""

import zlib
from typing import Any

from sqlalchemy import BigInteger, CursorResult, Executable, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from booking.db import Base

Insert = postgresql.Insert | sqlite.Insert


def run(session: Session, statement: Executable, rows: Any = None) -> CursorResult[*tuple[Any, ...]]:
    """Run it in the session's transaction. Past the unit of work: the book keeps no objects in it."""
    return session.connection().execute(statement, rows)


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


_LOCK = select(func.pg_advisory_xact_lock(bindparam("key", type_=BigInteger)))
