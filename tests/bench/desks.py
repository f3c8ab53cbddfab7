"""A centre at work: desks with their streams open, calls that come, ring, are talked and wrapped up.

`make bench ARGS=desks` takes under three minutes. The real web server with two workers per core, the real
worker, a PostgreSQL that loses nothing; beside each figure that of a route which does nothing, asked in the
same seconds: what the machine itself takes.
"""

import asyncio
import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random

from argon2.profiles import CHEAPEST
from sqlalchemy.orm import Session

from booking.db import connect
from ivr.demo import ROUND_THE_CLOCK
from routing.staff import add_staff, hash_at
from tests.bench.desk_browser import PASSWORD, Browser
from tests.bench.desk_carrier import Exchange, Pace
from tests.bench.line import database
from tests.bench.processor import Processes, database_processes
from tests.bench.report import Row
from tests.bench.servers import ROOT, free_port, gunicorn
from tests.bench.webhooks import NUMBER, Carrier
from tests.bench.wire import Connections, request

AT_ONCE = 4  # sign-ins; more of one address would be taken for guesses
PROBE_EVERY_S = 0.1
NEVER_MS = 60_000.0  # in the figures, where an event did not come at all
ENDS_WITHIN_S = 30.0
SKILLS = ("citizen", "buergerservice", "kfz", "fuehrerschein")


@dataclass(frozen=True, slots=True)
class Size:
    desks: int = 150
    calls_per_s: float = 10.0
    seconds: float = 120.0
    workers: int = 4
    warm_up: int = 8  # calls that are not counted
    pace: Pace = field(default_factory=Pace)


@dataclass
class Measured:
    """All times in milliseconds. `told`: from what brought a state about to its event on the desk's stream;
    `shown`: until the page had fetched what it shows. `idle`: the route that does nothing; `late`: how much
    later than it wanted the load itself came to run. `took_s`: seconds of a core, by part.
    """

    told: list[float] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    webhooks: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    took_s: dict[str, float] = field(default_factory=dict)
    served: int = 0
    unseen: int = 0


def rows() -> Iterator[Row]:
    with database() as url:
        found = measure(Size(), url)
    for fault in found.lost[:5]:
        sys.stderr.write(f"lost: {fault}\n")
    yield from in_rows(found)


def in_rows(found: Measured) -> Iterator[Row]:
    def row(name: str, values: list[float], share: float, at_most: float | None) -> Row:
        ours, idle = percentile(values, share), percentile(found.idle, share)
        return Row(name, ours, idle, idle / ours if ours else 1.0, "ms", None, at_most)

    yield row("event on the desk's stream, p50 (a route that does nothing)", found.told, 0.5, None)
    yield row("event on the desk's stream, p95", found.told, 0.95, 300)
    yield row("event on the desk's stream, longest", found.told, 1.0, 1000)
    yield row("on the desk's screen, p50", found.shown, 0.5, None)
    yield row("on the desk's screen, p95", found.shown, 0.95, 300)
    yield row("on the desk's screen, longest", found.shown, 1.0, 1000)
    yield row("webhooks meanwhile, p50", found.webhooks, 0.5, None)
    yield row("webhooks meanwhile, p99", found.webhooks, 0.99, 250)
    yield row("in the queue until an agent rings, p95", found.waited, 0.95, None)
    yield row("the load's own delay, p99 (not the line's)", found.late, 0.99, 50)
    for part, seconds in found.took_s.items():
        of_a_call = 1000 * seconds / max(1, found.served)
        yield Row(f"of the processor for a call: {part}", of_a_call, 0.0, 1.0, "ms", None)
    lost = float(len(found.lost))
    yield Row(f"calls lost, of {found.served + len(found.lost):,}", lost, 0.0, 1.0, "calls", None, 0)
    yield Row("states that no screen showed", float(found.unseen), 0.0, 1.0, "states", None, 0)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * round(share * 100) // 100) - 1)] if ordered else 0.0


def measure(size: Size, url: str) -> Measured:
    """Let them work on the database at `url`, which has the example offices."""
    hash_at(CHEAPEST)  # what a sign-in costs is not the question here
    port, api = free_port(), free_port()
    signer = Carrier(f"AC{secrets.token_hex(16)}", secrets.token_hex(16), f"http://127.0.0.1:{port}")
    logins = _agents(url, size.desks)
    environment = {
        "DATABASE_URL": url,
        "PUBLIC_URL": signer.public_url,
        "SECRET_KEY": secrets.token_hex(32),
        "TWILIO_ACCOUNT_SID": signer.account,
        "TWILIO_AUTH_TOKEN": signer.token,
        "TWILIO_NUMBER": NUMBER,
        "TWILIO_API_URL": f"http://127.0.0.1:{api}",
        "FALLBACK_NUMBER": "+49451115",
        "LINES_FILE": str(ROUND_THE_CLOCK),
    }
    app = "ivr.app:create_app_from_environment()"
    with _worker(environment) as worker, gunicorn(app, port, environment, size.workers) as web:
        parts = {"web": [web], "database": database_processes(url), "worker": [worker]}
        return asyncio.run(_at_work(size, port, api, signer, logins, Processes(parts)))


@contextlib.contextmanager
def _worker(environment: Mapping[str, str]) -> Iterator[int]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ivr.worker"],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _agents(url: str, count: int) -> list[str]:
    engine = connect(url, wait_s=60)
    now = datetime.now(UTC)
    logins = [f"agent{number}" for number in range(count)]
    with Session(engine) as session, session.begin():
        for login in logins:
            contact = f"client:{login}"
            add_staff(session, login, login, PASSWORD, ["agent"], contact, SKILLS, ("de",), now=now)
    engine.dispose()
    return logins


async def _at_work(
    size: Size, port: int, api: int, signer: Carrier, logins: list[str], processes: Processes
) -> Measured:
    line = Connections(port)
    browsers = {login: Browser(line, login) for login in logins}
    carrier = Exchange(line, signer, browsers, size.pace)
    found = Measured()
    server = await asyncio.start_server(carrier.serve, "127.0.0.1", api)
    async with server:
        try:
            door = asyncio.Semaphore(AT_ONCE)
            await asyncio.gather(*(_sign_in(browser, door) for browser in browsers.values()))
            await asyncio.gather(*(carrier.call() for _ in range(size.warm_up)))
            carrier.forget()
            before = processes.seconds()
            async with _beside(found, line):
                await _calls(carrier, size)
            found.took_s = {part: each - before[part] for part, each in processes.seconds().items()}
        finally:
            await asyncio.gather(*(browser.close() for browser in browsers.values()))
            line.close()
    return _counted(found, carrier)


async def _sign_in(browser: Browser, door: asyncio.Semaphore) -> None:
    async with door:
        await browser.sign_in()


async def _calls(carrier: Exchange, size: Size) -> None:
    """They come at random, as calls do: the pauses between them are exponential. The same in every run."""
    chance, calls = Random(4), []
    ends = time.perf_counter() + size.seconds
    due = time.perf_counter()
    while due < ends:
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        calls.append(asyncio.create_task(carrier.call()))
        due += chance.expovariate(size.calls_per_s)
    _, late = await asyncio.wait(calls, timeout=ENDS_WITHIN_S)
    for call in late:
        call.cancel()
    carrier.lost += [f"{len(late)} did not end" for _ in late]


@contextlib.asynccontextmanager
async def _beside(found: Measured, line: Connections) -> AsyncIterator[None]:
    """What is measured beside the calls: the route that does nothing, and how punctual this process is."""

    async def ask() -> None:
        while True:
            began = time.perf_counter()
            await line.exchange(request("GET", "/healthz", line.port, {}))
            found.idle.append(1000 * (time.perf_counter() - began))
            await asyncio.sleep(PROBE_EVERY_S)

    async def wait() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.02)
            found.late.append(1000 * (time.perf_counter() - began - 0.02))

    tasks = [asyncio.create_task(ask()), asyncio.create_task(wait())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _counted(found: Measured, carrier: Exchange) -> Measured:
    seen = {key: each for desk in carrier.desks.values() for key, each in desk.seen.items()}
    for key, caused in carrier.caused.items():
        if key not in seen:
            found.unseen += 1
        told = 1000 * (seen[key].told - caused) if key in seen else NEVER_MS
        shown = 1000 * (seen[key].shown - caused) if key in seen else NEVER_MS
        # The desk may hear of a ring before the carrier does.
        found.told.append(max(0.0, told))
        found.shown.append(max(0.0, shown))
    found.webhooks = [1000 * each for each in carrier.webhooks]
    found.waited = [1000 * each for each in carrier.waited]
    found.lost, found.served = carrier.lost, carrier.served
    return found
