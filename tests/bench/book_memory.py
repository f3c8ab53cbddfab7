"""What the book's rules, and one search of all offices and days, take in memory: in a process of its own."""

import multiprocessing
import tracemalloc
from concurrent.futures import ProcessPoolExecutor

from sqlalchemy.orm import sessionmaker

import booking
from booking.db import connect
from tests.bench.book_calendar import FIRST, NOW
from tests.bench.report import Row

MB = 1024 * 1024
TITLES = (
    "memory of the rules of all offices",
    "memory of all free times, all offices, 60 days, at most",
    "memory that such a search leaves behind",
)


def rows(url: str) -> list[Row]:
    """Of the book at `url`. There is nothing to compare with: libres has no process without its tables."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        took = alone.submit(measure, url).result()
    figures = zip(TITLES, (round(size / MB, 2) for size in took), strict=True)
    return [Row(title, mb, mb, 1.0, "MB", None) for title, mb in figures]


def measure(url: str) -> tuple[int, int, int]:
    """Bytes: of the rules; of a search at its height, with its answer; of what it leaves behind."""
    engine = connect(url).execution_options(rules_kept_s=600.0)
    sessions = sessionmaker(engine)
    with sessions.begin() as session:  # what is made once, whatever is asked
        booking.open_on(session, "two", FIRST, now=NOW)
        booking.free_times(session, "two", wish=booking.Wish(day=FIRST), now=NOW)
    engine = engine.execution_options()  # keeps no rules yet
    sessions = sessionmaker(engine)
    tracemalloc.start()
    with sessions.begin() as session:
        booking.open_on(session, "two", FIRST, now=NOW)
        rules, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        found = booking.free_times(session, "two", now=NOW)
        _, most = tracemalloc.get_traced_memory()
        del found
    left, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    engine.dispose()
    return rules, most - rules, left - rules
