"""Whatever has stood too long is asked after at the carrier, and set right.

A crash of ours, a lost word, a request of which nobody knows whether it was carried out: each leaves a ring
that rings nowhere, and an agent who gets no call. Nothing here is guessed from time alone; the carrier is
asked, and a doubt that it cannot clear now is left for the next round.
"""

from datetime import datetime, timedelta

import structlog

import routing
from ivr.carrier.rest import CarrierLine
from ivr.hang_up import FINAL, call_ended
from ivr.house import House
from routing.ports import CarrierTrouble
from routing.tickets import Ring, TicketKind

log = structlog.get_logger()

GONE = FINAL | {"unknown"}
CALL_BACK_AT_MOST = timedelta(seconds=90)  # ringing, a greeting said twice, and time to press the key


class Reconciler:
    """Sets rings right, each in its own transaction."""

    def __init__(self, house: House, line: CarrierLine) -> None:
        self.house, self.line = house, line

    def ring_refused(self, ring: Ring, trouble: CarrierTrouble) -> None:
        """The carrier did not take our order. The caller may have hung up in this very moment.

        A call back of which nobody knows whether it was dialled is not dialled again: it is asked after. One
        that the carrier will not dial at all, as to a number that nobody has, was a try.
        """
        is_call_back = ring.kind == TicketKind.CALL_BACK
        if is_call_back and trouble.leaves_doubt:
            return
        now = self.house.clock()
        with self.house.sessions.begin() as session:
            if is_call_back and trouble.code == "refused":
                routing.call_back_failed(session, ring.ticket_id, ring.attempt, now=now)
            elif trouble.code == "gone" and not is_call_back:
                call_ended(session, ring.call_sid, now=now)
            elif routing.ring(session, ring.ticket_id, ring.attempt) is not None:
                routing.put_back(session, ring.ticket_id, now=now)

    def mend_rings(self) -> None:
        """Rings that never began, and those that should have ended long ago."""
        with self.house.sessions.begin() as session:
            late = routing.overdue(session, now=self.house.clock())
        for ring in late:
            try:
                mended = self._call_back(ring) if ring.kind == TicketKind.CALL_BACK else self._ring(ring)
            except CarrierTrouble:
                continue  # asked again in the next round
            if mended:
                log.warning("ring_mended", ticket=ring.ticket_id, how=mended)

    def _ring(self, ring: Ring) -> str:
        """A caller who is on the line, or was."""
        status = self.line.status(ring.call_sid)
        now = self.house.clock()
        with self.house.sessions.begin() as session:
            if status in GONE:
                return call_ended(session, ring.call_sid, now=now)
            if ring.begun_at is None:  # our order was lost, so no telephone rings: nobody's fault
                routing.put_back(session, ring.ticket_id, now=now)
                return "put_back"
            missed = routing.Missed.NO_ANSWER
            routing.not_picked_up(session, ring.ticket_id, ring.attempt, reason=missed, now=now)
            return "missed"

    def _call_back(self, ring: Ring) -> str:
        """A citizen who is being dialled, or was to be."""
        sid = ring.dialled_sid or self.line.find_call_back(ring)
        status = self.line.status(sid) if sid else "unknown"
        now = self.house.clock()
        if sid and status not in GONE:
            return self._still_dialling(ring, sid, now)
        with self.house.sessions.begin() as session:
            if sid is None:
                routing.put_back(session, ring.ticket_id, now=now)
                return "put_back"
            routing.call_back_failed(session, ring.ticket_id, ring.attempt, now=now)
            return "call_back_failed"

    def _still_dialling(self, ring: Ring, sid: str, now: datetime) -> str:
        if now - ring.started_at > CALL_BACK_AT_MOST:
            self.line.hang_up(sid)
            with self.house.sessions.begin() as session:
                routing.call_back_failed(session, ring.ticket_id, ring.attempt, now=now)
            return "call_back_ended"
        with self.house.sessions.begin() as session:
            routing.ring_begun(session, ring.ticket_id, ring.attempt, dialled_sid=sid, now=now)
        return ""
