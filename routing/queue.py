"""The queue: calls enter it, learn where they stand in it, and are found in it."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import Row, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from booking import sql
from routing.moves import changed, move, run, write_down
from routing.replacing import take_over_place
from routing.rules import PLAIN, Rules
from routing.tables import TicketRow
from routing.tickets import (
    LIVE,
    NewTicket,
    QueueNow,
    StoryStep,
    Ticket,
    TicketKind,
    TicketState,
)
from routing.transitions import Event

AnyRow = Row[*tuple[Any, ...]]

_T = TicketRow.__table__.c
_WHOLE = select(*(_T[name] for name in Ticket.__dataclass_fields__))
_BY_ID = _WHOLE.where(_T.id == bindparam("ticket"))
_OF_CALL = _WHOLE.where(_T.call_sid == bindparam("call"))
_NEWEST = _OF_CALL.order_by(_T.id.desc()).limit(1)
_LIVE = _OF_CALL.where(or_(*(_T.state == state for state in LIVE))).with_for_update()
_QUEUE_NOW = (
    select(_T.kind, func.count(), func.min(_T.enqueued_at, type_=_T.enqueued_at.type))
    .where(or_(_T.state == TicketState.WAITING, _T.state == TicketState.RINGING), _T.consulting.is_(False))
    .group_by(_T.kind)
)
_OWN_AGENT = (
    select(_T.agent_id)
    .where(_T.caller == bindparam("number"), _T.connected_at > bindparam("since"), _T.consulting.is_(False))
    .order_by(_T.connected_at.desc())
    .limit(1)
)
# One call waits once: `uq_tickets_live_call` refuses a second ticket of it.
_ADD = {
    name: sql.insert_for(name, TicketRow).on_conflict_do_nothing().returning(*_WHOLE.selected_columns)
    for name in ("sqlite", "postgresql")
}


class UnknownTicket(LookupError):
    """No ticket has this id."""

    code = "unknown_ticket"


def enqueue(session: Session, new: NewTicket, *, now: datetime, rules: Rules = PLAIN) -> Ticket:
    """Put a call into the queue, in the place that the `rules` of its line give it.

    A call that waits already keeps its place, whatever is repeated. What the caller told the menu meanwhile
    is taken over, and who had left a number is on the line again, in the old place. One that comes out of a
    talk (the agent's phone was lost) has a new ticket with the old one's place: ahead of all who came later.
    Who was to be called back and calls by themselves has the place that they had.
    """
    row = live_row(session, new.call_sid)
    counts_from = rules.counts_from(new.skill, now)
    if row is not None and row.state == TicketState.CONNECTED:
        counts_from = row.counts_from
        move(session, Event.END_TALK, row.id, now=now, talked_until=now)
        row = None
    if row is None:
        return _add(session, new, now, counts_from, rules)
    _back_on_the_line(session, row, new)
    return ticket(session, row.id)


def ticket(session: Session, ticket_id: int) -> Ticket:
    """The ticket as it stands. Raises `UnknownTicket`."""
    row = run(session, _BY_ID, {"ticket": ticket_id}).first()
    if row is None:
        raise UnknownTicket(ticket_id)
    return to_ticket(row)


def ticket_of(session: Session, call_sid: str) -> Ticket | None:
    """The newest ticket of a call; None when it never left the menu."""
    row = run(session, _NEWEST, {"call": call_sid}).first()
    return to_ticket(row) if row is not None else None


def queue_now(session: Session) -> QueueNow:
    """How many wait on the line, since when, and how many are to be called back."""
    rows = run(session, _QUEUE_NOW)
    by_kind = {kind: (count, since) for kind, count, since in rows}
    waiting, oldest = by_kind.get(TicketKind.WAITING, (0, None))
    call_backs, _ = by_kind.get(TicketKind.CALL_BACK, (0, None))
    return QueueNow(waiting, oldest, call_backs)


def to_ticket(row: TicketRow | AnyRow, prefix: str = "") -> Ticket:
    """The frozen value of a row; `prefix`: of the names that its columns have there."""
    values = {name: getattr(row, prefix + name) for name in Ticket.__dataclass_fields__}
    story = tuple(StoryStep(**step) for step in values.pop("story"))
    kind, state = TicketKind(values.pop("kind")), TicketState(values.pop("state"))
    return Ticket(**values, story=story, kind=kind, state=state)


def live_row(session: Session, call_sid: str) -> AnyRow | None:
    """The ticket of a call that is still going on, locked: what is decided by its state stays true."""
    return run(session, _LIVE, {"call": call_sid}).first()


def _add(session: Session, new: NewTicket, now: datetime, counts_from: datetime, rules: Rules) -> Ticket:
    values = _values(new) | {
        "enqueued_at": now,
        "counts_from": counts_from,
        "priority": rules.priorities.get(new.skill, 0),
        "own_agent_id": _own_agent(session, new.caller, now - timedelta(seconds=rules.own_agent_s)),
    }
    added = run(session, _ADD[sql.dialect(session)], values).first()
    if added is None:
        # The carrier sent the same webhook twice at once, and the other one was faster.
        return to_ticket(cast("AnyRow", live_row(session, new.call_sid)))
    write_down(session, added.id, "enqueue", now=now, agent_id=None, detail=new.reason)
    better = take_over_place(session, added.id, new.caller, now=now)
    return ticket(session, added.id) if better else to_ticket(added)


def _own_agent(session: Session, caller: str | None, since: datetime) -> int | None:
    """Who talked to this caller last, if that was after `since`; nobody's number is no caller."""
    if caller is None:
        return None
    agent: int | None = run(session, _OWN_AGENT, {"number": caller, "since": since}).scalar()
    return agent


def _values(new: NewTicket) -> dict[str, Any]:
    told = {"wish": dict(new.wish) if new.wish else None, "story": [asdict(step) for step in new.story]}
    plain = set(NewTicket.__dataclass_fields__) - set(told)
    return told | {name: getattr(new, name) for name in plain}


def _back_on_the_line(session: Session, row: AnyRow, new: NewTicket) -> None:
    """What the caller told the menu meanwhile is news; what they did not tell again still holds."""
    told = {name: value for name, value in _values(new).items() if value is not None}
    if new.service is None and row.service is not None:
        del told["skill"]
    on_the_line = {"kind": TicketKind.WAITING, "call_back_number": None, "said": None}
    on_the_line |= {"not_before": None, "not_after": None, "tell_at": None}
    changed(
        session,
        update(TicketRow)
        .where(TicketRow.id == row.id, TicketRow.state == TicketState.WAITING)
        .values(**told, **on_the_line),
    )
