"""One process that uses the book until it has done its share, is killed, or meets what must not happen."""

import time
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionInTime
from sqlalchemy.orm import sessionmaker

from booking import BookingError
from booking.db import connect
from tests.soak.callers import Client
from tests.soak.deeds import at_random, each_once
from tests.soak.diary import Diary
from tests.soak.gate import Gate

# What a client meets while the server goes down, is away or comes back.
AWAY = {None, "57P01", "57P02", "57P03", "08000", "08003", "08006"}
PATIENCE_S = 0.05
RULES_KEPT_S = 2.0  # as the line does


@dataclass(frozen=True)
class Order:
    """Whose share of what: the book's clock began at `began` when this machine's stood at `at`."""

    url: str
    folder: Path
    name: str
    seed: str
    operations: int
    began: datetime
    at: float
    speed: float
    wait_s: float
    lane: int = 0
    each_once: bool = False  # begin with one of each deed

    def now(self) -> datetime:
        passed = (time.time() - self.at) * self.speed
        return self.began.astimezone(UTC) + timedelta(seconds=passed)


def run(order: Order, gate: Gate) -> None:
    """Do `operations` things; what the database was away for is none. Faults are written into the diary."""
    engine = connect(order.url, pool_size=1, wait_s=order.wait_s)
    engine = engine.execution_options(rules_kept_s=RULES_KEPT_S)
    diary = Diary(order.folder / f"{order.name}.jsonl")
    ahead = timedelta(seconds=hash_of(order.seed) % 3 - 1)  # machines' clocks differ
    client = Client(order.name, sessionmaker(engine), lambda: order.now() + ahead, diary, order.seed)
    first = each_once(client.random) if order.each_once else ()
    deeds = chain(first, at_random(client.random))
    done = 0
    while done < order.operations:
        gate.wait()
        deed = next(deeds)
        told = {"deed": deed.__name__}
        try:
            try:
                deed(client)
            except BookingError as refused:
                told = {"refused": refused.code}
            diary.note("did", **told)
            gate.count(order.lane)
            done += 1
        except NoConnectionInTime:
            diary.note("away")
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) not in AWAY:
                diary.sure("fault", told=traceback.format_exc())
            diary.note("away")
            time.sleep(PATIENCE_S)
        except Exception:
            diary.sure("fault", told=traceback.format_exc())
    diary.sure("ended")
    engine.dispose()


def hash_of(text: str) -> int:
    """The same in every process, which `hash` is not."""
    return sum(text.encode())
