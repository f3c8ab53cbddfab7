"""Calling back instead of letting wait: the ticket keeps its place, the citizen hangs up."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.moves import move
from routing.ringing import end_ring
from routing.tables import TicketRow
from routing.tickets import TicketKind
from routing.transitions import Event

CALL_BACK_TRIES = 3
CALL_BACK_PAUSE = timedelta(minutes=10)


def leave_for_call_back(session: Session, ticket_id: int, number: str, *, now: datetime) -> bool:
    """The caller leaves `number` (E.164) and keeps the place. False: the talk has begun, or all is over.

    An agent whose phone was just about to ring is let go; the ticket comes up again as a call back.
    """
    left = move(
        session,
        Event.LEAVE_NUMBER,
        ticket_id,
        now=now,
        kind=TicketKind.CALL_BACK,
        call_back_number=number,
        agent_id=None,
    )
    if left:
        end_ring(session, ticket_id, Event.LEAVE_NUMBER, now=now)
    return left


def citizen_reached(session: Session, ticket_id: int, attempt: int, call_sid: str, *, now: datetime) -> bool:
    """The citizen took our call, known to the carrier as `call_sid`: from now on like any caller on the line.

    Should the agent not pick up after all, the citizen waits in the old place instead of being dialled again.
    """
    return move(
        session,
        Event.CITIZEN_REACHED,
        ticket_id,
        TicketRow.attempt == attempt,
        TicketRow.kind == TicketKind.CALL_BACK,
        now=now,
        kind=TicketKind.WAITING,
        call_sid=call_sid,
    )


def call_back_failed(session: Session, ticket_id: int, attempt: int, *, now: datetime) -> bool:
    """The citizen did not take our call: the agent is free at once; we try again later, three times in all.

    False: that try was over already.
    """
    tries = session.scalar(select(TicketRow.call_back_tries).where(TicketRow.id == ticket_id)) or 0
    last = tries + 1 >= CALL_BACK_TRIES
    later: dict[str, Any] = {"closed_at": now} if last else {"not_before": now + CALL_BACK_PAUSE}
    event = Event.GIVE_UP if last else Event.CITIZEN_NOT_REACHED
    failed = move(
        session,
        event,
        ticket_id,
        TicketRow.attempt == attempt,
        TicketRow.call_back_tries == tries,
        now=now,
        call_back_tries=tries + 1,
        connected_at=None,
        agent_id=None,
        **later,
    )
    if failed:
        end_ring(session, ticket_id, event, now=now)
    return failed
