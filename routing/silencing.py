"""Silencing a phone that rings for a call which its agent declined."""

import structlog

from routing.ports import CarrierTrouble, Line
from routing.tickets import Ring

log = structlog.get_logger(__name__)


def stop_ringing(line: Line, ring: Ring | None) -> None:
    """After the commit. Should the carrier fail, its time-out does the same."""
    if ring is None or ring.consulting:  # a colleague's leg is told by itself
        return
    try:
        line.stop_ringing(ring)
    except CarrierTrouble as trouble:
        log.warning("stop_ringing_failed", ticket=ring.ticket_id, code=trouble.code)
