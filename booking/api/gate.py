"""What every request passes before its view: the key, the rate, and whether the body is JSON at all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app, g, request
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import BadRequest

from booking.api import limits
from booking.api.clients import client_of
from booking.api.limits import Of
from booking.api.problems import Problem

View = TypeVar("View", bound=Callable[..., Any])
SCHEME = "bearer"


def for_clients(view: View) -> View:
    """Only with the key of a client; `g.client` is its name. The gate checks it before any view runs."""
    view.guard = "client"  # type: ignore[attr-defined]
    return view


def open_to_all(view: View) -> View:
    """Without a key: said on purpose."""
    view.guard = "open"  # type: ignore[attr-defined]
    return view


@dataclass(frozen=True, slots=True)
class Book:
    """The book as a view gets at it: its transactions, and the time."""

    sessions: sessionmaker[Session]
    clock: Callable[[], datetime]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that writes nothing, so that on SQLite it keeps no writer waiting."""
        with self.sessions.begin() as session:
            session.connection(execution_options={"read_only": True})
            yield session

    def writing(self) -> AbstractContextManager[Session]:
        return self.sessions.begin()


def check_in(book: Book) -> None:
    """Raises the problems unknown_key, too_many_requests, not_json and bad_json."""
    view = current_app.view_functions[request.endpoint or ""]
    if getattr(view, "guard", None) != "client":
        return
    g.client = _client(book)
    with book.writing() as session:
        wait_s = limits.take(session, g.client, Of.REQUESTS, now=book.clock())
    if wait_s:
        raise Problem("too_many_requests", retry_after_s=wait_s)
    if request.method == "POST":
        _require_json()


def _client(book: Book) -> str:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME or not key:
        raise Problem("unknown_key", "Send the header Authorization: Bearer <key>.")
    with book.reading() as session:
        client = client_of(session, key.strip())
    if client is None:
        raise Problem("unknown_key")
    return client


def _require_json() -> None:
    if not request.is_json:
        raise Problem("not_json")
    try:
        body = request.get_json()
    except (BadRequest, RecursionError):
        raise Problem("bad_json") from None
    if not isinstance(body, dict):
        raise Problem("invalid_request", "The body is to be a JSON object.")
