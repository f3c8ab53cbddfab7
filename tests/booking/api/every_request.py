"""Sends the API what its own description allows, and what it does not: every phase and check of schemathesis.

`python -m tests.booking.api.every_request` is a long run of it.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING, Any

import requests
import schemathesis
from flask import Flask
from schemathesis.config import GenerationConfig, ProjectConfig, ProjectsConfig, SchemathesisConfig
from schemathesis.engine import Status, events, from_schema
from sqlalchemy import update
from sqlalchemy.orm import sessionmaker
from werkzeug.serving import WSGIRequestHandler, make_server

from booking.api import Rate, add_client
from booking.api.tables import ApiLimitRow
from booking.db import connect
from tests.booking.api.asker import API, Clock, Sessions, api_app
from tests.booking.town import NOW, load_town
from tests.databases import create_tables

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

UNBOUND = Rate(per_minute=60_000_000, burst=1_000_000)
SEED = 20261127
SERVICES = {"enum": ["ausweis"]}  # one place each, so that 25 of them are not too many
OFFICES = {"enum": ["markt", "hafen"]}
STARTS = [f"2026-11-30T{hour:02}:{minute}0:00+01:00" for hour in (8, 9, 10, 11) for minute in range(6)]


def app_and_key(sessions: Sessions) -> tuple[Flask, str]:
    """The API over a book in which the town is loaded, and a client that may ask without end."""
    with sessions.begin() as session:
        key = add_client(session, "schemathesis", now=NOW, requests=UNBOUND)
        session.execute(
            update(ApiLimitRow).values(burst=1_000_000)
        )  # most codes that are asked for are wrong
    return api_app(sessions, Clock()), key


def every_request(app: Flask, key: str, *, examples: int, only: str | None = None) -> Iterator[str]:
    """A line for each failure; `only` at one path."""
    with served(app) as url:
        description = requests.get(f"{url}{API}/openapi.json", timeout=10).json()
        every = schemathesis.openapi.from_dict(_of_the_town(description), config=_config(url, key, examples))
        schema = every if only is None else every.include(path=API + only)
        for event in from_schema(schema).execute():
            yield from _failures(event)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application at an address of its own."""
    server = make_server("127.0.0.1", 0, with_keys_of_their_own(app), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


class Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - as werkzeug names it
        pass


def _of_the_town(description: dict[str, Any]) -> dict[str, Any]:
    """Names and times that are there, beside whatever may be sent: else all that is asked for is unknown."""
    schemas = description["components"]["schemas"]
    hold = schemas["HoldWish"]["properties"]
    hold["services"]["items"] = SERVICES
    hold["office"] = {"enum": ["markt"]}
    hold["start"] = {"enum": STARTS}
    for path in description["paths"].values():
        for parameter in path.get("get", {}).get("parameters", ()):
            known = {"service": SERVICES, "office": OFFICES}.get(parameter["name"])
            of = parameter["schema"]
            if known and of["type"] == "array":
                of["items"] = known
            elif known:
                parameter["schema"] = {"anyOf": [of, known]}
    return description


def with_keys_of_their_own(app: "WSGIApplication") -> "WSGIApplication":
    """A new request gets a new idempotency key, as from any client: that is no matter of form."""

    def renamed(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = environ.get("HTTP_IDEMPOTENCY_KEY", "")
        if re.fullmatch("[!-~]{1,255}", key):
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            asked = f"{key} {environ['PATH_INFO']} {body!r}"
            environ["HTTP_IDEMPOTENCY_KEY"] = sha256(asked.encode()).hexdigest()
            environ["wsgi.input"] = BytesIO(body)
        return app(environ, start_response)

    return renamed


def _config(url: str, key: str, examples: int) -> SchemathesisConfig:
    project = ProjectConfig(
        base_url=url,
        headers={"Authorization": f"Bearer {key}"},
        generation=GenerationConfig(max_examples=examples, deterministic=True, database="none"),
        workers=1,
        continue_on_failure=True,
    )
    return SchemathesisConfig(seed=SEED, projects=ProjectsConfig(default=project))


def _failures(event: events.EngineEvent) -> Iterator[str]:
    if isinstance(event, events.NonFatalError | events.FatalError):
        yield f"error: {event!r}"
    if isinstance(event, events.ScenarioFinished) and event.status in (Status.FAILURE, Status.ERROR):
        for case, checks in event.recorder.checks.items():
            for check in checks:
                if check.status is Status.FAILURE and check.failure_info is not None:
                    request = event.recorder.cases[case].value.as_curl_command()
                    yield f"{event.phase.value}: {check.name}: {check.failure_info.failure}\n  {request}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.booking.api.every_request")
    parser.add_argument("--database", help="the address of an empty one; without it, an SQLite file")
    parser.add_argument("--examples", type=int, default=500, help="requests per operation and phase")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        failures = _long_run(asked.database or f"sqlite:///{folder}/book.db", asked.examples)
    sys.stdout.write("\n".join([*failures, f"{len(failures)} failures\n"]))
    return 1 if failures else 0


def _long_run(url: str, examples: int) -> list[str]:
    create_tables(url)
    engine = connect(url)
    sessions = sessionmaker(engine, expire_on_commit=False)
    with sessions.begin() as session:
        load_town(session)
    failures = list(every_request(*app_and_key(sessions), examples=examples))
    engine.dispose()
    return failures


if __name__ == "__main__":
    sys.exit(main())
