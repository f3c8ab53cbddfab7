"""What a citizen had before: earlier calls of the same number, with what came of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from routing.desk_tables import FollowUpRow
from routing.tables import StaffRow, TicketRow
from routing.tickets import TicketKind, TicketState


@dataclass(frozen=True, slots=True)
class Contact:
    """One earlier call that left the menu. `reason`: the wrap-up's code. `open_until`: what was promised."""

    at: datetime
    line: str
    skill: str
    service: str | None
    state: TicketState
    kind: TicketKind
    agent: str | None
    reason: str | None
    settled: bool | None
    note: str
    follow_up: str | None
    open_until: date | None


SHOWN = 5


def earlier_contacts(session: Session, number: str | None, *, but: int) -> list[Contact]:
    """The last calls of `number` (E.164), newest first, without the ticket `but`; none for a withheld one."""
    if number is None:
        return []
    rows = session.execute(
        select(TicketRow, StaffRow.name, FollowUpRow)
        .outerjoin(StaffRow, StaffRow.id == TicketRow.agent_id)
        .outerjoin(FollowUpRow, (FollowUpRow.ticket_id == TicketRow.id) & FollowUpRow.done_at.is_(None))
        .where(or_(TicketRow.caller == number, TicketRow.call_back_number == number), TicketRow.id != but)
        .where(TicketRow.consulting.is_(False))
        .order_by(TicketRow.enqueued_at.desc(), TicketRow.id.desc())
        .limit(SHOWN)
    )
    return [_contact(row, agent, open_) for row, agent, open_ in rows]


def _contact(row: TicketRow, agent: str | None, follow_up: FollowUpRow | None) -> Contact:
    return Contact(
        at=row.enqueued_at,
        line=row.line,
        skill=row.skill,
        service=row.service,
        state=TicketState(row.state),
        kind=TicketKind(row.kind),
        agent=agent,
        reason=row.settled_as,
        settled=row.settled,
        note=row.note,
        follow_up=follow_up.what if follow_up else None,
        open_until=follow_up.due if follow_up else None,
    )
