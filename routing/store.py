"""The database as pages use it: each view opens one transaction, and sees from its name whether it writes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

READ_ONLY = {"read_only": True}


@contextmanager
def reading(database: sessionmaker[DatabaseSession]) -> Iterator[DatabaseSession]:
    """For who only reads: on SQLite they do not stand in line with those that write. Nothing is committed.

    Where the engine names one `for_reading`, its connections are taken: `booking.db.apart_for_reading`.
    """
    engine = database.kw["bind"].get_execution_options().get("for_reading")
    with database() if engine is None else database(bind=engine) as session:
        if engine is None:
            session.connection(execution_options=READ_ONLY)
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
