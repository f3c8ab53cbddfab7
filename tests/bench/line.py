"""A line to be measured: a PostgreSQL that loses nothing, example data, and many calls at the same turn."""

import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from booking.db import connect
from booking.example.load import load_example
from ivr.migrate import upgrade
from tests.bench.copying import copy_rows
from tests.bench.load import Refused, ask
from tests.bench.webhooks import Carrier
from tests.postgresql import Server

SEED = "CA" + "f" * 32
ACTION = re.compile(rb'action="http://[^/"]+(/voice/turn/(\d+)[^"#]*)')


@contextlib.contextmanager
def database(now: datetime | None = None) -> Iterator[str]:
    """The address of a fresh PostgreSQL with example data, with all that keeps data safe switched on.

    `now` is when its closures begin: by this machine's clock, if nothing is said.
    """
    server = Server(Path(tempfile.mkdtemp(prefix="durchwahl-")), tuning="max_connections = 200\n")
    try:
        upgrade(server.url())
        engine = connect(server.url())
        with Session(engine) as session, session.begin():
            load_example(session, now=now or datetime.now(UTC))
        engine.dispose()
        yield server.url()
    finally:
        server.close()


def lead_to(port: int, carrier: Carrier, keys: Sequence[str]) -> str:
    """Call the line and press `keys`, one a turn; the path that the next key goes to. Raises `Refused`."""
    path, heard = "/voice/answer", {}
    for key in [*keys, ""]:
        answer = ask(port, carrier.request(path, SEED, **heard))
        action = ACTION.search(answer)
        if action is None:
            raise Refused(f"no further turn after {path} {heard}: {answer.decode(errors='replace')}")
        path, heard = action.group(1).decode(), {"Digits": key}
    return path


def multiply(url: str, turn: int, calls: int) -> list[str]:
    """Put `calls` more calls where the seed stands before `turn`; their sids. Places held stay the seed's."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for table, key, which in (("calls", "sid", "TRUE"), ("turns", "call_sid", f"n = {turn - 1}")):
            seeds = f"{key} = '{SEED}' AND {which}"
            copy_rows(connection, table, key, "'CA' || lpad(to_hex(i), 32, '0')", seeds, calls)
        connection.execute(text("ANALYZE"))
    engine.dispose()
    return [f"CA{number:032x}" for number in range(calls)]
