"""Whatever goes wrong, a program is told in the same way."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import sessionmaker

from booking.api import api_blueprint
from booking.api.problems import KINDS
from booking.db import connect
from booking.errors import BookingError
from tests.booking.api.asker import API, Asker, Clock, Sessions, api_app, refused

# The waiting list is by telephone; a page that was made before is an office's.
ELSEWHERE = {"cannot_text", "moved_meanwhile"}


def every(kind: type[BookingError]) -> Iterator[type[BookingError]]:
    for each in kind.__subclasses__():
        yield each
        yield from every(each)


def test_every_error_of_the_book_has_its_status() -> None:
    """A new error of the public face is given a line in the table, or is said to be no matter of the API."""
    public = {each.code for each in every(BookingError) if each.__module__ == "booking.errors"}
    assert public - set(KINDS) == ELSEWHERE


def test_an_address_that_is_not_there(website: Asker) -> None:
    """Also of a version that is not there, and with a method that is not: a problem, not a page."""
    for path in ("/nothing", "/offices/a/b", "", "/../v2/offices"):
        refused(website.get(path), 404, "not_found")
    response = website.post("/offices", {})
    refused(response, 405, "method_not_allowed")
    assert "GET" in response.headers["Allow"]


def test_other_addresses_keep_their_own_errors(app: Flask) -> None:
    """The API speaks for what lies below it only."""
    assert app.test_client().get("/apiary").mimetype == "text/html"


def test_what_is_no_json_is_refused(website: Asker) -> None:
    """Another content type, a broken body, a list, one that is too deep."""
    headers = {"Authorization": f"Bearer {website.key}"}

    def send(body: bytes | str, content_type: str = "application/json"):  # type: ignore[no-untyped-def]
        return website.web.post(f"{API}/holds", data=body, headers=headers, content_type=content_type)

    refused(send("{}", "text/plain"), 415, "not_json")
    refused(send("a=b", "application/x-www-form-urlencoded"), 415, "not_json")
    for broken in ("", "{", "{]", b"\xff{}", "[" * 100_000):
        refused(send(broken), 400, "bad_json")
    for other in ("[]", "null", '"{}"', "1", "NaN"):
        refused(send(other), 422, "invalid_request")


def test_a_body_that_is_too_large(website: Asker, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the application refuses for its size is refused here, too."""
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 1000)
    refused(website.post("/holds", {"office": "x" * 1000}), 413, "too_large")


def test_a_database_that_is_away(website: Asker, tmp_path: Path) -> None:
    """503, with a time to come again."""
    away = connect(f"sqlite:///{tmp_path / 'nowhere' / 'book.db'}")
    asker = Asker(api_app(sessionmaker(away), Clock()).test_client(), website.key)
    response = asker.get("/offices")
    refused(response, 503, "unavailable")
    assert response.headers["Retry-After"] == "5"
    away.dispose()


def test_a_fault_of_our_own_tells_nothing(website: Asker, Book: Sessions) -> None:  # noqa: N803
    """500 and a code, and no more than for any other problem."""

    def stopped() -> datetime:
        raise RuntimeError("the clock has stopped")

    app = Flask("api")
    app.register_blueprint(api_blueprint(Book, stopped))
    problem = refused(Asker(app.test_client(), website.key).get("/offices"), 500, "internal_error")
    assert set(problem) == {"type", "title", "status", "code", "detail"}
