"""Presence: what agents want, and what the machine knows of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from routing.moves import changed, run
from routing.tables import AgentRow
from routing.tickets import AgentState, Wants

_AGENTS = AgentRow.__table__
_BY_ID = select(_AGENTS).where(_AGENTS.c.staff_id == bindparam("agent"))


@dataclass(frozen=True, slots=True)
class Presence:
    """Both halves of one agent's presence. `wants_why`: the reason of a missed call that set them to away."""

    agent_id: int
    contact: str
    wants: Wants
    wants_why: str | None
    state: AgentState
    state_since: datetime
    ticket_id: int | None
    version: int


def presence(session: Session, agent_id: int) -> Presence | None:
    """How this agent stands; None for staff who take no calls."""
    row = run(session, _BY_ID, {"agent": agent_id}).first()
    return to_presence(row) if row is not None else None


def to_presence(row: AgentRow | Row[*tuple[Any, ...]]) -> Presence:
    """The frozen value of a row."""
    return Presence(
        agent_id=row.staff_id,
        contact=row.contact,
        wants=Wants(row.wants),
        wants_why=row.wants_why,
        state=AgentState(row.state),
        state_since=row.state_since,
        ticket_id=row.ticket_id,
        version=row.version,
    )


def set_wants(
    session: Session, agent_id: int, wants: Wants, *, now: datetime, why: str | None = None
) -> None:
    """What the person wants from now on; the call that they may be in is not touched."""
    changed(
        session,
        update(AgentRow)
        .where(AgentRow.staff_id == agent_id)
        .values(wants=wants, wants_why=why, wants_since=now, version=AgentRow.version + 1),
    )
