"""What all pages of the desk are given: database, telephone, clock, and the board that tells of changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from routing.desk.board import Board
from routing.knowledge import Article
from routing.lines import Lines
from routing.ports import CarrierTrouble, Line, Softphones
from routing.store import Store
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
