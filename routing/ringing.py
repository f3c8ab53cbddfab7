"""Ringing agents: pairing them with tickets, and what comes of each ring."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Row, Select, and_, or_, select, update
from sqlalchemy.orm import Session

import booking
from routing.assign import NO_RULES, choose
from routing.candidates import free_agents, line_up
from routing.moves import changed, move, move_agent, move_ticket, write_down
from routing.rules import Rules
from routing.tables import AgentRow, RingRow, TicketRow
from routing.tickets import (
    RING_BEGINS_WITHIN,
    RING_GRACE,
    Missed,
    Pairing,
    Ring,
    TicketKind,
    TicketState,
    Wants,
)
from routing.transitions import Event

TALK_MINUTES = 30
"""How long, from the answer on, a held place waits for the agent to book it."""
CARRIER_PAUSE = timedelta(seconds=3)
"""How long a ticket rests after the carrier refused: one in trouble is not asked in a tight loop."""


def assign(
    session: Session, *, now: datetime, ring_s: int = 20, rules: Mapping[str, Rules] = NO_RULES
) -> list[Ring]:
    """Pair waiting tickets with free agents by the `rules` of each line; ring them after the commit.

    Any number of workers may do this at once: each ticket, each agent goes to the first who changes its row.
    """
    agents = free_agents(session)
    if not agents:
        return []
    pairings = choose(line_up(session, len(agents), now=now), agents, now, rules)
    # Tickets first, then agents, both by id: two workers never wait for each other in a ring.
    won = [p for p in sorted(pairings, key=lambda p: p.ticket_id) if _take_ticket(session, p)]
    rung = [p for p in sorted(won, key=lambda p: p.agent_id) if _take_agent(session, p, now)]
    return [_start(session, pairing, now, now + timedelta(seconds=ring_s)) for pairing in rung]


def ring_agent(session: Session, pairing: Pairing, *, now: datetime, ring_s: int) -> Ring | None:
    """Ring one agent for one ticket, without choosing. None when one of the two is not free (any more)."""
    if not _take_ticket(session, pairing) or not _take_agent(session, pairing, now):
        return None
    return _start(session, pairing, now, now + timedelta(seconds=ring_s))


def ring(session: Session, ticket_id: int, attempt: int) -> Ring | None:
    """The ring, if it is still on: None when it was answered, missed, or the caller has gone."""
    row = session.execute(_rings(RingRow.ticket_id == ticket_id, RingRow.attempt == attempt)).first()
    return _to_ring(row) if row is not None else None


def overdue(session: Session, *, now: datetime) -> list[Ring]:
    """Rings that should have begun, or ended, and of which the carrier has said nothing."""
    never_begun = and_(
        RingRow.begun_at.is_(None),
        RingRow.started_at < now - RING_BEGINS_WITHIN,
        TicketRow.consulting.is_(False),  # a colleague's leg is told, and asked after, by itself
    )
    late = or_(never_begun, RingRow.give_up_at < now - RING_GRACE)
    return [_to_ring(row) for row in session.execute(_rings(late))]


def ring_begun(
    session: Session, ticket_id: int, attempt: int, *, now: datetime, dialled_sid: str | None = None
) -> None:
    """The carrier has begun with this ring: it asked what to do, or named its call to the citizen."""
    changed(
        session,
        update(RingRow)
        .where(RingRow.ticket_id == ticket_id, RingRow.attempt == attempt, RingRow.begun_at.is_(None))
        .values(begun_at=now, dialled_sid=dialled_sid),
    )


def picked_up(
    session: Session, ticket_id: int, attempt: int, *, now: datetime, leg_sid: str | None = None
) -> bool:
    """The agent's phone was answered, on the leg `leg_sid`. False: too late, the caller has gone or somebody
    else was rung.
    """
    up = move(session, Event.PICK_UP, ticket_id, TicketRow.attempt == attempt, now=now, connected_at=now)
    if up:
        rung = (RingRow.ticket_id == ticket_id, RingRow.attempt == attempt)
        changed(session, update(RingRow).where(*rung).values(leg_sid=leg_sid))
        end_ring(session, ticket_id, Event.PICK_UP, now=now)
        _keep_place(session, ticket_id, now)
    return up


def not_picked_up(
    session: Session, ticket_id: int, attempt: int, *, reason: Missed | str, now: datetime
) -> bool:
    """The agent did not take the call: it waits again in its old place, and rings somebody else.

    An agent who was available is set to away, with the reason. False: the ring was over already.
    """
    missed = Missed(reason)
    consulting = select(TicketRow.consulting).where(TicketRow.id == ticket_id)
    if session.scalar(consulting):  # a colleague who was asked: there is no queue to go back to
        return False
    if not move(
        session, Event.MISS, ticket_id, TicketRow.attempt == attempt, now=now, detail=missed, agent_id=None
    ):
        return False
    end_ring(session, ticket_id, Event.MISS, now=now)
    rung = select(RingRow.agent_id).where(RingRow.ticket_id == ticket_id, RingRow.attempt == attempt)
    changed(
        session,
        update(AgentRow)
        .where(AgentRow.staff_id == rung.scalar_subquery(), AgentRow.wants == Wants.AVAILABLE)
        .values(wants=Wants.AWAY, wants_why=missed, wants_since=now),
    )
    return True


def put_back(session: Session, ticket_id: int, *, now: datetime) -> bool:
    """The ring never started, because the carrier refused: nobody's fault, so the agent stays available."""
    back = move(session, Event.PUT_BACK, ticket_id, now=now, agent_id=None, not_before=now + CARRIER_PAUSE)
    if back:
        end_ring(session, ticket_id, Event.PUT_BACK, now=now)
    return back


def current_ring(session: Session, agent_id: int) -> Ring | None:
    """What rings at this agent's phone now."""
    row = session.execute(_rings(RingRow.agent_id == agent_id)).first()
    return _to_ring(row) if row is not None else None


def last_ring(session: Session, ticket_id: int) -> RingRow | None:
    """The newest ring of a ticket, over or not: who was chosen, and why."""
    newest = select(RingRow).where(RingRow.ticket_id == ticket_id).order_by(RingRow.attempt.desc()).limit(1)
    return session.scalar(newest.execution_options(populate_existing=True))


def _take_ticket(session: Session, pairing: Pairing) -> bool:
    return move_ticket(
        session,
        Event.RING,
        pairing.ticket_id,
        attempt=TicketRow.attempt + 1,
        agent_id=pairing.agent_id,
        not_before=None,
    )


def _take_agent(session: Session, pairing: Pairing, now: datetime) -> bool:
    """Reserve the agent; if they have gone meanwhile, the ticket waits again as if nothing had been."""
    taken = move_agent(
        session,
        Event.RING,
        AgentRow.staff_id == pairing.agent_id,
        AgentRow.wants == Wants.AVAILABLE,
        now=now,
        ticket_id=pairing.ticket_id,
    )
    if not taken:
        move_ticket(session, Event.PUT_BACK, pairing.ticket_id, agent_id=None)
    return taken


def _start(session: Session, pairing: Pairing, now: datetime, give_up_at: datetime) -> Ring:
    attempt = session.scalars(select(TicketRow.attempt).where(TicketRow.id == pairing.ticket_id)).one()
    session.add(
        RingRow(
            ticket_id=pairing.ticket_id,
            attempt=attempt,
            agent_id=pairing.agent_id,
            why=pairing.why,
            started_at=now,
            give_up_at=give_up_at,
        )
    )
    write_down(session, pairing.ticket_id, Event.RING, now=now, agent_id=pairing.agent_id, detail=pairing.why)
    return _to_ring(session.execute(_rings(RingRow.ticket_id == pairing.ticket_id)).one())


def _keep_place(session: Session, ticket_id: int, now: datetime) -> None:
    """The place that is held for this caller stays so for the length of a talk; it may have ended before."""
    hold_id = session.scalar(select(TicketRow.hold_id).where(TicketRow.id == ticket_id))
    if hold_id is not None:
        with suppress(booking.HoldEnded):
            booking.keep_hold(session, hold_id, now=now, minutes=TALK_MINUTES)


def end_ring(session: Session, ticket_id: int, outcome: Event, *, now: datetime) -> None:
    """Note what came of the ring that is on, if one is."""
    changed(
        session,
        update(RingRow)
        .where(RingRow.ticket_id == ticket_id, RingRow.outcome.is_(None))
        .values(outcome=outcome, ended_at=now),
    )


def _rings(*conditions: ColumnElement[bool]) -> Select[RingRow, TicketRow, str]:
    return (
        select(RingRow, TicketRow, AgentRow.contact)
        .join(TicketRow, (TicketRow.id == RingRow.ticket_id) & (TicketRow.attempt == RingRow.attempt))
        .join(AgentRow, AgentRow.staff_id == RingRow.agent_id)
        .where(TicketRow.state == TicketState.RINGING, RingRow.outcome.is_(None), *conditions)
        .execution_options(populate_existing=True)
    )


def _to_ring(row: Row[RingRow, TicketRow, str]) -> Ring:
    tried, waits, contact = row
    kind = TicketKind(waits.kind)
    return Ring(
        ticket_id=tried.ticket_id,
        attempt=tried.attempt,
        call_sid=waits.call_sid,
        line=waits.line,
        agent_id=tried.agent_id,
        contact=contact,
        kind=kind,
        number=(waits.call_back_number or waits.caller) if kind is TicketKind.CALL_BACK else None,
        give_up_at=tried.give_up_at,
        started_at=tried.started_at,
        why=tried.why,
        consulting=waits.consulting,
        begun_at=tried.begun_at,
        dialled_sid=tried.dialled_sid,
    )
