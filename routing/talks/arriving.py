"""The carrier asks what a leg is to do: who answered is there, and who was told is told."""

from datetime import datetime

from sqlalchemy.orm import Session

from routing.talks.consulting import asked_is_there
from routing.talks.legs import note, open_talk_of_call, over, talk_of_leg, told, wake
from routing.talks.transfers import dissolve
from routing.talks.values import ASKED, CALLED, Leg, LegRole, LegState, Place, Talk


def arrive(session: Session, leg_id: int, call_sid: str, *, now: datetime) -> tuple[Talk, Leg] | None:
    """The leg with what it is to do from now on; None for one that nobody wants (any more).

    May be asked as often as the carrier likes.
    """
    found = talk_of_leg(session, leg_id, lock=True)
    if found is None or not _is_wanted(session, *found, call_sid, now):
        return None
    talk, leg = talk_of_leg(session, leg_id) or found
    told(session, leg, now=now)
    if leg.told < leg.version:
        wake(session, talk)  # what was under way is so now
    if leg.place is Place.AWAY:
        over(session, leg, "away", now=now)
    return talk, leg


def caller_elsewhere(session: Session, call_sid: str, *, now: datetime) -> None:
    """The caller's call goes on without the room, by way of the dialog: everybody else is to leave it."""
    talk = open_talk_of_call(session, call_sid, lock=True)
    if talk is not None:
        if talk.caller is not None:
            over(session, talk.caller, "away", now=now)
        dissolve(session, talk, now=now)


def _is_wanted(session: Session, talk: Talk, leg: Leg, call_sid: str, now: datetime) -> bool:
    if leg.state is LegState.OVER or leg.call_sid not in (None, call_sid):
        return False
    if leg.state is LegState.UP or leg.role not in CALLED:
        return leg.place is not Place.END
    if leg.role in ASKED:
        return asked_is_there(session, talk, leg, call_sid, now=now)
    if leg.role is LegRole.SUPERVISOR and leg.going_on:
        note(session, leg, state=LegState.UP, call_sid=call_sid)
        wake(session, talk)
        return True
    return False
