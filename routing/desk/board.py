"""The board: one thread per process looks at the database for changes and wakes the desks concerned.

However many desks are open, the database is asked once per look; and a look compares the whole state, so that
no change is missed, in whatever order transactions commit and whichever process made them.
"""

import threading
from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, field

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing.queue import queue_now
from routing.tables import AgentRow
from routing.tickets import QueueNow

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 0.2
# Of all agents: to name those whose desks are open would make a new statement of every look.
_VERSIONS = select(AgentRow.__table__.c.staff_id, AgentRow.__table__.c.version)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look saw: a version for each agent who has a desk open, and the queue."""

    versions: dict[int, int] = field(default_factory=dict)
    queue: QueueNow = field(default_factory=lambda: QueueNow(0, None, 0))


@dataclass(frozen=True, slots=True)
class Change:
    """What one desk has to show anew: its own state, the queue, or both."""

    desk: bool
    queue: QueueNow | None


class Board:
    """Looks while at least one desk is open; forgets everything when the last one closes."""

    def __init__(self, database: sessionmaker[DatabaseSession], *, every_s: float = LOOK_EVERY_S) -> None:
        self._database, self._every_s = database, every_s
        self._changed = threading.Condition()
        self._open: Counter[int] = Counter()
        self._thread: threading.Thread | None = None
        self._last = Look()

    def open(self, agent_id: int) -> "Watch":
        """A desk opens; close what comes back when the desk does."""
        with self._changed:
            self._open[agent_id] += 1
            if self._thread is None:
                self._thread = threading.Thread(target=self._keep_looking, name="desk-board", daemon=True)
                self._thread.start()
        return Watch(self, agent_id)

    def close(self, agent_id: int) -> None:
        """A desk closes."""
        with self._changed:
            self._open[agent_id] -= 1
            self._open += Counter()  # drops those at zero
            self._changed.notify_all()

    def wait(self, seen: Look, agent_id: int, timeout_s: float) -> Look:
        """The next look that differs, for this agent, from what was `seen`; or the same after `timeout_s`."""
        with self._changed:
            self._changed.wait_for(lambda: self._differs(seen, agent_id), timeout_s)
            return self._last

    def _differs(self, seen: Look, agent_id: int) -> bool:
        last = self._last
        return last.versions.get(agent_id) != seen.versions.get(agent_id) or last.queue != seen.queue

    def _keep_looking(self) -> None:
        while True:
            with self._changed:
                # Waits out the pause, unless the last desk closes in the meantime.
                self._changed.wait_for(lambda: not self._open, self._every_s)
                if not self._open:
                    self._thread, self._last = None, Look()
                    return
                agents = set(self._open)
            look = self._look(agents)
            if look is not None and look != self._last:
                with self._changed:
                    self._last = look
                    self._changed.notify_all()

    def _look(self, agents: Container[int]) -> Look | None:
        try:
            with self._database.begin() as session:
                session.connection(execution_options={"read_only": True})
                versions = {
                    agent: version for agent, version in session.execute(_VERSIONS) if agent in agents
                }
                return Look(versions, queue_now(session))
        except SQLAlchemyError as fault:
            # The desks keep what they show; the next look finds what changed meanwhile.
            log.warning("board_cannot_look", fault=type(fault).__name__)
            return None


class Watch:
    """One open desk's view of the board."""

    def __init__(self, board: Board, agent_id: int) -> None:
        self._board, self._agent_id = board, agent_id
        self._seen = Look()

    def wait(self, timeout_s: float) -> Change | None:
        """What changed since last asked; None when nothing did for `timeout_s` seconds."""
        now = self._board.wait(self._seen, self._agent_id, timeout_s)
        seen, self._seen = self._seen, now
        desk = now.versions.get(self._agent_id) != seen.versions.get(self._agent_id)
        queue = now.queue if now.queue != seen.queue else None
        return Change(desk, queue) if desk or queue else None

    def close(self) -> None:
        self._board.close(self._agent_id)
