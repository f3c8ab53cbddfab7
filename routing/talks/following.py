"""One ticket goes on from another: the story, the note and the held place travel along."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

import booking
from routing.moves import changed, reserve_agent, wake_holder, write_down
from routing.tables import RingRow, TicketRow
from routing.talks.values import NotPossible
from routing.tickets import TicketKind, TicketState, holder_of
from routing.transitions import Event

IN_FRONT = timedelta(hours=1)
"""So much longer a caller who had an agent already counts as waiting: nobody waits twice."""
HELD_MINUTES = 30
LOST = "telephone lost"
"""In the history of who comes back because of that."""

# What the menu learned, and what the agent before wrote down.
_TRAVELS = (
    "line",
    "skill",
    "language",
    "caller",
    "service",
    "office",
    "wish",
    "reason",
    "story",
    "note",
    "call_back_number",
    "counts_from",
    "priority",
)


def follow(
    session: Session, row: TicketRow, *, state: TicketState, call_sid: str, now: datetime, **values: Any
) -> int:
    """A new ticket that goes on from `row`; its id. What it knows is what that one knew.

    It waits from `now` on: the talk before it was no wait. Its place is the old one, or a better.
    """
    new = TicketRow(
        **{name: getattr(row, name) for name in _TRAVELS} | values,
        follows_id=row.id,
        call_sid=call_sid,
        state=state,
        kind=TicketKind.WAITING,
        enqueued_at=now,
    )
    session.add(new)
    session.flush()
    return new.id


def take_place_along(session: Session, from_id: int, to_id: int, *, now: datetime) -> None:
    """The place that is held for the caller is from now on held for the second agent."""
    hold_id = session.scalar(select(TicketRow.hold_id).where(TicketRow.id == from_id))
    if hold_id is None:
        return
    changed(session, update(TicketRow).where(TicketRow.id == from_id).values(hold_id=None))
    changed(session, update(TicketRow).where(TicketRow.id == to_id).values(hold_id=hold_id))
    with suppress(booking.HoldEnded):
        booking.hand_over(session, hold_id, holder=holder_of(to_id), now=now, minutes=HELD_MINUTES)


def back_in_front(session: Session, row: TicketRow, *, now: datetime, detail: str) -> int:
    """The caller waits again, ahead of all who have had nobody yet; the new ticket's id."""
    new = follow(
        session,
        row,
        state=TicketState.WAITING,
        call_sid=row.call_sid,
        now=now,
        counts_from=row.counts_from - IN_FRONT,
        own_agent_id=row.agent_id,
        said=row.said,
    )
    take_place_along(session, row.id, new, now=now)
    write_down(session, new, "back_in_front", now=now, agent_id=None, detail=detail)
    wake_holder(session, row.id)
    return new


def ring_for(
    session: Session, ticket_id: int, staff_id: int, *, now: datetime, give_up_at: datetime, why: str
) -> None:
    """Reserve this agent for a ticket that was made ringing for them. Raises `NotPossible`."""
    if not reserve_agent(session, staff_id, ticket_id, now=now):
        raise NotPossible("colleague_busy")
    session.add(
        RingRow(
            ticket_id=ticket_id,
            attempt=1,
            agent_id=staff_id,
            why=why,
            started_at=now,
            give_up_at=give_up_at,
        )
    )
    write_down(session, ticket_id, Event.RING, now=now, agent_id=staff_id, detail=why)


def row_of(session: Session, ticket_id: int) -> TicketRow:
    """The ticket's row as it stands, locked."""
    return session.get_one(TicketRow, ticket_id, with_for_update=True, populate_existing=True)
