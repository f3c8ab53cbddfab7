"""Hold and resume, mute, tones, and who of two is talked to: what an agent does in a talk."""

from datetime import datetime

from sqlalchemy.orm import Session

from routing.moves import write_down
from routing.talks.legs import change, note, talk_of_leg, wake
from routing.talks.opening import my_talk
from routing.talks.values import Leg, NotPossible, Place, Talk

TONES = frozenset("0123456789*#")
LONGEST_TONES = 32


def hold(session: Session, agent_id: int, *, now: datetime) -> Talk:
    """The caller hears music, and nothing else, until `resume`. Raises `NotPossible`."""
    return _put(session, agent_id, Place.HOLD, "hold", now)


def resume(session: Session, agent_id: int, *, now: datetime) -> Talk:
    """Back to the caller; whoever is consulted waits meanwhile. Raises `NotPossible`."""
    talk = _put(session, agent_id, Place.ROOM, "resume", now)
    asked = talk.asked
    if asked is not None and asked.here and asked.place is Place.ROOM:
        change(session, asked, place=Place.HOLD)
    return talk


def turn_to_asked(session: Session, agent_id: int, *, now: datetime) -> Talk:
    """To the one who is consulted; the caller waits meanwhile. Raises `NotPossible`."""
    talk = _put(session, agent_id, Place.HOLD, "hold", now)
    _into_the_room(session, talk)
    return talk


def all_together(session: Session, agent_id: int, *, now: datetime) -> Talk:
    """Caller, agent and who is consulted hear each other. Raises `NotPossible`."""
    talk = _put(session, agent_id, Place.ROOM, "all_together", now)
    _into_the_room(session, talk)
    return talk


def mute(session: Session, agent_id: int, muted: bool, *, now: datetime) -> Talk:
    """For telephones that cannot do it by themselves: nobody hears the agent. Raises `NotPossible`."""
    _, talk = my_talk(session, agent_id, now=now)
    agent = _here(talk.agent)
    if agent.muted != muted:
        change(session, agent, muted=muted)
        wake(session, talk)
    return talk


def send_tones(session: Session, agent_id: int, tones: str, *, now: datetime) -> tuple[Talk, Leg]:
    """Keypad tones for the one whom the agent hears, who is returned. Raises `NotPossible`.

    They are kept until they are played: keys pressed in quick succession must neither be lost nor overtake.
    """
    if not tones or len(tones) > LONGEST_TONES or set(tones) - TONES:
        raise NotPossible("bad_tones")
    _, talk = my_talk(session, agent_id, now=now)
    asked = talk.asked
    hears = asked if asked is not None and asked.here and asked.place is Place.ROOM else _here(talk.caller)
    if hears.place is not Place.ROOM:
        raise NotPossible("nobody_hears")
    if len(hears.tones + tones) > LONGEST_TONES:
        raise NotPossible("carrier_trouble")
    note(session, hears, tones=hears.tones + tones)
    return talk, hears


def take_tones(session: Session, leg_id: int) -> str:
    """What this leg is to hear now; each tone is given out once."""
    found = talk_of_leg(session, leg_id, lock=True)
    if found is None or not found[1].tones:
        return ""
    note(session, found[1], tones="")
    return found[1].tones


def _put(session: Session, agent_id: int, place: Place, event: str, now: datetime) -> Talk:
    mine, talk = my_talk(session, agent_id, now=now)
    caller = _here(talk.caller)
    if caller.place is not place:
        change(session, caller, place=place)
        write_down(session, mine.id, event, now=now, agent_id=agent_id)
    wake(session, talk)
    return talk


def _into_the_room(session: Session, talk: Talk) -> None:
    asked = _here(talk.asked)
    if asked.place is not Place.ROOM:
        change(session, asked, place=Place.ROOM)


def _here(leg: Leg | None) -> Leg:
    if leg is None or not leg.here:
        raise NotPossible("nobody_there")
    return leg
