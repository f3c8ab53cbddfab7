"""Callers in processes of their own, each with its own engine, who start together and want the same thing."""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.synchronize import Barrier
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from booking.db import connect

PROCESSES = 4
START_S = 60  # how long a slow machine may take to start all processes
WAIT_S = 10.0  # for locks: races are about who wins, not about how fast this machine is
RULES_KEPT_S = 2.0  # as the line does

Sessions = sessionmaker[Session]
Deed = Callable[[Sessions, int], Any]

_start: Barrier
_engines: dict[str, Engine] = {}  # at most one


def remember(start: Barrier) -> None:
    """Runs first in each process of the crowd."""
    global _start  # noqa: PLW0603 - a barrier reaches a process only while that is started
    _start = start


class Crowd:
    """Processes that wait for something to do together. Close it at the end."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.races.rush"])  # what all need is imported once
        self._pool = ProcessPoolExecutor(
            PROCESSES, mp_context=context, initializer=remember, initargs=(context.Barrier(PROCESSES),)
        )

    def all_at_once(self, url: str, deed: Deed, callers: int, *, before: Deed | None = None) -> list[Any]:
        """What `deed` gave or raised for each caller: a thread each, spread over all processes.

        Each does `before` first, and then waits for the others: as a line that has been running for a while.
        """
        shares = [range(first, callers, PROCESSES) for first in range(PROCESSES)]
        # Each process waits for the others before it begins, so that none takes two shares.
        orders = [url] * PROCESSES, [deed] * PROCESSES, [before] * PROCESSES
        told = list(self._pool.map(_share, *orders, shares))
        return [one for share in told for one in share]

    def close(self) -> None:
        self._pool.shutdown()


def _share(url: str, deed: Deed, before: Deed | None, callers: Sequence[int]) -> list[Any]:
    # Rules are kept by an engine: each time another one, on the connections that are there already.
    sessions = sessionmaker(_connected(url).execution_options(rules_kept_s=RULES_KEPT_S))

    def call(caller: int) -> Any:
        try:
            return deed(sessions, caller)
        except Exception as error:
            return error

    with ThreadPoolExecutor(max(1, len(callers))) as threads:
        if before:
            list(threads.map(before, [sessions] * len(callers), callers))
        _start.wait(START_S)
        return list(threads.map(call, callers))


def _connected(url: str) -> Engine:
    """To the database of the last time, or else to another one."""
    if url not in _engines:
        while _engines:
            _engines.popitem()[1].dispose()
        _engines[url] = connect(url, wait_s=WAIT_S)
    return _engines[url]
