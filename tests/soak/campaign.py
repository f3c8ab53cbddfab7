"""The random run: several clients, one of them killed now and then, the database stopped in the middle."""

import multiprocessing
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random

import psycopg
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.booking.town import MONDAY, at, change_needs, change_office, load_town
from tests.databases import create_tables
from tests.postgresql import TUNING, Server
from tests.soak import checker, diary
from tests.soak.client import Order, run
from tests.soak.gate import Gate

# A commit must outlive the server's own end: what is told is told. And long runs leave much to be swept.
SAFE = TUNING.replace("synchronous_commit = off", "synchronous_commit = on").replace("autovacuum = off", "")
BEGINS = at(MONDAY, "08:30")
EVIDENCE = Path(__file__).parents[2] / "build" / "soak-booking"
TICK_S = 0.05
WORD_S = 10.0
# So many more may be done by each while the rough thing happens: it shall happen in the middle of something.
BEYOND = 4
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """So much, so rough: a client is killed, and the database restarted, each time that so many are done."""

    operations: int
    seed: int
    processes: int = 4
    speed: float = 300.0  # how much faster the book's clock goes
    kill_every: int = 1000
    restart_every: int = 5000
    wait_s: float = 10.0


@dataclass
class Outcome:
    """`faults` is empty where all is well; `counts` is what happened how often."""

    faults: list[str]
    counts: Counter[str] = field(default_factory=Counter)
    killed: int = 0
    restarts: int = 0


def campaign(plan: Plan, say: Say = lambda _: None) -> Outcome:
    """Do it, and let the checker judge. Leaves nothing behind."""
    folder = Path(tempfile.mkdtemp(prefix="durchwahl-"))
    server = Server(folder, tuning=SAFE)
    try:
        with tempfile.TemporaryDirectory() as diaries:
            _prepare(server.url())
            clock = (BEGINS, time.time(), plan.speed)
            order = Order(server.url(), Path(diaries), "", "", 0, *clock, plan.wait_s)
            outcome = _Run(plan, server, folder, order, say).to_the_end()
            told = diary.read(Path(diaries))
            outcome.counts = Counter(line.get("deed") or line.get("refused") or line["what"] for line in told)
            outcome.faults = [line["told"] for line in told if line["what"] == "fault"]
            with psycopg.connect(server.url().replace("+psycopg", "")) as connection:
                outcome.faults += checker.check(connection, told)
                if outcome.faults:
                    _keep(connection, Path(diaries))
        return outcome
    finally:
        server.close()


class _Run:
    def __init__(self, plan: Plan, server: Server, folder: Path, order: Order, say: Say) -> None:
        self.plan, self.server, self.folder, self.order, self.say = plan, server, folder, order, say
        self.random = Random(plan.seed)
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.soak.client"])
        self.gate = Gate(self.context, plan.processes)
        self.begun = 0
        self.outcome = Outcome([])

    def to_the_end(self) -> Outcome:
        """Whoever is killed is followed by another, who does what was left."""
        share = -(-self.plan.operations // self.plan.processes)
        clients = dict(self._begin(share, lane, each_once=True) for lane in range(self.plan.processes))
        kill_at, restart_at, next_word = self.plan.kill_every, self.plan.restart_every, time.monotonic()
        while clients:
            self.gate.open(min(kill_at, restart_at) + BEYOND * self.plan.processes)
            time.sleep(TICK_S)
            for client in [one for one in clients if not one.is_alive()]:
                order = clients.pop(client)
                left = order.operations - _done(order)
                if client.exitcode != 0 and left > 0:
                    clients |= dict([self._begin(left, order.lane)])
            done = self.gate.done
            if done >= kill_at and clients:
                self._kill(self.random.choice(list(clients)))
                kill_at += self.plan.kill_every
            if done >= restart_at and clients:
                self._restart()
                restart_at += self.plan.restart_every
            if time.monotonic() > next_word:
                next_word += WORD_S
                self.say(f"{done} of {self.plan.operations} operations")
        return self.outcome

    def _begin(
        self, operations: int, lane: int, *, each_once: bool = False
    ) -> tuple[ForkServerProcess, Order]:
        self.begun += 1
        name = f"client{self.begun}"
        seed = f"{self.plan.seed}.{name}"
        order = replace(self.order, name=name, seed=seed, operations=operations, lane=lane)
        order = replace(order, each_once=each_once)
        client = self.context.Process(target=run, args=(order, self.gate), daemon=True)
        client.start()
        return client, order

    def _kill(self, client: ForkServerProcess) -> None:
        client.kill()
        self.outcome.killed += 1

    def _restart(self) -> None:
        """By turns: told to stop, and ended at once, as when the machine goes away."""
        if self.outcome.restarts % 2:
            self.server.stop()
        else:
            self.server.crash()
        self.server.start()
        self.outcome.restarts += 1


def _done(order: Order) -> int:
    """Counts what the diary of a client says was done; one that was killed before it wrote has none."""
    path = order.folder / f"{order.name}.jsonl"
    return path.read_bytes().count(b'{"what": "did"') if path.exists() else 0


def _keep(connection: psycopg.Connection, diaries: Path) -> None:
    """What a fault was found in, to be looked at afterwards."""
    shutil.rmtree(EVIDENCE, ignore_errors=True)
    shutil.copytree(diaries, EVIDENCE)
    for table in ("appointments", "appointment_events", "claims", "waiting_list", "waiting_offers"):
        with (
            connection.cursor().copy(f"COPY {table} TO STDOUT WITH CSV HEADER") as copy,
            (EVIDENCE / f"{table}.csv").open("wb") as file,
        ):
            for block in copy:
                file.write(block)


def _prepare(url: str) -> None:
    create_tables(url)
    engine = create_engine(url)
    with Session(engine) as session, session.begin():
        load_town(session, BEGINS)
        change_office(session, "markt", return_after_min=1, return_after_max=20)
        change_needs(session, "markt", "pass", buffer_minutes=5)
    engine.dispose()
