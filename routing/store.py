"""The database as pages use it: each view opens one transaction, and sees from its name whether it writes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

# PostgreSQL shows each statement what is committed when it begins, be they in one transaction or not: so who
# only reads needs none there, and saves its two trips. A transaction of SQLite sees all at one moment.
_NO_TRANSACTION = {"read_only": True, "isolation_level": "AUTOCOMMIT"}
_ONE_TRANSACTION = {"read_only": True}


@contextmanager
def reading(database: sessionmaker[DatabaseSession]) -> Iterator[DatabaseSession]:
    """For who only reads: on SQLite they do not stand in line with those that write. Nothing is committed."""
    with database() as session:
        single = session.get_bind().dialect.name == "postgresql"
        session.connection(execution_options=_NO_TRANSACTION if single else _ONE_TRANSACTION)
        yield session


@dataclass(frozen=True, slots=True)
class Store:
    database: sessionmaker[DatabaseSession]

    def reading(self) -> AbstractContextManager[DatabaseSession]:
        """As `reading` above."""
        return reading(self.database)

    def writing(self) -> AbstractContextManager[DatabaseSession]:
        """A transaction that commits at its end."""
        return self.database.begin()
