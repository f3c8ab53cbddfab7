"""The recording of a talk, as its agent has it in hand: pause, go on, or have it deleted."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, g
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing import tapes
from routing.desk.desk import Desk
from routing.desk.talking import changed, refused
from routing.guards import Role, requires
from routing.talks import NotPossible, Talk
from routing.tapes import Tape, TapeState, alone

Deed = Callable[[Session, int, datetime], int]
DEEDS: dict[str, Deed] = {
    "pause": lambda session, agent, now: tapes.hold_on(session, agent, True, now=now),
    "resume": lambda session, agent, now: tapes.hold_on(session, agent, False, now=now),
    "discard": lambda session, agent, now: tapes.discard(session, agent, now=now),
}


def add_taping(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/tape/<deed>")
    @requires(Role.AGENT)
    def tape_deed(deed: str) -> ResponseReturnValue:
        if deed not in DEEDS:
            abort(404)
        try:
            with desk.writing() as session:
                ticket = DEEDS[deed](session, g.staff.id, desk.clock())
        except NotPossible as fault:
            return refused(fault)
        desk.record(ticket)
        return changed()


def tape_line(tape: Tape, talk: Talk | None) -> str:
    """What the desk says of it: what is so now, not only what was wanted."""
    if tape.discarded:
        return "Die Aufzeichnung ist beendet und wird gelöscht."
    if tape.state is TapeState.OVER:
        return "Die Aufzeichnung ist beendet."
    if tape.on_hold:
        paused = tape.state is not TapeState.RUNNING
        return "Die Aufzeichnung ist angehalten." if paused else "Die Aufzeichnung wird angehalten …"
    if not alone(talk):
        return "Die Aufzeichnung ruht, solange Sie nicht allein miteinander sprechen."
    running = tape.state is TapeState.RUNNING
    return "Das Gespräch wird aufgezeichnet." if running else "Die Aufzeichnung beginnt …"
