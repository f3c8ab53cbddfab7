"""What all pages of an office are given: database, clock, who may come in, and who it is."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session, sessionmaker

from booking.catalogue import office, offices

View = Callable[..., Any]
Guard = Callable[[View], View]


@dataclass(frozen=True, slots=True)
class House:
    database: sessionmaker[Session]
    clock: Callable[[], datetime]
    guard: Guard
    who: Callable[[], str]

    @property
    def by(self) -> str:
        """As whom the history names the one who is signed in."""
        return f"office:{self.who()}"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads: on SQLite it does not stand in line with those that write."""
        with self.database.begin() as session:
            session.connection(execution_options={"read_only": True})
            yield session

    def writing(self) -> AbstractContextManager[Session]:
        """A transaction that commits at its end."""
        return self.database.begin()

    def show(self, session: Session, template: str, key: str, **values: Any) -> str:
        """The page of one office. Raises UnknownOffice."""
        here = office(session, key)
        return render_template(
            f"office/{template}", office=here, offices=offices(session), now=self.clock(), **values
        )
