"""Carrying out a transition: conditional UPDATEs, first the ticket, then its agent.

Whoever changes a row decides the race; `False` means that somebody else was faster and nothing was changed.
The order (ticket before agent) is the same everywhere, so that no two transactions wait for each other.
"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, Update, select, update
from sqlalchemy.orm import Session

from routing.tables import AgentRow, TicketEventRow, TicketRow
from routing.tickets import AgentState
from routing.transitions import TRANSITIONS, Event


def changed(session: Session, statement: Update) -> int:
    """How many rows an UPDATE changed. Rows loaded before are stale after it: readers ask anew."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount


def move_ticket(
    session: Session, event: Event, ticket_id: int, *conditions: ColumnElement[bool], **values: Any
) -> bool:
    """Move the ticket alone, if it stands where `event` may happen and `conditions` hold."""
    step = TRANSITIONS[event]
    return (
        changed(
            session,
            update(TicketRow)
            .where(TicketRow.id == ticket_id, TicketRow.state.in_(step.ticket_from), *conditions)
            .values(state=step.ticket_to, **values),
        )
        == 1
    )


def move_agent(
    session: Session, event: Event, *conditions: ColumnElement[bool], now: datetime, **values: Any
) -> bool:
    """Move one agent alone. Going idle lets go of the ticket: the two are one fact."""
    step = TRANSITIONS[event]
    if step.agent_to is AgentState.IDLE:
        values["ticket_id"] = None
    return (
        changed(
            session,
            update(AgentRow)
            .where(AgentRow.state.in_(step.agent_from), *conditions)
            .values(state=step.agent_to, state_since=now, version=AgentRow.version + 1, **values),
        )
        == 1
    )


def move(
    session: Session,
    event: Event,
    ticket_id: int,
    *conditions: ColumnElement[bool],
    now: datetime,
    detail: str = "",
    **values: Any,
) -> bool:
    """Move a ticket and the agent who has it, if any, and write it down."""
    if not move_ticket(session, event, ticket_id, *conditions, **values):
        return False
    holder = session.scalar(select(AgentRow.staff_id).where(AgentRow.ticket_id == ticket_id))
    move_agent(session, event, AgentRow.ticket_id == ticket_id, now=now)
    write_down(session, ticket_id, event, now=now, agent_id=holder, detail=detail)
    return True


def write_down(
    session: Session, ticket_id: int, event: str, *, now: datetime, agent_id: int | None, detail: str = ""
) -> None:
    """Add a line to the ticket's history."""
    session.add(
        TicketEventRow(ticket_id=ticket_id, at=now, event=event, agent_id=agent_id, detail=detail[:240])
    )
    session.flush()
