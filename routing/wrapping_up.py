"""Wrap-up: what came of a call, what is still to be done, and whether it was settled at the first contact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from booking import BERLIN
from routing.desk_tables import FollowUpRow
from routing.drafts import Typed, drafts_of, drop_drafts
from routing.ending import finish, open_wrap_up
from routing.moves import run, write_down
from routing.rules import Rules
from routing.tables import AgentRow, TicketEventRow, TicketRow
from routing.tickets import Ticket, TicketState

TOO_LONG = "wrap_up_over"
PART = "wrap-up"
"""The form's name among the drafts."""
LONGEST_FOLLOW_UP = 400
LIKELY = {"booked": "booked", "moved": "moved", "cancelled": "cancelled", "hand_over": "put_through"}
"""What an agent does for a caller, as it stands in the ticket's history: the reason that is likely then."""

_EVENTS = TicketEventRow.__table__.c
_DONE = (
    select(_EVENTS.event)
    .where(_EVENTS.ticket_id == bindparam("ticket"), or_(*(_EVENTS.event == deed for deed in LIKELY)))
    .order_by(_EVENTS.id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class WrapUp:
    """`reason`: one of the line's codes. `settled`: at this contact, without another one to come.

    `follow_up`: what is still to be done, "" for nothing; `due`: until which day, None for the next day.
    """

    reason: str | None = None
    settled: bool | None = None
    follow_up: str = ""
    due: date | None = None


def wrap_up(session: Session, ticket_id: int, done: WrapUp, *, agent_id: int, now: datetime) -> bool:
    """The wrap-up is done and the agent idle. False when the ticket is in no wrap-up (any more)."""
    finished = finish(session, ticket_id, settled_as=done.reason, settled=done.settled, now=now)
    if finished:
        drop_drafts(session, ticket_id)
        if done.follow_up:
            tomorrow = now.astimezone(BERLIN).date() + timedelta(days=1)
            session.add(
                FollowUpRow(
                    ticket_id=ticket_id,
                    agent_id=agent_id,
                    what=done.follow_up[:LONGEST_FOLLOW_UP],
                    due=done.due or tomorrow,
                )
            )
            session.flush()
    return finished


def wrap_up_as_typed(session: Session, agent_id: int, *, now: datetime) -> None:
    """The agent goes in the middle of a wrap-up: it is closed with what was typed so far."""
    ticket_id = open_wrap_up(session, agent_id)
    if ticket_id is not None:
        typed = drafts_of(session, ticket_id, agent_id).get(PART)
        wrap_up(session, ticket_id, _read(typed) if typed else WrapUp(), agent_id=agent_id, now=now)


def end_wrap_ups(session: Session, rules: Mapping[str, Rules], *, now: datetime) -> int:
    """Close those that have taken longer than their line allows, as they were typed so far; how many.

    The agent is idle again, and gets calls if that is what they want.
    """
    closed = 0
    for line, rule in rules.items():
        if rule.wrap_up_s is None:
            continue
        over = session.scalars(
            select(AgentRow.staff_id)
            .join(TicketRow, TicketRow.id == AgentRow.ticket_id)
            .where(TicketRow.state == TicketState.WRAP_UP, TicketRow.line == line)
            .where(TicketRow.talked_until <= now - timedelta(seconds=rule.wrap_up_s))
            .order_by(TicketRow.id)
        ).all()
        for agent_id in over:
            ticket_id = open_wrap_up(session, agent_id)
            if ticket_id is not None:
                write_down(session, ticket_id, TOO_LONG, now=now, agent_id=agent_id)
                wrap_up_as_typed(session, agent_id, now=now)
                closed += 1
    return closed


def likely_reason(session: Session, of: Ticket) -> str | None:
    """By what was done last for this caller; None before a wrap-up, and when nothing was done.

    A line whose calls can have no such result has none that is likely.
    """
    if of.state is not TicketState.WRAP_UP:
        return None
    done: str | None = run(session, _DONE, {"ticket": of.id}).scalar()
    return LIKELY[done] if done is not None else None


def _read(typed: Typed) -> WrapUp:
    try:
        due = date.fromisoformat(typed.get("due", ""))
    except ValueError:
        due = None
    return WrapUp(
        reason=typed.get("settled_as") or None,
        settled=typed.get("settled") == "yes" if typed.get("settled_as") else None,
        follow_up=typed.get("follow_up", "").strip(),
        due=due,
    )
