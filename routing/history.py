"""What happened to a call after it left the menu, as it was written down at the time, and what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.passed_on import PassedOn, passed_on
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


@dataclass(frozen=True, slots=True)
class Contact:
    """One ticket of a call: for what, who had it, and how it was wrapped up. Times are aware UTC.

    `settled_as` is one of the line's codes, `settled` whether at this contact; None where nobody has said so.
    `passed`: where the caller was handed over to.
    """

    line: str
    skill: str
    reason: str
    enqueued_at: datetime
    connected_at: datetime | None
    talked_until: datetime | None
    agent: str | None
    settled_as: str | None
    settled: bool | None
    passed: PassedOn | None


def contacts_of(session: Session, call_sid: str) -> list[Contact]:
    """The tickets of a call, in their order; without what the agent noted of the citizen."""
    row = TicketRow
    rows = session.execute(
        select(
            row.id,
            *(row.line, row.skill, row.reason, row.enqueued_at, row.connected_at, row.talked_until),
            *(StaffRow.name.label("agent"), row.settled_as, row.settled),
        )
        .outerjoin(StaffRow, StaffRow.id == row.agent_id)
        .where(row.call_sid == call_sid, row.consulting.is_(False))
        .order_by(row.id)
    )
    return [Contact(passed=passed_on(session, told.pop("id")), **told) for told in map(dict, rows.mappings())]
