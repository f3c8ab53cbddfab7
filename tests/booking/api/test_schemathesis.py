"""What the API's own description allows, and what it does not, sent by schemathesis with all its checks."""

from collections.abc import Iterator

import pytest
from flask import Flask, Response, request
from sqlalchemy.orm import sessionmaker

from booking.db import connect
from tests.booking.api.every_request import app_and_key, every_request
from tests.booking.town import load_town


@pytest.fixture
def api(sqlite_url: str) -> Iterator[tuple[Flask, str]]:
    engine = connect(sqlite_url)
    sessions = sessionmaker(engine, expire_on_commit=False)
    with sessions.begin() as session:
        load_town(session)
    yield app_and_key(sessions)
    engine.dispose()


@pytest.mark.long
def test_every_request_is_answered_as_described(api: tuple[Flask, str]) -> None:
    """No undescribed status or body, no accepted fault, no refused sense, nothing without a key.

    `make soak-api` sends many more.
    """
    assert list(every_request(*api, examples=1)) == []


def test_an_answer_that_is_not_described_is_found(api: tuple[Flask, str]) -> None:
    """The test above can fail."""
    app, key = api

    @app.after_request
    def garble(response: Response) -> Response:
        if request.path.endswith("/offices"):
            response.set_data('{"offices": 7}')
        return response

    assert list(every_request(app, key, examples=1, only="/offices"))
