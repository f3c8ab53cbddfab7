"""The short form of `make soak-routing`: the same faults, on a clock that stands still."""

from contextlib import suppress

import pytest
from sqlalchemy.exc import SQLAlchemyError

import routing
from ivr.migrate import upgrade
from tests.postgresql import Server
from tests.soak.calls import Callers, soak

pytestmark = pytest.mark.race


def kill_worker(callers: Callers) -> None:
    """It has reserved agents for who waits, and is gone before it has told the carrier."""
    house = callers.line.house
    with house.sessions.begin() as session:
        routing.assign(session, now=callers.line.now(), ring_s=26, rules=house.rules)


def test_whatever_crashes_nobody_is_stuck(postgresql_server: Server) -> None:
    """No agent stuck, no ticket open, every call with its outcome."""
    upgrade(postgresql_server.url())
    crashed = 0

    def crash_database(callers: Callers) -> None:
        """Somebody presses a key while it is away; the worker's duties fail, and come again."""
        nonlocal crashed
        crashed += 1
        postgresql_server.crash()
        if callers.live:
            callers.act()
        postgresql_server.start()
        for _ in range(8):
            with suppress(SQLAlchemyError):
                callers.line.work()

    assert soak(postgresql_server.url(), 6, seed=3, disasters=(kill_worker, crash_database)) == []
    assert crashed
