"""What a supervisor does to agents and waiting calls. Each deed is written down, with who and why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.desk_tables import AgentEventRow
from routing.duty import change_wants
from routing.ending import remember
from routing.moves import changed
from routing.ringing import ring_agent
from routing.tables import StaffRow, TicketRow
from routing.tickets import Pairing, Ring, TicketState, Wants


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of an agent's history; `by` is a name, `at` aware UTC."""

    at: datetime
    event: str
    by: str
    detail: str


def force_wants(
    session: Session, agent_id: int, wants: Wants, *, by: int, why: str, now: datetime
) -> Ring | None:
    """Set an agent to break, away or off. A talk goes on; what rings is declined, and returned."""
    declined = change_wants(session, agent_id, wants, now=now)
    write_deed(session, agent_id, "forced", by=by, detail=f"{wants}: {why}", now=now)
    return declined


def write_deed(session: Session, agent_id: int, event: str, *, by: int, detail: str, now: datetime) -> None:
    """Add a line to the agent's history."""
    session.add(AgentEventRow(agent_id=agent_id, by_id=by, at=now, event=event, detail=detail[:240]))
    session.flush()


def deeds(session: Session, agent_id: int, *, count: int = 20) -> list[Deed]:
    """What was done to this agent, the newest first."""
    rows = session.execute(
        select(AgentEventRow.at, AgentEventRow.event, StaffRow.name, AgentEventRow.detail)
        .join(StaffRow, StaffRow.id == AgentEventRow.by_id)
        .where(AgentEventRow.agent_id == agent_id)
        .order_by(AgentEventRow.id.desc())
        .limit(count)
    )
    return [Deed(*row) for row in rows]


def give_to_agent(
    session: Session, ticket_id: int, agent_id: int, *, by: str, ring_s: int, now: datetime
) -> Ring | None:
    """Ring this agent for a waiting call, whatever the queue would do. None: one of the two is not free.

    The caller rings after the commit.
    """
    pairing = Pairing(ticket_id, agent_id, f"Zugeteilt von {by}")
    return ring_agent(session, pairing, now=now, ring_s=ring_s)


def move_to_line(
    session: Session, ticket_id: int, line: str, topic: str, *, by: int, detail: str, now: datetime
) -> bool:
    """Let the agents of another line or topic take a waiting call, in its place. False: it waits no more.

    From then on it is a call of that line, in the reports as well.
    """
    waits = (TicketRow.id == ticket_id, TicketRow.state == TicketState.WAITING)
    moved = changed(session, update(TicketRow).where(*waits).values(line=line, skill=topic)) == 1
    if moved:
        remember(session, ticket_id, "line", agent_id=by, now=now, detail=detail)
    return moved
