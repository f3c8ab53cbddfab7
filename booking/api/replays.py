"""A request that is sent again takes effect once, and is answered as the first time.

The answer is written in the transaction of the effect. A second request with the same key meanwhile waits for
that transaction at the key's row, and finds the answer there; or, where the first one failed, does it itself.
What was refused changed nothing and is not kept: sent again, it is tried again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from flask import Response, g, json, request
from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from booking.api.gate import Book
from booking.api.problems import Problem
from booking.api.tables import ApiReplayRow
from booking.sql import insert_into, run

KEPT = timedelta(hours=24)


def once(book: Book, key: str | None, effect: Callable[[Session, datetime], Response]) -> Response:
    """Run `effect` in a transaction; with `key`, the first time only. Raises idempotency_key_reused."""
    now = book.clock()
    with book.writing() as session:
        if key is None:
            return effect(session, now)
        forget_replays(session, before=now - KEPT)
        if not _claim(session, key, now):
            return _replay(session, key)
        response = effect(session, now)
        _keep(session, key, response)
        return response


def forget_replays(session: Session, *, before: datetime) -> None:
    """Answers hold booking codes: they are kept no longer than a client may want to repeat itself."""
    row = tuple_(ApiReplayRow.client, ApiReplayRow.key)
    old = select(ApiReplayRow.client, ApiReplayRow.key).where(ApiReplayRow.at < before)
    run(session, delete(ApiReplayRow).where(row.in_(old.with_for_update(skip_locked=True))))


def _claim(session: Session, key: str, now: datetime) -> bool:
    row = {
        "client": g.client,
        "key": key,
        "request_hash": _request_hash(),
        "at": now,
        "status": 0,
        "body": "",
    }
    claim = insert_into(session, ApiReplayRow).values(row).on_conflict_do_nothing()
    return run(session, claim.returning(ApiReplayRow.key)).first() is not None


def _keep(session: Session, key: str, response: Response) -> None:
    given = {
        "status": response.status_code,
        "location": response.headers.get("Location"),
        "body": response.get_data(as_text=True),
    }
    run(session, update(ApiReplayRow).values(**given).where(_row_of(key)))


def _replay(session: Session, key: str) -> Response:
    row = run(session, select(*ApiReplayRow.__table__.columns).where(_row_of(key))).one()
    if row.request_hash != _request_hash():
        raise Problem("idempotency_key_reused")
    response = Response(row.body, row.status, mimetype="application/json")
    response.headers["Idempotent-Replayed"] = "true"
    if row.location:
        response.headers["Location"] = row.location
    return response


def _row_of(key: str) -> Any:
    return (ApiReplayRow.client == g.client) & (ApiReplayRow.key == key)


def _request_hash() -> str:
    """Of what is asked, however the JSON is laid out."""
    asked = json.dumps([request.method, request.path, request.get_json()], sort_keys=True)
    return sha256(asked.encode()).hexdigest()
