"""Tapes in the database: begun where a talk may be recorded, paused or discarded by its agent, looked up."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from booking.sql import insert_into
from routing.moves import changed, wake_agents, write_down
from routing.queue import to_ticket
from routing.tables import AgentRow, TicketRow
from routing.talks import NotPossible, agents_leg, my_ticket
from routing.tapes.consent import refuse
from routing.tapes.tables import ConsentRow, TapeRow
from routing.tapes.values import Tape, TapeState
from routing.tickets import TicketState

_PLAIN = tuple(field.name for field in fields(Tape) if field.name != "state")


def to_tape(row: TapeRow) -> Tape:
    """The frozen value of a row."""
    return Tape(**{name: getattr(row, name) for name in _PLAIN}, state=TapeState(row.state))


def begin(session: Session, record_days: Mapping[str, int], *, now: datetime) -> None:
    """A tape for each talk that may be recorded and has none. `record_days` by line; 0: it has none."""
    lines = [line for line, days in record_days.items() if days]
    if not lines:
        return
    found = session.scalars(
        select(TicketRow)
        .join(ConsentRow, ConsentRow.call_sid == TicketRow.call_sid)
        .outerjoin(TapeRow, TapeRow.ticket_id == TicketRow.id)
        .where(ConsentRow.agreed.is_(True), ConsentRow.line == TicketRow.line, TapeRow.id.is_(None))
        .where(TicketRow.state == TicketState.CONNECTED, TicketRow.consulting.is_(False))
        .where(TicketRow.line.in_(lines))
        .execution_options(populate_existing=True)
    ).all()
    for row in found:
        leg_sid = agents_leg(session, to_ticket(row))
        if leg_sid is not None and row.agent_id is not None:
            _add(session, row, leg_sid, now + timedelta(days=record_days[row.line]), now)


def _add(session: Session, of: TicketRow, leg_sid: str, keep_until: datetime, now: datetime) -> None:
    new = insert_into(session, TapeRow).values(
        ticket_id=of.id,
        call_sid=of.call_sid,
        line=of.line,
        agent_id=of.agent_id,
        leg_sid=leg_sid,
        state=TapeState.WANTED,
        began_at=now,
        keep_until=keep_until,
    )
    session.execute(new.on_conflict_do_nothing())


def hold_on(session: Session, agent_id: int, on_hold: bool, *, now: datetime) -> int:
    """The agent wants a pause, for what is nobody's business, or the pause to end; the ticket's id.

    Raises `NotPossible` where nothing is recorded.
    """
    tape = _mine(session, agent_id)
    if tape.on_hold != on_hold:
        change(session, tape, on_hold=on_hold, nudged_at=None)
        event = "recording_paused" if on_hold else "recording_resumed"
        write_down(session, tape.ticket_id, event, now=now, agent_id=agent_id)
    return tape.ticket_id


def discard(session: Session, agent_id: int, *, now: datetime) -> int:
    """The caller wants no recording after all: it ends, is deleted, and does not begin again in this call.

    Returns the ticket's id. Raises `NotPossible` where nothing is recorded.
    """
    tape = _mine(session, agent_id)
    change(session, tape, discarded=True, nudged_at=None)
    refuse(session, tape.call_sid)
    write_down(session, tape.ticket_id, "recording_discarded", now=now, agent_id=agent_id)
    return tape.ticket_id


def _mine(session: Session, agent_id: int) -> Tape:
    tape = of_ticket(session, my_ticket(session, agent_id).id)
    if tape is None or tape.discarded or tape.state is TapeState.OVER:
        raise NotPossible("no_recording")
    return tape


def of_ticket(session: Session, ticket_id: int) -> Tape | None:
    """The tape of one agent's part of a call."""
    row = session.scalar(_rows().where(TapeRow.ticket_id == ticket_id))
    return to_tape(row) if row is not None else None


def of_call(session: Session, call_sid: str) -> list[Tape]:
    """All tapes of a call, one for each agent who had it; those that are being deleted are left out."""
    rows = session.scalars(
        _rows().where(TapeRow.call_sid == call_sid, TapeRow.discarded.is_(False)).order_by(TapeRow.id)
    )
    return [to_tape(row) for row in rows]


def heard(session: Session, call_sid: str, tape_id: int) -> Tape | None:
    """The tape that somebody wants to hear; None where it is not of this call, not over, or gone."""
    found = (tape for tape in of_call(session, call_sid) if tape.id == tape_id and tape.can_be_heard)
    return next(found, None)


def finished(
    session: Session, tape_id: int, sid: str, seconds: int | None, *, sound: bool, now: datetime
) -> None:
    """The carrier's word that a recording has ended; told late, twice or never. `sound`: there is any."""
    row = session.scalar(_rows().where(TapeRow.id == tape_id))
    if row is None:
        return
    values: dict[str, Any] = {"sid": sid, "seconds": seconds, "discarded": row.discarded or not sound}
    change(session, to_tape(row), state=TapeState.OVER, ended_at=row.ended_at or now, **values)


def change(session: Session, tape: Tape, *conditions: ColumnElement[bool], **values: Any) -> None:
    """Change its row, if `conditions` hold, and show it on the desk of its agent."""
    changed(session, update(TapeRow).where(TapeRow.id == tape.id, *conditions).values(**values))
    wake_agents(session, AgentRow.staff_id == tape.agent_id, AgentRow.ticket_id == tape.ticket_id)


def going_on(session: Session, ticket_id: int | None = None) -> Iterable[Tape]:
    """The tapes that the carrier has, or is to have: of one ticket, or all."""
    only = (TapeRow.ticket_id == ticket_id,) if ticket_id is not None else ()
    rows = session.scalars(_rows().where(TapeRow.state != TapeState.OVER, *only).order_by(TapeRow.id))
    return [to_tape(row) for row in rows]


def _rows() -> Any:
    return select(TapeRow).execution_options(populate_existing=True)
