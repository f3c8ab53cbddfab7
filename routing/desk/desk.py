"""What all pages of the desk are given: database, telephone, clock, and the board that tells of changes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing.desk.board import Board
from routing.knowledge import Article
from routing.lines import Lines
from routing.ports import CarrierTrouble, Line, Softphones
from routing.tickets import Ring

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk:
    database: sessionmaker[DatabaseSession]
    line: Line
    softphones: Softphones
    clock: Callable[[], datetime]
    board: Board
    lines: Lines
    articles: Sequence[Article]

    @contextmanager
    def reading(self) -> Iterator[DatabaseSession]:
        """A transaction that only reads: on SQLite it does not stand in line with those that write."""
        with self.database.begin() as session:
            session.connection(execution_options={"read_only": True})
            yield session

    def writing(self) -> AbstractContextManager[DatabaseSession]:
        """A transaction that commits at its end."""
        return self.database.begin()

    def stop_ringing(self, ring: Ring | None) -> None:
        """After the commit: silence a declined phone. Should the carrier fail, its time-out does the same."""
        if ring is None:
            return
        try:
            self.line.stop_ringing(ring)
        except CarrierTrouble as trouble:
            log.warning("stop_ringing_failed", ticket=ring.ticket_id, code=trouble.code)

    def hang_up(self, call_sid: str) -> None:
        """After the commit: end a call. If the carrier fails, the agent hangs up their own phone."""
        try:
            self.line.hang_up(call_sid)
        except CarrierTrouble as trouble:
            log.warning("hang_up_failed", code=trouble.code)
