"""Legs that end by themselves: who hung up, whose telephone was lost, and where that leaves the others."""

from datetime import datetime

from sqlalchemy.orm import Session

from routing.moves import move, write_down
from routing.presence import presence
from routing.queue import ticket
from routing.talks.consulting import free_colleague
from routing.talks.following import LOST, back_in_front, row_of
from routing.talks.legs import change, close, open_talk_of_call, over, talk_of_leg, wake
from routing.talks.transfers import dissolve
from routing.talks.values import ASKED, Leg, LegRole, LegState, Place, Talk
from routing.tickets import Ticket, TicketState
from routing.transitions import Event

FAULT = "fault"
"""The outcome of a leg that we had to give up: a lost one, whatever kind of telephone it was."""


def leg_gone(session: Session, leg_id: int, outcome: str, *, now: datetime) -> None:
    """This leg has ended; told late, twice or in any order. Nobody is left alone with silence."""
    found = talk_of_leg(session, leg_id, lock=True)
    if found is None or found[1].state is LegState.OVER:
        return
    talk, leg = found
    over(session, leg, leg.outcome or outcome, now=now)
    if leg.role is LegRole.CALLER and leg.place is not Place.AWAY:
        move(session, Event.END_TALK, talk.ticket_id, now=now, talked_until=now)
        dissolve(session, talk, now=now)
    elif leg.role in ASKED:
        _asked_gone(session, talk, leg, outcome, now)
    elif leg.role is LegRole.AGENT and leg.place is not Place.END:
        _agent_gone(session, talk, now, fault=outcome == FAULT)
    elif leg.role is LegRole.SUPERVISOR:
        write_down(session, talk.ticket_id, "listening_over", now=now, agent_id=leg.staff_id)
    wake(session, talk)


def caller_left(session: Session, call_sid: str, *, now: datetime) -> None:
    """The caller has hung up: everybody else in the room is to be hung up, rung ones too."""
    talk = open_talk_of_call(session, call_sid, lock=True)
    if talk is None:
        return
    for leg in talk.legs:
        if leg.role is LegRole.CALLER:
            over(session, leg, "completed", now=now)
    dissolve(session, talk, now=now)


def agent_lost(session: Session, of: Ticket, *, now: datetime, fault: bool = False) -> int | None:
    """The agent's leg ended, and nobody at the desk had said so: is the caller to be given to somebody else?

    So it is where the browser was the telephone: it was closed, fell asleep, or lost its line. Who hangs up a
    telephone of their own means it, unless the `fault` was ours. The new ticket, which waits in front; None:
    the talk is simply over.
    """
    if of.state is not TicketState.CONNECTED or of.agent_id is None:
        return None
    here = presence(session, of.agent_id)
    row = row_of(session, of.id)
    if not move(session, Event.END_TALK, of.id, now=now, talked_until=now, detail="leg gone"):
        return None
    if here is None or not (fault or here.contact.startswith("client:")):
        return None
    return back_in_front(session, row, now=now, detail=LOST)


def _asked_gone(session: Session, talk: Talk, asked: Leg, outcome: str, now: datetime) -> None:
    free_colleague(session, asked, now=now, why=outcome)
    if asked.place is Place.END:
        return
    event = "asked_left" if asked.state is LegState.UP else "asked_missed"
    detail = f"{asked.name}: {outcome}"
    write_down(session, talk.ticket_id, event, now=now, agent_id=None, detail=detail)
    if talk.agent is None or not talk.agent.here:  # the caller had been handed over to them
        dissolve(session, talk, now=now)


def _agent_gone(session: Session, talk: Talk, now: datetime, *, fault: bool) -> None:
    of = ticket(session, talk.ticket_id)
    back = agent_lost(session, of, now=now, fault=fault)
    caller = talk.caller
    dissolve(session, talk, now=now)
    if back is not None and caller is not None and caller.going_on:
        change(session, caller, say="talk.lost")
    close(session, talk, now=now)
