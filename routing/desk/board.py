"""The board: one thread per process looks at the database for changes and wakes the desks concerned.

However many desks are open, the database is asked once per look; and a look compares the whole state with
what each desk was told, so that no change is missed, in whatever order transactions commit and whichever
process made them.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking.sql import run
from routing.queue import queue_now
from routing.store import reading
from routing.tables import AgentRow
from routing.tickets import QueueNow

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 0.1
"""Half of it is what a change waits on average until a desk is told."""
QUEUE_EVERY_S = 1.0
"""How often a desk is told of the queue, which in a busy house changes at every look, for all desks."""
NOBODY = QueueNow(0, None, 0)
# Of all agents: to name those whose desks are open would make a new statement of every look.
_VERSIONS = select(AgentRow.__table__.c.staff_id, AgentRow.__table__.c.version)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look saw: a version for each agent, which grows with every change, and the queue."""

    versions: Mapping[int, int]
    queue: QueueNow


@dataclass(frozen=True, slots=True)
class Change:
    """What one desk has to show anew: its own state, at this version, or the queue, or both."""

    version: int | None = None
    queue: QueueNow | None = None


class Board:
    """Looks while at least one desk is open."""

    def __init__(
        self,
        database: sessionmaker[DatabaseSession],
        *,
        every_s: float = LOOK_EVERY_S,
        queue_every_s: float = QUEUE_EVERY_S,
    ) -> None:
        self._database, self._every_s, self._queue_every_s = database, every_s, queue_every_s
        self._opened_or_closed = threading.Condition()
        self._open: set[Watch] = set()
        self._thread: threading.Thread | None = None

    def open(self, agent_id: int) -> "Watch":
        """A desk opens; close what comes back when the desk does."""
        watch = Watch(self, agent_id)
        with self._opened_or_closed:
            self._open.add(watch)
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_looking, name="desk-board", daemon=True)
                self._thread.start()
        return watch

    def close(self, watch: "Watch") -> None:
        """A desk closes."""
        with self._opened_or_closed:
            self._open.discard(watch)
            self._opened_or_closed.notify_all()

    def _keep_looking(self) -> None:
        while True:
            with self._opened_or_closed:
                # Waits out the pause, unless the last desk closes in the meantime.
                self._opened_or_closed.wait_for(lambda: not self._open, self._every_s)
                if not self._open:
                    self._thread = None
                    return
                watches = tuple(self._open)
            look = self._look()
            if look is not None:
                for watch in watches:
                    watch.see(look, self._queue_every_s)

    def _look(self) -> Look | None:
        try:
            with reading(self._database) as session:
                versions: dict[int, int] = dict(run(session, _VERSIONS).all())
                return Look(versions, queue_now(session))
        except SQLAlchemyError as fault:
            # The desks keep what they show; the next look finds what changed meanwhile.
            log.warning("board_cannot_look", fault=type(fault).__name__)
            return None


@dataclass(eq=False)
class Watch:
    """One open desk's view of the board: what it was told last, and what it is to be told next."""

    board: Board
    agent_id: int
    _version: int | None = None
    _queue: QueueNow = NOBODY
    _queue_told_at: float = float("-inf")
    _next: Change = Change()
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def see(self, look: Look, queue_every_s: float) -> None:
        """Wake this desk where the look differs from what it was told."""
        version, now = look.versions.get(self.agent_id), monotonic()
        queue_is_due = look.queue != self._queue and now - self._queue_told_at >= queue_every_s
        if version == self._version and not queue_is_due:
            return
        with self._changed:
            if version != self._version:
                self._version = version
                self._next = Change(version, self._next.queue)
            if queue_is_due:
                self._queue, self._queue_told_at = look.queue, now
                self._next = Change(self._next.version, look.queue)
            self._changed.notify_all()

    def wait(self, timeout_s: float) -> Change | None:
        """What changed since last asked; None when nothing did for `timeout_s` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._next != Change(), timeout_s)
            change, self._next = self._next, Change()
            return None if change == Change() else change

    def close(self) -> None:
        self.board.close(self)
