"""All rows of a database as one text: what is the same before and after was left alone."""

from sqlalchemy import Connection, Engine, select

import ivr.app  # noqa: F401 - with it every table is known
from booking.db import Base


def everything_in(engine: Engine) -> str:
    """Each row of each table, in the order of their keys."""
    with engine.connect().execution_options(read_only=True) as connection:
        return "\n".join(f"{table} {row}" for table in _tables() for row in _rows(connection, table))


def _tables() -> list[str]:
    return sorted(Base.metadata.tables)


def _rows(connection: Connection, name: str) -> list[str]:
    table = Base.metadata.tables[name]
    return [repr(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
