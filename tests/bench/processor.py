"""How much of the processor each part takes: web server, worker, database, and the load itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from time import process_time

from psutil import NoSuchProcess, Process
from sqlalchemy import create_engine, make_url, text


@dataclass(frozen=True, slots=True)
class Processes:
    """Parts of a system on this machine by name, each processes with all that they start; and the load."""

    parts: Mapping[str, Iterable[int]]

    def seconds(self) -> dict[str, float]:
        """The seconds of a core that each part has taken since it began; the load is this process alone."""
        parts = {name: sum(map(_with_children, pids)) for name, pids in self.parts.items()}
        return {**parts, "load": process_time()}


def database_processes(url: str) -> list[int]:
    """The server's own process; none for SQLite, which works in the processes that ask it."""
    if make_url(url).get_backend_name() == "sqlite":
        return []
    engine = create_engine(url)
    with engine.connect() as connection:
        backend = connection.scalar(text("SELECT pg_backend_pid()"))
        server = Process(backend).ppid()
    engine.dispose()
    return [server]


def _with_children(pid: int) -> float:
    first = Process(pid)
    return sum(map(_alone, [first, *first.children(recursive=True)]))


def _alone(process: Process) -> float:
    """With those of its children that have ended."""
    try:
        times = process.cpu_times()
    except NoSuchProcess:
        return 0.0
    ended = getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return float(times.user + times.system + ended)
