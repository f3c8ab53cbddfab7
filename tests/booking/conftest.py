"""A small town with its book, on both databases."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from tests.booking.town import load_town

Sessions = sessionmaker[DatabaseSession]


@pytest.fixture
def Book(Session: Sessions) -> Sessions:  # noqa: N802, N803 - it makes sessions, as the class does
    """Makes sessions on a book in which the small town is loaded."""
    with Session.begin() as session:
        load_town(session)
    return Session


@pytest.fixture
def book(Book: Sessions) -> Iterator[DatabaseSession]:  # noqa: N803
    """One open transaction on the book of the small town."""
    with Book.begin() as session:
        yield session
