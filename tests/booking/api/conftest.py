"""The API over the small town's book, on both databases, and a client that may use it."""

from functools import cache

import pytest
from flask import Flask

from booking.api import Rate, add_client
from tests.booking.api.asker import Asker, Clock, Sessions, api_app
from tests.booking.town import NOW

ROOMY = Rate(per_minute=60, burst=1000)


CLOCK = Clock()


@cache
def _app(sessions: Sessions) -> Flask:
    """One application for all tests of a process: its description of 14 addresses takes 60 ms to make."""
    return api_app(sessions, CLOCK)


@pytest.fixture
def clock() -> Clock:
    CLOCK.now = NOW
    return CLOCK


@pytest.fixture
def app(Book: Sessions, clock: Clock) -> Flask:  # noqa: N803
    return _app(Book)


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
