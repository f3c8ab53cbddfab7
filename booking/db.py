"""The database that all packages share: one `Base`, aware-UTC times, SQLite or PostgreSQL.

Whoever holds a `Session` holds a transaction that its view opened; nothing below a view commits.
"""

from datetime import UTC, datetime
from threading import Lock
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, create_engine, event, make_url
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Statements are made once and asked again and again: each connection prepares one when it comes again.
PREPARED_AT, PREPARED_AT_MOST = 2, 500


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class UtcTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC. SQLite forgets zones, so what comes out is given its zone back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without its zone: {value!r}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def connect(url: str, *, pool_size: int = 4, wait_s: float = 2.0, at_once: bool = False) -> Engine:
    """An engine for `url`. Times are in seconds.

    So many connections as `pool_size` at most, for a process whose threads may be many more: of 200 callers
    at once the unluckiest waits half as long when few are served at a time and the others stand in line.
    Hence nobody may ask for a second connection while holding one.
    `wait_s` bounds each wait for a connection and each statement, half of it each wait for a lock.
    `at_once`: on PostgreSQL each statement is a transaction of its own, for those that need no other.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, wait_s, pool_size)
    # A wait for a lock ends before its statement would: only then does the error say what was waited for.
    options = f"-c statement_timeout={int(wait_s * 1000)} -c lock_timeout={int(wait_s * 500)} -c timezone=UTC"
    # A connection that changes between the two ways does so at a dozen calls of the driver: so it never does.
    single = {"isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None} if at_once else {}
    engine = create_engine(
        url,
        **single,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait_s,
        hide_parameters=True,  # they hold telephone numbers, and an error ends in the log
        connect_args={
            "connect_timeout": max(2, int(wait_s)),
            "options": options,
            "prepare_threshold": PREPARED_AT,
        },
    )
    event.listen(engine, "connect", _remember_statements)
    return engine


def apart_for_reading(engine: Engine) -> Engine:
    """The engine, with connections beside its own for those who only read; on SQLite as it is.

    PostgreSQL shows each statement what is committed when it begins, be it in a transaction or not. So who
    only reads needs none there, and saves its two trips, and the changes between the two ways. A transaction
    of SQLite sees all at one moment. What is kept of the rules, both share.
    """
    if engine.dialect.name != "postgresql":
        return engine
    kept = {**engine.get_execution_options(), "kept_with": engine}
    apart = connect(engine.url.render_as_string(hide_password=False), at_once=True)
    return engine.execution_options(**kept, for_reading=apart.execution_options(**kept))


def _remember_statements(connection: Any, _record: object) -> None:
    """A busy process has more statements than the driver would keep prepared by itself, which is 100."""
    connection.prepared_max = PREPARED_AT_MOST


def _sqlite(url: str, wait_s: float, pool_size: int) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": wait_s},
        hide_parameters=True,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=wait_s,
    )

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        # The driver opens no transactions of its own: `begin` below does, so that SELECT is inside, too.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA foreign_keys=ON")

    turnstile = Lock()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # SQLite has one writer. Asking for it at the start makes a second one wait in line; asking at the
        # first write would fail at once with "database is locked" where both have read before.
        if connection.get_execution_options().get("read_only", False):
            connection.exec_driver_sql("BEGIN")
            return
        # SQLite's waiters look again now and then, and of many some are unlucky until their time is over. So
        # only one of a process looks; the others stand in line behind it.
        in_line = turnstile.acquire(timeout=wait_s)
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            if in_line:
                turnstile.release()

    return engine
