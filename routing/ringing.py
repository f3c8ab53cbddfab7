"""Ringing agents: pairing them with tickets, and what comes of each ring."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

import booking
from routing.assign import NO_RULES, choose
from routing.candidates import anybody_waits, free_agents, line_up
from routing.moves import changed, move, move_ticket, reserve_agent, run, write_down
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

_T, _R, _A = TicketRow.__table__.c, RingRow.__table__.c, AgentRow.__table__.c
_RINGS = (
    select(
        *(_R[name] for name in ("ticket_id", "attempt", "agent_id", "why", "started_at", "give_up_at")),
        *(_R.begun_at, _R.dialled_sid, _A.contact),
        *(_T[name] for name in ("call_sid", "line", "kind", "call_back_number", "caller", "consulting")),
    )
    .join_from(RingRow.__table__, TicketRow.__table__, (_T.id == _R.ticket_id) & (_T.attempt == _R.attempt))
    .join(AgentRow.__table__, _A.staff_id == _R.agent_id)
    .where(_T.state == TicketState.RINGING, _R.outcome.is_(None))
)
_RING_OF = _RINGS.where(_R.ticket_id == bindparam("ticket"))
_ONE_RING = _RING_OF.where(_R.attempt == bindparam("attempt"))
_HOLD = select(_T.hold_id).where(_T.id == bindparam("ticket"))
_BEGIN = insert(RingRow).values(
    ticket_id=bindparam("ticket"),
    attempt=select(_T.attempt).where(_T.id == bindparam("ticket")).scalar_subquery(),
    agent_id=bindparam("agent"),
    why=bindparam("why"),
    started_at=bindparam("now"),
    give_up_at=bindparam("until"),
)
_BEGUN = (
    update(RingRow)
    .where(_R.ticket_id == bindparam("ticket"), _R.attempt == bindparam("ring"), _R.begun_at.is_(None))
    .values(begun_at=bindparam("now"), dialled_sid=bindparam("dialled"))
)
_END = (
    update(RingRow)
    .where(_R.ticket_id == bindparam("ticket"), _R.outcome.is_(None))
    .values(
        outcome=bindparam("became"),
        ended_at=bindparam("now"),
        leg_sid=func.coalesce(bindparam("leg", type_=_R.leg_sid.type), _R.leg_sid),
    )
)


def assign(
    session: Session, *, now: datetime, ring_s: int = 20, rules: Mapping[str, Rules] = NO_RULES
) -> list[Ring]:
    """Pair waiting tickets with free agents by the `rules` of each line; ring them after the commit.

    Any number of workers may do this at once: each ticket, each agent goes to the first who changes its row.
    """
    agents = free_agents(session) if anybody_waits(session, now=now) else []
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
    row = run(session, _ONE_RING, {"ticket": ticket_id, "attempt": attempt}).first()
    return _to_ring(row) if row is not None else None


def overdue(session: Session, *, now: datetime) -> list[Ring]:
    """Rings that should have begun, or ended, and of which the carrier has said nothing."""
    never_begun = and_(
        RingRow.begun_at.is_(None),
        RingRow.started_at < now - RING_BEGINS_WITHIN,
        TicketRow.consulting.is_(False),  # a colleague's leg is told, and asked after, by itself
    )
    late = or_(never_begun, RingRow.give_up_at < now - RING_GRACE)
    return [_to_ring(row) for row in run(session, _RINGS.where(late))]


def ring_begun(
    session: Session, ticket_id: int, attempt: int, *, now: datetime, dialled_sid: str | None = None
) -> None:
    """The carrier has begun with this ring: it asked what to do, or named its call to the citizen."""
    begun = {"ticket": ticket_id, "ring": attempt, "now": now, "dialled": dialled_sid}
    run(session, _BEGUN, begun)


def picked_up(
    session: Session, ticket_id: int, attempt: int, *, now: datetime, leg_sid: str | None = None
) -> bool:
    """The agent's phone was answered, on the leg `leg_sid`. False: too late, the caller has gone or somebody
    else was rung.
    """
    up = move(session, Event.PICK_UP, ticket_id, only={"attempt": attempt}, now=now, connected_at=now)
    if up:
        end_ring(session, ticket_id, Event.PICK_UP, now=now, leg_sid=leg_sid)
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
    rang = {"attempt": attempt}
    if not move(session, Event.MISS, ticket_id, only=rang, now=now, detail=missed, agent_id=None):
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
    row = run(session, _RINGS.where(RingRow.agent_id == agent_id)).first()
    return _to_ring(row) if row is not None else None


def hold_of(session: Session, ticket_id: int) -> int | None:
    """The place that is held for the caller of this ticket, if one is."""
    found: int | None = run(session, _HOLD, {"ticket": ticket_id}).scalar()
    return found


def _take_ticket(session: Session, pairing: Pairing) -> bool:
    return move_ticket(session, Event.RING, pairing.ticket_id, agent_id=pairing.agent_id, not_before=None)


def _take_agent(session: Session, pairing: Pairing, now: datetime) -> bool:
    """Reserve the agent; if they have gone meanwhile, the ticket waits again as if nothing had been."""
    taken = reserve_agent(session, pairing.agent_id, pairing.ticket_id, now=now)
    if not taken:
        move_ticket(session, Event.PUT_BACK, pairing.ticket_id, agent_id=None)
    return taken


def _start(session: Session, pairing: Pairing, now: datetime, give_up_at: datetime) -> Ring:
    ticket, agent = pairing.ticket_id, pairing.agent_id
    began = {"ticket": ticket, "agent": agent, "why": pairing.why, "now": now, "until": give_up_at}
    run(session, _BEGIN, began)
    write_down(session, ticket, Event.RING, now=now, agent_id=agent, detail=pairing.why)
    return _to_ring(run(session, _RING_OF, {"ticket": ticket}).one())


def _keep_place(session: Session, ticket_id: int, now: datetime) -> None:
    """The place that is held for this caller stays so for the length of a talk; it may have ended before."""
    hold_id = hold_of(session, ticket_id)
    if hold_id is not None:
        with suppress(booking.HoldEnded):
            booking.keep_hold(session, hold_id, now=now, minutes=TALK_MINUTES)


def end_ring(
    session: Session, ticket_id: int, outcome: Event, *, now: datetime, leg_sid: str | None = None
) -> None:
    """Note what came of the ring that is on, if one is. `leg_sid`: the agent's leg, if it was picked up."""
    run(session, _END, {"ticket": ticket_id, "became": outcome, "now": now, "leg": leg_sid})


def _to_ring(row: Row[*tuple[Any, ...]]) -> Ring:
    kind = TicketKind(row.kind)
    return Ring(
        ticket_id=row.ticket_id,
        attempt=row.attempt,
        call_sid=row.call_sid,
        line=row.line,
        agent_id=row.agent_id,
        contact=row.contact,
        kind=kind,
        number=(row.call_back_number or row.caller) if kind is TicketKind.CALL_BACK else None,
        give_up_at=row.give_up_at,
        started_at=row.started_at,
        why=row.why,
        consulting=row.consulting,
        begun_at=row.begun_at,
        dialled_sid=row.dialled_sid,
    )
