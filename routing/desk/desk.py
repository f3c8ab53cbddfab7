"""What all pages of the desk are given: database, telephone, clock, and the board that tells of changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from routing.desk.board import Board
from routing.directory import Directory
from routing.knowledge import Article
from routing.lines import Lines
from routing.ports import CarrierTrouble, Line, Softphones
from routing.silencing import stop_ringing
from routing.store import Store
from routing.talks import Talk, Teller
from routing.tapes import Recorder
from routing.tickets import Ring

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Desk(Store):
    line: Line
    softphones: Softphones
    clock: Callable[[], datetime]
    board: Board
    lines: Lines
    articles: Sequence[Article]
    directory: Directory

    def tell(self, talk: Talk | None) -> None:
        """After the commit: have the carrier do what has changed; what fails, the worker tells again."""
        if talk is not None:
            self.record(
                talk.ticket_id
            )  # first: whoever comes into the talk now has not agreed to be recorded
            Teller(self.database, self.line, self.clock).tell(talk.id)

    def record(self, ticket_id: int) -> None:
        """After the commit: have the carrier record, or not record, this ticket's talk as is wanted now."""
        Recorder(self.database, self.line, self.clock).follow(ticket_id)

    def ring(self, ring: Ring) -> None:
        """After the commit: take the caller to another agent's phone. What fails, is mended as any ring."""
        try:
            self.line.ring(ring)
        except CarrierTrouble as trouble:
            log.warning("ring_failed", ticket=ring.ticket_id, code=trouble.code)

    def stop_ringing(self, ring: Ring | None) -> None:
        """After the commit: silence a declined phone."""
        stop_ringing(self.line, ring)

    def hang_up(self, call_sid: str) -> None:
        """After the commit: end a call. If the carrier fails, the agent hangs up their own phone."""
        try:
            self.line.hang_up(call_sid)
        except CarrierTrouble as trouble:
            log.warning("hang_up_failed", code=trouble.code)
