"""The board: what changes in the database wakes the desks concerned, and no others."""

# ruff: noqa: N803 - the fixture is named as what it makes

import threading

from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing import QueueNow, Wants, enqueue, set_wants
from routing.desk.board import Board, Change, Look, Watch
from routing.presence import presence
from tests.routing.conftest import NOW, new_agent, new_call

Database = sessionmaker[DatabaseSession]
SOON_S = 5
"""Far more than a look takes: reached only when the board is broken."""


def version_of(Session: Database, agent: int) -> int:
    with Session.begin() as session:
        here = presence(session, agent)
        assert here is not None
        return here.version


def test_only_the_desk_concerned_is_woken(Session: Database) -> None:
    """An agent's own change is told to that agent; the queue is told to all."""
    with Session.begin() as session:
        ada, bo = (new_agent(session, name, wants=Wants.BREAK) for name in ("ada", "bo"))
    board = Board(Session, every_s=0.01, queue_every_s=0.01)
    hers, his = board.open(ada), board.open(bo)
    first = version_of(Session, ada)
    assert hers.wait(SOON_S) == his.wait(SOON_S) == Change(version=first)
    with Session.begin() as session:
        set_wants(session, ada, Wants.AWAY, now=NOW)
    assert hers.wait(SOON_S) == Change(version=first + 1)
    assert his.wait(0.05) is None
    with Session.begin() as session:
        enqueue(session, new_call(), now=NOW)
    queue = QueueNow(1, NOW, 0)
    assert hers.wait(SOON_S) == his.wait(SOON_S) == Change(queue=queue)
    hers.close()
    his.close()


def test_nobody_looks_when_no_desk_is_open(Session: Database) -> None:
    """The board's thread ends with the last desk, and a new desk starts it again."""
    with Session.begin() as session:
        ada = new_agent(session)
    board = Board(Session, every_s=0.01)
    for _ in range(2):
        watch = board.open(ada)
        assert watch.wait(SOON_S) == Change(version=version_of(Session, ada))
        (looking,) = [t for t in threading.enumerate() if t.name == "desk-board"]
        watch.close()
        looking.join(SOON_S)
        assert not looking.is_alive()


def test_a_busy_queue_is_told_of_now_and_then(Session: Database) -> None:
    """Each change of one's own at once; of the queue's, only how it is after the pause."""
    with Session.begin() as session:
        ada = new_agent(session, wants=Wants.BREAK)
    watch = Watch(Board(Session), ada)
    one, two = QueueNow(1, NOW, 0), QueueNow(2, NOW, 0)
    watch.see(Look({ada: 1}, one), queue_every_s=60)
    assert watch.wait(0) == Change(1, one)
    watch.see(Look({ada: 2}, two), queue_every_s=60)
    assert watch.wait(0) == Change(version=2)
    watch.see(Look({ada: 2}, two), queue_every_s=0)
    assert watch.wait(0) == Change(queue=two)
    watch.see(Look({ada: 2}, two), queue_every_s=0)
    assert watch.wait(0) is None
