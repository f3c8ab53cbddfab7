"""A supervisor listens to a talk, coaches its agent, or joins in. Both who talk know of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from routing.moves import write_down
from routing.presence import presence, set_wants
from routing.queue import ticket
from routing.tables import StaffRow, TicketRow
from routing.talks.legs import add_leg, change, open_talk_with, talk_of_leg, wake
from routing.talks.opening import open_for
from routing.talks.values import Leg, LegRole, LegState, Mode, NotPossible, Place, Talk
from routing.tickets import AgentState, Ticket, TicketState, Wants


def listen(session: Session, ticket_id: int, staff_id: int, *, now: datetime) -> Talk:
    """Ring the supervisor's telephone; who answers it hears the talk. Raises `NotPossible`.

    The caller is told before, the agent sees it: to hear in secret what people say is forbidden in Germany.
    https://www.bundesverfassungsgericht.de/e/rs20021009_1bvr161196.html
    """
    here = presence(session, staff_id)
    of = session.get(TicketRow, ticket_id)
    if here is None:
        raise NotPossible("no_telephone")
    if here.state is not AgentState.IDLE or watching(session, staff_id) is not None:
        raise NotPossible("busy_yourself")
    if of is None or of.state != TicketState.CONNECTED or of.consulting:
        raise NotPossible("no_call")
    if here.wants is Wants.AVAILABLE:  # who listens is not rung for somebody else
        set_wants(session, staff_id, Wants.AWAY, now=now)
    talk = open_for(session, ticket(session, ticket_id), now=now)
    _tell_caller(session, talk)
    add_leg(
        session,
        talk.id,
        LegRole.SUPERVISOR,
        now=now,
        staff_id=staff_id,
        name=session.get_one(StaffRow, staff_id).name,
        contact=here.contact,
        state=LegState.WANTED,
        place=Place.ROOM,
        mode=Mode.LISTEN,
    )
    write_down(session, ticket_id, Mode.LISTEN, now=now, agent_id=staff_id)
    wake(session, talk)
    return talk


def take_part(session: Session, staff_id: int, mode: Mode, *, now: datetime) -> Talk:
    """From now on listen, coach or join. Raises `NotPossible`."""
    talk, leg = _mine(session, staff_id)
    if leg.mode is not mode:
        change(session, leg, mode=mode)
        write_down(session, talk.ticket_id, mode, now=now, agent_id=staff_id)
        wake(session, talk)
    return talk


def stop(session: Session, staff_id: int, *, now: datetime) -> Talk:
    """The supervisor is out. Raises `NotPossible`."""
    talk, leg = _mine(session, staff_id)
    change(session, leg, place=Place.END)
    write_down(session, talk.ticket_id, "listening_over", now=now, agent_id=staff_id)
    wake(session, talk)
    return talk


def watching(session: Session, staff_id: int) -> Talk | None:
    """The talk that this supervisor takes part in."""
    return open_talk_with(session, staff_id, LegRole.SUPERVISOR)


def going_on(session: Session) -> list[tuple[Ticket, str]]:
    """All talks between caller and agent, with the agent's name; the longest first."""
    rows = session.execute(
        select(TicketRow.id, StaffRow.name)
        .join(StaffRow, StaffRow.id == TicketRow.agent_id)
        .where(TicketRow.state == TicketState.CONNECTED, TicketRow.consulting.is_(False))
        .order_by(TicketRow.connected_at, TicketRow.id)
    ).all()
    return [(ticket(session, row.id), row.name) for row in rows]


def _tell_caller(session: Session, talk: Talk) -> None:
    caller = talk.caller
    if caller is not None and caller.here:
        change(session, caller, say="talk.listened")


def _mine(session: Session, staff_id: int) -> tuple[Talk, Leg]:
    talk = watching(session, staff_id)
    mine = [leg for leg in talk.supervisors if leg.staff_id == staff_id] if talk is not None else []
    locked = talk_of_leg(session, mine[0].id, lock=True) if mine else None
    if locked is None or not locked[1].going_on:
        raise NotPossible("no_call")
    return locked
