"""The database as pages use it: each view opens one transaction, and sees from its name whether it writes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker


@contextmanager
def reading(database: sessionmaker[DatabaseSession]) -> Iterator[DatabaseSession]:
    """A transaction that only reads: on SQLite it does not stand in line with those that write."""
    with database.begin() as session:
        session.connection(execution_options={"read_only": True})
        yield session


@dataclass(frozen=True, slots=True)
class Store:
    database: sessionmaker[DatabaseSession]

    def reading(self) -> AbstractContextManager[DatabaseSession]:
        """A transaction that only reads."""
        return reading(self.database)

    def writing(self) -> AbstractContextManager[DatabaseSession]:
        """A transaction that commits at its end."""
        return self.database.begin()
