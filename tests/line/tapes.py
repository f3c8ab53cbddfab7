"""Short ways to a talk that is recorded: a line that asks, who agrees, and what the carrier has of it."""

from typing import Any

from ivr.simulator import Call
from ivr.simulator.recordings import Recording
from routing import tapes
from tests.line.talks import Desk
from tests.world import World

DAYS = 7


def asked(line: World) -> Call:
    """A caller who wants a person, and is asked."""
    call = line.dial()
    call.press("0")
    line.work()
    return call


def talk(line: World, desk: Desk, call: Call) -> Call:
    call.press("1")
    line.work()
    desk.phone.answer()
    line.work()
    return call


def recordings(line: World) -> list[Recording]:
    return list(line.exchange.recordings.all.values())


def tape_of(line: World, call: Call) -> tapes.Tape | None:
    with line.house.sessions() as session:
        found = tapes.of_call(session, call.sid)
    return found[-1] if found else None


def press(line: World, desk: Desk, deed: Any) -> None:
    """A button of the recording, without the worker."""
    with line.house.sessions.begin() as session:
        ticket = deed(session, desk.id, now=line.now())
    tapes.Recorder(line.house.sessions, line.duties.line, line.now).follow(ticket)
