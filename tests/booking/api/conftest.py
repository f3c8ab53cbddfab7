"""The API over the small town's book, on both databases, and a client that may use it."""

import pytest
from flask import Flask

from booking.api import Rate, add_client
from tests.booking.api.asker import Asker, Clock, Sessions, api_app
from tests.booking.town import NOW

ROOMY = Rate(per_minute=60, burst=1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def app(Book: Sessions, clock: Clock) -> Flask:  # noqa: N803
    return api_app(Book, clock)


@pytest.fixture
def website(app: Flask, Book: Sessions) -> Asker:  # noqa: N803
    with Book.begin() as session:
        key = add_client(session, "website", now=NOW, requests=ROOMY)
    return Asker(app.test_client(), key)


@pytest.fixture
def other_client(app: Flask, Book: Sessions) -> Asker:  # noqa: N803
    """Another client."""
    with Book.begin() as session:
        key = add_client(session, "other", now=NOW, requests=ROOMY)
    return Asker(app.test_client(), key)
