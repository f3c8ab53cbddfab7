"""Two hundred callers at once for few places: how long an answer takes, against one caller alone."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy.orm import sessionmaker

from booking.db import connect
from tests.bench.report import Row
from tests.databases import PostgresqlTemplate, SqliteTemplate
from tests.postgresql import Server
from tests.races import rush
from tests.races.callers import Crowd

PLACES = (1, 10, 50)
AT_MOST_MS = 1000


def rows() -> list[Row]:
    """For each number of places, on each database. Raises RuntimeError where not exactly so many got one."""
    found = []
    with closing(Crowd()) as crowd:
        for places in PLACES:
            with _databases() as urls:
                for name, url in urls.items():
                    found += _rush(crowd, name, url, places)
    return found


def _rush(crowd: Crowd, name: str, url: str, places: int) -> list[Row]:
    engine = connect(url)
    sessions = sessionmaker(engine)
    rush.open_places(sessions, places + 1)
    rush.ask(sessions, 0)
    alone = median(rush.book_one(sessions, 0).waits) * 1000
    told = crowd.all_at_once(url, rush.book_one, rush.CALLERS, before=rush.ask)
    engine.dispose()
    if sum(isinstance(one, rush.Told) and one.appointment is not None for one in told) != places:
        raise RuntimeError(f"{name}: not exactly {places} got a place")
    waits = [wait * 1000 for one in told for wait in one.waits]
    percentiles = quantiles(waits, n=100)
    title = f"200 callers for {places} places, {name}: an answer"
    figures = {
        "median": (percentiles[49], None),
        "p99": (percentiles[98], None),
        "longest": (max(waits), AT_MOST_MS),
    }
    return [
        Row(f"{title}, {which}", round(ms, 1), round(alone, 1), round(alone / ms, 3), "ms", None, goal)
        for which, (ms, goal) in figures.items()
    ]


@contextmanager
def _databases() -> Iterator[dict[str, str]]:
    """Both, fresh, with all tables; PostgreSQL as it comes, with all that keeps data safe."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(tempfile.mkdtemp(prefix="durchwahl-")), tuning="max_connections = 200\n")
        try:
            yield {
                "SQLite": SqliteTemplate(Path(folder)).copy(Path(folder)),
                "PostgreSQL": PostgresqlTemplate(server.url(), "template").copy(),
            }
        finally:
            server.close()
