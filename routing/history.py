"""What happened to a call after it left the menu, as it was written down at the time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.tables import StaffRow, TicketEventRow, TicketRow


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a ticket's history. `at` is aware UTC; `agent` a name; `detail` why an agent was chosen."""

    at: datetime
    event: str
    agent: str | None
    detail: str


def history_of(session: Session, call_sid: str) -> list[Happening]:
    """All that happened to the tickets of a call, in its order; nothing for one that never left the menu."""
    rows = session.execute(
        select(TicketEventRow.at, TicketEventRow.event, StaffRow.name, TicketEventRow.detail)
        .join(TicketRow, TicketRow.id == TicketEventRow.ticket_id)
        .outerjoin(StaffRow, StaffRow.id == TicketEventRow.agent_id)
        .where(TicketRow.call_sid == call_sid)
        .order_by(TicketEventRow.id)
    )
    return [Happening(*row) for row in rows]
