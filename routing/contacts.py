"""What a citizen had before: earlier calls of the same number, with what came of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select
from sqlalchemy.orm import Session

from routing.desk_tables import FollowUpRow
from routing.moves import run
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

_T, _S, _F = TicketRow.__table__, StaffRow.__table__, FollowUpRow.__table__
_COLUMNS = ("enqueued_at", "line", "skill", "service", "state", "kind", "settled_as", "settled", "note")
_EARLIER = (
    select(*(_T.c[name] for name in _COLUMNS), _S.c.name.label("agent"), _F.c.what, _F.c.due)
    .select_from(_T)
    .outerjoin(_S, _S.c.id == _T.c.agent_id)
    .outerjoin(_F, (_F.c.ticket_id == _T.c.id) & _F.c.done_at.is_(None))
    .where(or_(_T.c.caller == bindparam("number"), _T.c.call_back_number == bindparam("number")))
    .where(_T.c.call_sid != bindparam("call"), _T.c.consulting.is_(False))
    .order_by(_T.c.enqueued_at.desc(), _T.c.id.desc())
    .limit(SHOWN)
)


def earlier_contacts(session: Session, number: str | None, *, but: str) -> list[Contact]:
    """The last calls of `number` (E.164), newest first, without the call `but`; none for a withheld one."""
    if number is None:
        return []
    return [_contact(row) for row in run(session, _EARLIER, {"number": number, "call": but})]


def _contact(row: Row[*tuple[Any, ...]]) -> Contact:
    return Contact(
        at=row.enqueued_at,
        line=row.line,
        skill=row.skill,
        service=row.service,
        state=TicketState(row.state),
        kind=TicketKind(row.kind),
        agent=row.agent,
        reason=row.settled_as,
        settled=row.settled,
        note=row.note,
        follow_up=row.what,
        open_until=row.due,
    )
