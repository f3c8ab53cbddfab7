"""Asking somebody while the caller waits: a colleague, who sees the story, or an office's extension."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.directory import Entry
from routing.moves import changed, move, write_down
from routing.ringing import end_ring
from routing.tables import AgentRow, RingRow, StaffRow, TicketRow
from routing.talks.following import follow, ring_for, row_of
from routing.talks.legs import add_leg, change, note, open_talk_of, wake
from routing.talks.opening import my_talk
from routing.talks.values import Leg, LegRole, LegState, NotPossible, Place, Talk
from routing.tickets import Ticket, TicketState
from routing.transitions import Event

ASKED_RINGS = timedelta(seconds=30)
"""How long the one who is asked is rung, until the carrier gives up by itself."""


def consult_colleague(session: Session, agent_id: int, colleague_id: int, *, now: datetime) -> Talk:
    """Ring a free colleague while the caller hears music. Raises `NotPossible`."""
    mine, talk = _ready(session, agent_id, now)
    if colleague_id == agent_id:
        raise NotPossible("colleague_busy")
    contact, name = _colleague(session, colleague_id)
    asks = session.get_one(StaffRow, agent_id).name
    story = row_of(session, mine)
    asked = follow(
        session,
        story,
        state=TicketState.RINGING,
        call_sid=f"asked-{talk.id}-{len(talk.legs)}",
        now=now,
        attempt=1,
        agent_id=colleague_id,
        consulting=True,
    )
    why = f"Rückfrage von {asks}"
    ring_for(session, asked, colleague_id, now=now, give_up_at=now + ASKED_RINGS, why=why)
    add_leg(
        session,
        talk.id,
        LegRole.COLLEAGUE,
        now=now,
        staff_id=colleague_id,
        ticket_id=asked,
        name=name,
        contact=contact,
        state=LegState.WANTED,
        place=Place.ROOM,
    )
    return _asked(session, talk, mine, agent_id, name, now)


def consult_entry(session: Session, agent_id: int, entry: Entry, *, now: datetime) -> Talk:
    """Ring somebody from the directory while the caller hears music. Raises `NotPossible`."""
    mine, talk = _ready(session, agent_id, now)
    add_leg(
        session,
        talk.id,
        LegRole.EXTENSION,
        now=now,
        name=entry.name,
        contact=entry.number,
        keys=entry.keys,
        state=LegState.WANTED,
        place=Place.ROOM,
    )
    return _asked(session, talk, mine, agent_id, entry.name, now)


def give_up(session: Session, agent_id: int, *, now: datetime) -> Talk:
    """Back to the caller; who was asked, or still rings, is hung up. Raises `NotPossible`."""
    mine, talk = my_talk(session, agent_id, now=now)
    if talk.asked is not None:
        leave(session, talk, talk.asked, now=now)
    caller = talk.caller
    if caller is not None and caller.here and caller.place is not Place.ROOM:
        change(session, caller, place=Place.ROOM)
        write_down(session, mine.id, "resume", now=now, agent_id=agent_id)
    wake(session, talk)
    return talk


def leave(session: Session, talk: Talk, asked: Leg, *, now: datetime) -> None:
    """Who is asked is not needed any more: their phone is silenced, and a colleague is free at once."""
    if asked.going_on:
        change(session, asked, place=Place.END)
    free_colleague(session, asked, now=now)
    wake(session, talk)


def leave_asked(session: Session, of: Ticket, *, now: datetime) -> Talk | None:
    """A colleague who was asked hangs up; the agent who asked goes on with the caller."""
    talk = open_talk_of(session, of.follows_id, lock=True) if of.follows_id else None
    if talk is not None and talk.asked is not None and talk.asked.ticket_id == of.id:
        write_down(session, talk.ticket_id, "asked_left", now=now, agent_id=None, detail=talk.asked.name)
        leave(session, talk, talk.asked, now=now)
    return talk


def free_colleague(session: Session, asked: Leg, *, now: datetime, why: str = "") -> None:
    """The colleague's part is over, without a wrap-up: the caller was never theirs."""
    if asked.ticket_id is None:
        return
    if move(session, Event.ABANDON, asked.ticket_id, now=now, detail=why, closed_at=now):
        end_ring(session, asked.ticket_id, Event.ABANDON, now=now)
    elif move(session, Event.END_TALK, asked.ticket_id, now=now, talked_until=now):
        move(session, Event.FINISH, asked.ticket_id, now=now, closed_at=now)


def asked_is_there(session: Session, talk: Talk, asked: Leg, call_sid: str, *, now: datetime) -> bool:
    """Who was asked took the call. False: nobody wants them any more."""
    if asked.state is LegState.UP:
        return asked.place is not Place.END
    if not asked.going_on:
        return False
    if asked.ticket_id is not None:
        if not move(session, Event.PICK_UP, asked.ticket_id, now=now, connected_at=now, call_sid=call_sid):
            return False
        end_ring(session, asked.ticket_id, Event.PICK_UP, now=now)
        rung = (RingRow.ticket_id == asked.ticket_id, RingRow.attempt == 1)
        changed(session, update(RingRow).where(*rung).values(leg_sid=call_sid))
    note(session, asked, state=LegState.UP, call_sid=call_sid)
    write_down(session, talk.ticket_id, "asked_there", now=now, agent_id=None, detail=asked.name)
    wake(session, talk)
    return True


def decline_asked(session: Session, ticket_id: int, *, now: datetime, why: str) -> bool:
    """A colleague does not take the call of one who asks; nothing goes back into the queue by that."""
    of = session.get(TicketRow, ticket_id)
    talk = open_talk_of(session, of.follows_id, lock=True) if of is not None and of.follows_id else None
    asked = talk.asked if talk is not None else None
    if talk is None or asked is None or asked.ticket_id != ticket_id or asked.state is LegState.UP:
        return False
    change(session, asked, place=Place.END, outcome=why)
    free_colleague(session, asked, now=now, why=why)
    write_down(session, talk.ticket_id, "asked_missed", now=now, agent_id=None, detail=f"{asked.name}: {why}")
    wake(session, talk)
    return True


def _ready(session: Session, agent_id: int, now: datetime) -> tuple[int, Talk]:
    mine, talk = my_talk(session, agent_id, now=now)
    if talk.asked is not None and talk.asked.going_on:
        raise NotPossible("asking_already")
    return mine.id, talk


def _asked(session: Session, talk: Talk, ticket_id: int, agent_id: int, name: str, now: datetime) -> Talk:
    caller = talk.caller
    if caller is not None and caller.place is not Place.HOLD:
        change(session, caller, place=Place.HOLD)
    write_down(session, ticket_id, "ask", now=now, agent_id=agent_id, detail=name)
    wake(session, talk)
    return talk


def _colleague(session: Session, colleague_id: int) -> tuple[str, str]:
    """Contact and name of an agent. Raises `NotPossible` for somebody who is none."""
    found = session.execute(
        select(AgentRow.contact, StaffRow.name)
        .join(StaffRow, StaffRow.id == AgentRow.staff_id)
        .where(AgentRow.staff_id == colleague_id)
    ).first()
    if found is None:
        raise NotPossible("colleague_busy")
    return found.contact, found.name
