"""Messages from a supervisor to agents: shown at once, and until they are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from routing.desk_tables import MessageRow
from routing.moves import changed, run, wake_agents
from routing.tables import AgentRow, StaffRow
from routing.tickets import Wants

LONGEST = 400

_M, _S = MessageRow.__table__, StaffRow.__table__
_UNREAD = (
    select(_M.c.id, _S.c.name, _M.c.text, _M.c.sent_at)
    .join_from(_M, _S, _S.c.id == _M.c.from_id)
    .where(_M.c.to_id == bindparam("agent"), _M.c.read_at.is_(None))
    .order_by(_M.c.id)
)


@dataclass(frozen=True, slots=True)
class Message:
    """`sender` is a name; `sent_at` aware UTC."""

    id: int
    sender: str
    text: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A message as its sender sees it: how many got it, and how many of them have read it."""

    text: str
    sent_at: datetime
    to: int
    read: int


def send_message(session: Session, text: str, *, to: Iterable[int] | None, by: int, now: datetime) -> int:
    """Send to these agents; `to=None`: to all who are signed in. How many that were."""
    present = select(AgentRow.staff_id)
    present = present.where(AgentRow.wants != Wants.OFF if to is None else AgentRow.staff_id.in_(to))
    agents = session.scalars(present.order_by(AgentRow.staff_id)).all()
    session.add_all(MessageRow(to_id=each, from_id=by, text=text[:LONGEST], sent_at=now) for each in agents)
    session.flush()
    wake_agents(session, AgentRow.staff_id.in_(agents))
    return len(agents)


def unread_messages(session: Session, agent_id: int) -> list[Message]:
    """What this agent has not read yet, the oldest first."""
    return [Message(*row) for row in run(session, _UNREAD, {"agent": agent_id})]


def read_message(session: Session, message_id: int, agent_id: int, *, now: datetime) -> None:
    """This agent has read it: it is shown no more, on none of their screens."""
    mine = (MessageRow.id == message_id, MessageRow.to_id == agent_id, MessageRow.read_at.is_(None))
    if changed(session, update(MessageRow).where(*mine).values(read_at=now)):
        wake_agents(session, AgentRow.staff_id == agent_id)


def sent_messages(session: Session, by: int, *, since: datetime) -> list[Sent]:
    """What this supervisor has sent since then, the newest first."""
    rows = session.execute(
        select(MessageRow.text, MessageRow.sent_at, func.count(), func.count(MessageRow.read_at))
        .where(MessageRow.from_id == by, MessageRow.sent_at >= since)
        .group_by(MessageRow.text, MessageRow.sent_at)
        .order_by(MessageRow.sent_at.desc())
    )
    return [Sent(*row) for row in rows]


def forget_messages(session: Session, *, before: datetime) -> None:
    """Delete what was sent before then."""
    session.execute(delete(MessageRow).where(MessageRow.sent_at < before))
