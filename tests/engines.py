"""Engines that serve one test after another, each time at the database of that test.

Not for pages in a browser, which ask on when their test is over.

An engine of one's own compiles each statement anew and asks the server for its ways first: of a test's time
that was a tenth. A PostgreSQL that was emptied for the next test keeps its connections: a new one costs the
server 30 ms until it knows the tables.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Dialect, Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from booking.db import connect


class _Movable:
    """An engine as `connect` makes it, that goes to whatever address it is given now."""

    def __init__(self, url: str, **wishes: Any) -> None:
        self.url = url
        self.engine = connect(url, **wishes)
        event.listen(self.engine, "do_connect", self._connect)

    def go_to(self, url: str) -> None:
        if url != self.url:
            self.engine.dispose()
            self.url = url

    def _connect(
        self, dialect: Dialect, _record: ConnectionPoolEntry, _args: list[Any], given: dict[str, Any]
    ) -> DBAPIConnection:
        args, address = dialect.create_connect_args(make_url(self.url))
        return dialect.connect(*args, **{**given, **address})


_FREE: defaultdict[tuple[Any, ...], list[_Movable]] = defaultdict(list)


@contextmanager
def lent(url: str, **wishes: Any) -> Iterator[Engine]:
    """What `booking.db.connect(url, **wishes)` gives, with an audit key."""
    backend = make_url(url).get_backend_name()
    free = _FREE[backend, *sorted(wishes.items())]
    there = next((each for each in free if each.url == url), None)
    movable = there or (free[-1] if free else _Movable(url, **wishes))
    free[:] = [each for each in free if each is not movable]
    movable.go_to(url)
    try:
        # What is kept for an engine is kept for this new view of it, and so never for the next test.
        view = movable.engine.execution_options(audit_key="k" * 32)
        view.url = make_url(url)
        yield view
    finally:
        if backend == "sqlite" or movable.engine.pool.checkedout():
            movable.engine.dispose()
        free.append(movable)
