"""The appointment book: finding free times and booking one, beside libres and beside psycopg by hand.

The milliseconds of the goals are for one machine; the ratios are what counts.
"""

import contextlib
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session, sessionmaker

import booking
from booking.cells import cells_between
from booking.db import connect
from tests.bench import book_by_hand, book_memory
from tests.bench.book_calendar import FIRST, NOW, SERVICES, Libres, Size, fill
from tests.bench.report import Row
from tests.databases import create_tables
from tests.postgresql import Server

LIBRES_TIMES = 3  # questions over the whole calendar, which take it seconds each
TIMES = 60
BOOKINGS = 300
CROWDED = Size(full=0.95, past=1_000_000)
QUESTIONS = (
    "free times, one office, one day",
    "next three offers anywhere",
    "all free times, all offices, 60 days",
)
GOALS_MS = (3.0, 5.0, 60.0)

Sessions = sessionmaker[Session]


def rows() -> list[Row]:
    with server_of_its_own() as server:
        plain, crowded = book_of(server, "plain", Size()), book_of(server, "crowded", CROWDED)
        _database(server, "libres")
        libres = Libres(server.url("libres"), Size())
        found = _searches(plain, libres) + _crowded_searches(plain, crowded) + _bookings(plain, crowded)
        return found + book_memory.rows(server.url("plain"))


@contextlib.contextmanager
def server_of_its_own() -> Iterator[Server]:
    server = Server(Path(tempfile.mkdtemp(prefix="durchwahl-")), tuning="max_connections = 200\n")
    try:
        yield server
    finally:
        server.close()


def _database(server: Server, name: str) -> None:
    admin = create_engine(server.url(), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    admin.dispose()


def book_of(server: Server, name: str, size: Size) -> Engine:
    _database(server, name)
    create_tables(server.url(name))
    builder = connect(server.url(name), wait_s=600)
    fill(builder, size)
    builder.dispose()
    return connect(server.url(name)).execution_options(rules_kept_s=60.0)


def questions(engine: Engine) -> list[Callable[[int], object]]:
    """The three questions, each asked with a number that varies office, day and service."""
    sessions = sessionmaker(engine)
    services = list(SERVICES)

    def one_day(number: int) -> object:
        office, day = f"office{number % 10 + 1}", FIRST + timedelta(days=number % 59)
        with sessions.begin() as session:
            wish = booking.Wish(day=day)
            return booking.free_times(session, services[number % 3], office=office, wish=wish, now=NOW)

    def next_three(number: int) -> object:
        with sessions.begin() as session:
            return booking.offer(session, services[number % 3], now=NOW)

    def everything(number: int) -> object:
        with sessions.begin() as session:
            return booking.free_times(session, services[number % 3], now=NOW)

    return [one_day, next_three, everything]


def _searches(plain: Engine, libres: Libres) -> list[Row]:
    theirs: list[Callable[[int], object]] = [
        lambda number: libres.free_on(number % 10, FIRST + timedelta(days=number % 59), number % 3 + 1),
        lambda number: libres.first_free(number % 3 + 1),
        lambda number: libres.all_free(number % 3 + 1),
    ]
    found = []
    for name, goal, ours, their in zip(QUESTIONS, GOALS_MS, questions(plain), theirs, strict=True):
        mine = milliseconds(ours, TIMES)
        other = milliseconds(their, LIBRES_TIMES if name == QUESTIONS[2] else TIMES // 3)
        found.append(
            Row(f"{name} (libres)", round(mine, 2), round(other, 1), round(other / mine, 1), "ms", None, goal)
        )
    return found


def _crowded_searches(plain: Engine, crowded: Engine) -> list[Row]:
    """By turns, so that what slows the machine slows both."""
    found = []
    for name, ours, theirs in zip(QUESTIONS, questions(crowded), questions(plain), strict=True):
        pairs = [(milliseconds(ours, 6), milliseconds(theirs, 6)) for _ in range(9)]
        found.append(_row(f"{name}, 95 % full, after a million (as above)", pairs, goal=1 / 1.3))
    return found


def _bookings(plain: Engine, crowded: Engine) -> list[Row]:
    hand, ours, full = _by_hand(plain), _by_book(plain), _by_book(crowded)
    for book in (hand, ours, full):
        milliseconds(book, 20)
    turns = BOOKINGS // 10
    by_hand = [(milliseconds(ours, 10), milliseconds(hand, 10)) for _ in range(turns)]
    by_crowd = [(milliseconds(full, 10), milliseconds(ours, 10)) for _ in range(turns)]
    return [
        _row("hold and confirm one (psycopg by hand)", by_hand, goal=1 / 2),
        _row("hold and confirm one, 95 % full, after a million (as above)", by_crowd, goal=1 / 1.3),
    ]


def _free_offers(engine: Engine, share: int) -> Iterator[booking.Offer]:
    """Free places of one to three at a desk each, no two of which overlap, in one of two shares.

    So nobody meets a place that is taken: that is measured by the rush.
    """
    with sessionmaker(engine).begin() as session:
        pools = [
            _apart(
                booking.offer(session, service, office=f"office{office}", earliest=True, count=1500, now=NOW)
            )
            for number, service in enumerate(SERVICES)
            for office in range(number + 1, 11, len(SERVICES))
        ]
    chance = random.Random(2)
    mine = [offer for pool in pools for offer in pool[share::2]]
    chance.shuffle(mine)
    return iter(mine)


def _apart(offers: list[booking.Offer]) -> list[booking.Offer]:
    seen: set[tuple[int, int]] = set()
    chosen = []
    for offer in offers:
        cells = {(offer.desk, cell) for cell in cells_between(offer.start, offer.end)}
        if not cells & seen:
            seen |= cells
            chosen.append(offer)
    return chosen


def _by_book(engine: Engine) -> Callable[[int], object]:
    offers, sessions, numbers = _free_offers(engine, 0), sessionmaker(engine), count()

    def book(_: int) -> object:
        with sessions.begin() as session:
            held = booking.hold(session, next(offers), now=NOW, holder="CA1")
            phone = f"+49151{next(numbers):08}"
            return booking.confirm(session, held.id, phone=phone, language="de", by="caller", now=NOW)

    return book


def _by_hand(engine: Engine) -> Callable[[int], object]:
    offers, numbers = _free_offers(engine, 1), count(10**6)
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(url)

    def book(_: int) -> object:
        number, offer = next(numbers), next(offers)
        code, token, phone = str(number), f"hand{number}", f"+49152{number:08}"
        return book_by_hand.book(connection, offer, code=code, token=token, phone=phone, now=NOW)

    return book


def milliseconds(do: Callable[[int], object], times: int) -> float:
    """The median of so many runs, each with another number."""
    took = []
    for number in range(times):
        before = time.perf_counter()
        do(number)
        took.append(time.perf_counter() - before)
    return 1000 * median(took)


def _row(name: str, pairs: list[tuple[float, float]], *, goal: float) -> Row:
    return Row(
        name,
        round(median(ours for ours, _ in pairs), 2),
        round(median(theirs for _, theirs in pairs), 2),
        round(median(theirs / ours for ours, theirs in pairs), 2),
        "ms",
        round(goal, 2),
    )
