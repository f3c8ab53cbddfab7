"""Going on and off duty, in whatever state one is in: nothing stays ringing or unfinished behind."""

from datetime import datetime

from sqlalchemy.orm import Session

from routing.presence import presence, set_wants
from routing.ringing import current_ring, not_picked_up
from routing.talks import decline_asked
from routing.tickets import Missed, Ring, Wants
from routing.wrapping_up import wrap_up_as_typed


def change_wants(session: Session, agent_id: int, wants: Wants, *, now: datetime) -> Ring | None:
    """The agent is `wants` from now on. Who goes while the phone rings declines that call.

    Returns the declined ring, for the line to stop ringing after the commit. A talk goes on in any case.
    """
    declined = None if wants is Wants.AVAILABLE else decline(session, agent_id, now=now)
    set_wants(session, agent_id, wants, now=now)
    return declined


def decline(session: Session, agent_id: int, *, now: datetime) -> Ring | None:
    """Decline what rings at this agent's phone; None when nothing rings (any more)."""
    ring = current_ring(session, agent_id)
    if ring is None:
        return None
    if ring.consulting:
        gone = decline_asked(session, ring.ticket_id, now=now, why=Missed.DECLINED)
        return ring if gone else None
    declined = not_picked_up(session, ring.ticket_id, ring.attempt, reason=Missed.DECLINED, now=now)
    return ring if declined else None


def go_home(session: Session, agent_id: int, *, now: datetime) -> Ring | None:
    """Sign-out: off duty, the wrap-up closed as it was typed so far. Returns a declined ring, as above."""
    wrap_up_as_typed(session, agent_id, now=now)
    return change_wants(session, agent_id, Wants.OFF, now=now)


def arrive(session: Session, agent_id: int, *, now: datetime) -> None:
    """Sign-in: here, but not yet taking calls. Who is in the middle of something else stays as they were."""
    here = presence(session, agent_id)
    if here is not None and here.wants is Wants.OFF:
        set_wants(session, agent_id, Wants.AWAY, now=now)
