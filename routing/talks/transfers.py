"""Handing a caller over: warm, after a word with whom they go to, or cold; the story goes along."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from routing.directory import Entry
from routing.moves import changed, move, write_down
from routing.ringing import ring as ring_now
from routing.tables import StaffRow, TicketRow
from routing.talks.consulting import leave
from routing.talks.following import back_in_front, follow, ring_for, row_of, take_place_along
from routing.talks.legs import (
    add_leg,
    add_talk,
    change,
    close,
    end_all,
    give_to,
    note,
    open_talk_of,
    over,
    wake,
)
from routing.talks.opening import my_talk, my_ticket
from routing.talks.values import LegRole, LegState, Mode, NotPossible, Place, Talk
from routing.tickets import Ring, Ticket, TicketKind, TicketState
from routing.transitions import Event


def hand_over(session: Session, agent_id: int, *, now: datetime) -> Talk:
    """Connect the caller with who was asked; the agent is out and wraps up. Raises `NotPossible`."""
    mine, talk = my_talk(session, agent_id, now=now)
    caller, asked, agent = talk.caller, talk.asked, talk.agent
    if caller is None or not caller.here or asked is None or not asked.here:
        raise NotPossible("nobody_there")
    _end_my_part(session, mine, asked.name, now)
    if asked.ticket_id is not None:
        _give_ticket(session, talk, mine, asked.ticket_id, now)
        note(session, asked, role=LegRole.AGENT)
    if agent is not None:
        change(session, agent, place=Place.END)
    for leg in (caller, asked):
        if leg.place is not Place.ROOM:
            change(session, leg, place=Place.ROOM)
    for each in talk.supervisors:
        if each.mode is Mode.COACH and asked.ticket_id is not None:
            change(session, each)  # from now on the second agent is the one who is coached
        elif asked.ticket_id is None:
            change(session, each, place=Place.END)  # an office's own talks are not ours to hear
    wake(session, talk)
    return talk


def send_to_colleague(
    session: Session, agent_id: int, colleague_id: int, *, now: datetime, ring_s: int
) -> Ring:
    """Without a word before: the colleague's phone is to ring at the caller's leg. Raises `NotPossible`.

    Should they not answer, the caller waits in front for whoever is next, as after any ring.
    """
    mine = my_ticket(session, agent_id)
    if colleague_id == agent_id:
        raise NotPossible("colleague_busy")
    talk = open_talk_of(session, mine.id, lock=True)
    to = session.get(StaffRow, colleague_id)
    row = row_of(session, mine.id)
    if to is None:
        raise NotPossible("colleague_busy")
    _end_my_part(session, mine, to.name, now)
    new = follow(
        session,
        row,
        state=TicketState.RINGING,
        call_sid=mine.call_sid,
        now=now,
        attempt=1,
        agent_id=colleague_id,
    )
    give_up_at = now + timedelta(seconds=ring_s)
    why = f"Weitergegeben von {session.get_one(StaffRow, agent_id).name}"
    ring_for(session, new, colleague_id, now=now, give_up_at=give_up_at, why=why)
    take_place_along(session, mine.id, new, now=now)
    if talk is not None:
        dissolve(session, talk, now=now)
        if talk.caller is not None:  # who rings takes the caller along
            over(session, talk.caller, "sent", now=now)
    ring = ring_now(session, new, 1)
    if ring is None:
        raise NotPossible("colleague_busy")
    return ring


def send_to_entry(session: Session, agent_id: int, entry: Entry, *, now: datetime) -> Talk:
    """Without a word before: the caller is put through from their own leg. Raises `NotPossible`."""
    mine = my_ticket(session, agent_id)
    talk = open_talk_of(session, mine.id, lock=True)
    if talk is None:
        talk = add_talk(session, mine.id, now=now)
        here = {"state": LegState.UP, "place": Place.ROOM}
        add_leg(session, talk.id, LegRole.CALLER, now=now, call_sid=mine.call_sid, **here)
        talk = open_talk_of(session, mine.id) or talk
    _end_my_part(session, mine, entry.name, now)
    if talk.asked is not None:
        leave(session, talk, talk.asked, now=now)
    end_all(session, talk, LegRole.CALLER)
    if talk.caller is not None:
        to = {"name": entry.name, "contact": entry.number, "keys": entry.keys}
        change(session, talk.caller, place=Place.DIAL, **to)
    wake(session, talk)
    return talk


def hang_up(session: Session, agent_id: int, *, now: datetime) -> Talk | None:
    """The talk is over; the caller hears a goodbye. The room, where there is one. Raises `NotPossible`."""
    mine = my_ticket(session, agent_id)
    talk = open_talk_of(session, mine.id, lock=True)
    move(session, Event.END_TALK, mine.id, now=now, talked_until=now)
    if talk is not None:
        dissolve(session, talk, now=now)
    return talk


def dissolve(session: Session, talk: Talk, *, now: datetime) -> None:
    """Everybody out: the caller goes on elsewhere, all others are hung up."""
    if talk.asked is not None:
        leave(session, talk, talk.asked, now=now)
    end_all(session, talk, LegRole.CALLER)
    if talk.caller is not None and talk.caller.going_on:
        change(session, talk.caller, place=Place.AWAY)
    close(session, talk, now=now)
    wake(session, talk)


def not_reached(session: Session, talk: Talk, *, now: datetime, why: str) -> int:
    """Where the caller was put through to, nobody answers: back into the queue, in front. The new ticket."""
    row = row_of(session, talk.ticket_id)
    new = back_in_front(session, row, now=now, detail=why)
    if talk.caller is not None:
        over(session, talk.caller, why, now=now)
    close(session, talk, now=now)
    return new


def _end_my_part(session: Session, mine: Ticket, to: str, now: datetime) -> None:
    write_down(session, mine.id, "hand_over", now=now, agent_id=mine.agent_id, detail=to)
    if not move(session, Event.END_TALK, mine.id, now=now, talked_until=now):
        raise NotPossible("no_call")


def _give_ticket(session: Session, talk: Talk, mine: Ticket, asked_id: int, now: datetime) -> None:
    """The colleague's ticket becomes the caller's."""
    note_now = select(TicketRow.note).where(TicketRow.id == mine.id).scalar_subquery()
    changed(
        session,
        update(TicketRow)
        .where(TicketRow.id == asked_id)
        .values(call_sid=mine.call_sid, consulting=False, kind=TicketKind.WAITING, note=note_now),
    )
    take_place_along(session, mine.id, asked_id, now=now)
    write_down(session, asked_id, "taken_over", now=now, agent_id=None)
    give_to(session, talk, asked_id)
