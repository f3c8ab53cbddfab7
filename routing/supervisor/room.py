"""What the supervisor's pages work with: database, telephone, clock, lines."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from routing.lines import Lines
from routing.ports import CarrierTrouble, Line
from routing.reports.contact import SelfServed
from routing.ringing import put_back
from routing.ringing import ring as current_ring
from routing.store import Store
from routing.tickets import Ring, TicketKind

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Room(Store):
    line: Line
    clock: Callable[[], datetime]
    lines: Lines
    ring_s: int
    self_served: SelfServed

    def stop_ringing(self, ring: Ring | None) -> None:
        """After the commit: silence a declined phone. Should the carrier fail, its time-out does the same."""
        if ring is not None:
            self._tell("stop_ringing", ring)

    def ring(self, ring: Ring) -> bool:
        """After the commit: ring the agent's phone, or the citizen's. False: refused, and the call waits."""
        verb = "call_back" if ring.kind is TicketKind.CALL_BACK else "ring"
        if self._tell(verb, ring):
            return True
        if ring.kind is TicketKind.CALL_BACK:
            return False  # perhaps it was dialled all the same: the worker asks before anybody dials again
        with self.writing() as session:
            if current_ring(session, ring.ticket_id, ring.attempt) is not None:
                put_back(session, ring.ticket_id, now=self.clock())
        return False

    def _tell(self, verb: str, ring: Ring) -> bool:
        try:
            getattr(self.line, verb)(ring)
        except CarrierTrouble as trouble:
            log.warning("carrier_refused", verb=verb, ticket=ring.ticket_id, code=trouble.code)
            return False
        return True
