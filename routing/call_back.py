"""Leaving the queue with one's place: to be called back, or to go on in the menu meanwhile."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.moves import changed, move
from routing.replacing import take_over_place
from routing.ringing import end_ring
from routing.tables import RingRow, TicketRow
from routing.tickets import TicketKind
from routing.transitions import Event

Window = tuple[datetime, datetime]
"""When a citizen may be rung: from, and until."""
CALL_BACK_TRIES = 3
CALL_BACK_PAUSE = timedelta(minutes=10)
TIME_TO_HANG_UP = timedelta(seconds=30)
"""A caller still hears the goodbye: rung meanwhile, the telephone is busy and a try is lost. It takes so long
only where the carrier does not tell of the call's end.
"""


def leave_for_call_back(
    session: Session, ticket_id: int, number: str, *, now: datetime, window: Window | None = None
) -> bool:
    """The caller leaves `number` (E.164) and keeps the place. False: the talk has begun, or all is over.

    `window`: the one that they chose; without one they may be rung as soon as they have hung up. An agent
    whose phone was just about to ring is let go; the ticket comes up again as a call back. Who had left the
    same number before is called once, for both, in the better of the two places.
    """
    opens, closes = window or (now + TIME_TO_HANG_UP, None)
    left = move(
        session,
        Event.LEAVE_NUMBER,
        ticket_id,
        now=now,
        kind=TicketKind.CALL_BACK,
        call_back_number=number,
        call_back_tries=0,
        not_before=opens,
        not_after=closes,
        windows_missed=0,
        tell_at=None,
        agent_id=None,
    )
    if left:
        end_ring(session, ticket_id, Event.LEAVE_NUMBER, now=now)
        take_over_place(session, ticket_id, number, now=now)
    return left


def hung_up(session: Session, ticket_id: int) -> None:
    """The call in which a number was left is over: from now on it may be rung. May be told twice, or late."""
    waits = (TicketRow.id == ticket_id, TicketRow.kind == TicketKind.CALL_BACK)
    first = (TicketRow.call_back_tries == 0, TicketRow.not_after.is_(None))
    changed(session, update(TicketRow).where(*waits, *first).values(not_before=None))


def step_out(session: Session, ticket_id: int, *, now: datetime) -> bool:
    """The caller helps themselves in the menu meanwhile and keeps the place; nobody is rung for them.

    An agent whose phone was just about to ring is let go. False: the talk has begun, or all is over.
    """
    out = move(session, Event.STEP_OUT, ticket_id, now=now, kind=TicketKind.IN_MENU, agent_id=None)
    if out:
        end_ring(session, ticket_id, Event.STEP_OUT, now=now)
    return out


def citizen_reached(
    session: Session, ticket_id: int, attempt: int, call_sid: str, *, now: datetime, ring_s: int = 20
) -> bool:
    """The citizen took our call, known to the carrier as `call_sid`: from now on like any caller on the line.

    Only now the agent's phone rings, for `ring_s` seconds. Should nobody pick up after all, the citizen waits
    in the old place instead of being dialled again.
    """
    reached = move(
        session,
        Event.CITIZEN_REACHED,
        ticket_id,
        only={"attempt": attempt, "kind": TicketKind.CALL_BACK},
        now=now,
        kind=TicketKind.WAITING,
        call_sid=call_sid,
        said=None,
        not_after=None,
        tell_at=None,
    )
    if reached:
        this = RingRow.ticket_id == ticket_id, RingRow.attempt == attempt
        rings_until = now + timedelta(seconds=ring_s)
        changed(session, update(RingRow).where(*this).values(begun_at=now, give_up_at=rings_until))
    return reached


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
        only={"attempt": attempt, "call_back_tries": tries},
        now=now,
        call_back_tries=tries + 1,
        connected_at=None,
        agent_id=None,
        **later,
    )
    if failed:
        end_ring(session, ticket_id, event, now=now)
    return failed
