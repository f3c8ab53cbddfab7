"""Two who talk move into a room: only then, because most talks need none.

The agent's leg is led into the room; the caller's follows by itself, when the carrier asks what is next.
"""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from routing.moves import run
from routing.presence import presence
from routing.queue import ticket
from routing.tables import RingRow
from routing.talks.legs import add_leg, add_talk, open_talk_of
from routing.talks.values import LegRole, LegState, NotPossible, Place, Talk
from routing.tickets import Ticket, TicketState

_LEG = select(RingRow.leg_sid).where(
    RingRow.ticket_id == bindparam("ticket"), RingRow.attempt == bindparam("ring")
)


def my_talk(session: Session, agent_id: int, *, now: datetime) -> tuple[Ticket, Talk]:
    """The agent's own ticket, and its talk in a room, locked. Raises `NotPossible` where there is no talk."""
    mine = my_ticket(session, agent_id)
    return mine, open_for(session, mine, now=now)


def my_ticket(session: Session, agent_id: int) -> Ticket:
    """The caller whom this agent talks to. Raises `NotPossible`."""
    here = presence(session, agent_id)
    mine = ticket(session, here.ticket_id) if here is not None and here.ticket_id is not None else None
    if mine is None or mine.state is not TicketState.CONNECTED or mine.consulting:
        raise NotPossible("no_call")
    return mine


def open_for(session: Session, of: Ticket, *, now: datetime) -> Talk:
    """The room of this ticket's talk, made when there is none yet. Raises `NotPossible`."""
    known = open_talk_of(session, of.id, lock=True)
    if known is not None:
        return known
    leg_sid = agents_leg(session, of)
    if leg_sid is None:
        raise NotPossible("no_leg")
    talk = add_talk(session, of.id, now=now)
    if not talk.legs:
        here = {"state": LegState.UP, "place": Place.ROOM}
        add_leg(session, talk.id, LegRole.CALLER, now=now, call_sid=of.call_sid, **here)
        agent = {"call_sid": leg_sid, "staff_id": of.agent_id}
        add_leg(session, talk.id, LegRole.AGENT, now=now, **agent, **here)
    again = open_talk_of(session, of.id, lock=True)
    return again or talk


def agents_leg(session: Session, of: Ticket) -> str | None:
    """The agent's own leg of the call, known from the moment at which they picked up."""
    found: str | None = run(session, _LEG, {"ticket": of.id, "ring": of.attempt}).scalar()
    return found
