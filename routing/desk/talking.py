"""Call controls: hold, mute, tones, ask somebody, hand over. What the telephone does follows by itself."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing import talks
from routing.desk.desk import Desk
from routing.directory import Entry
from routing.guards import Role, requires
from routing.ports import CarrierTrouble
from routing.talks import NotPossible, Talk
from routing.talks.colleagues import colleagues

RING_S = 30
Deed = Callable[[Session, int, datetime], Talk | None]
PLAIN: dict[str, Deed] = {
    "hold": lambda session, agent, now: talks.hold(session, agent, now=now),
    "resume": lambda session, agent, now: talks.resume(session, agent, now=now),
    "turn": lambda session, agent, now: talks.turn_to_asked(session, agent, now=now),
    "together": lambda session, agent, now: talks.all_together(session, agent, now=now),
    "back": lambda session, agent, now: talks.give_up(session, agent, now=now),
    "hand-over": lambda session, agent, now: talks.hand_over(session, agent, now=now),
    "mute": lambda session, agent, now: talks.mute(session, agent, True, now=now),
    "unmute": lambda session, agent, now: talks.mute(session, agent, False, now=now),
}


def add_talking(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/talk/<deed>")
    @requires(Role.AGENT)
    def talk_deed(deed: str) -> ResponseReturnValue:
        if deed not in PLAIN:
            abort(404)
        return attempt(desk, PLAIN[deed])

    @blueprint.post("/talk/tones")
    @requires(Role.AGENT)
    def tones() -> ResponseReturnValue:
        """A room passes no keys on: the carrier plays them, on arrival to whom is still on the way there."""
        typed = request.form.get("tones", "")
        try:
            with desk.writing() as session:
                talk, hears = talks.send_tones(session, g.staff.id, typed, now=desk.clock())
            desk.tell(talk)
            if hears.told == hears.version:
                desk.line.send_tones(talk.room, hears.id, hears.call_sid or "")
        except NotPossible as fault:
            return refused(fault)
        except CarrierTrouble:
            return refused(NotPossible("carrier_trouble"))
        return "", 204


def add_directory(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/directory")
    @requires(Role.AGENT)
    def directory() -> ResponseReturnValue:
        """Whom the caller can be handed over to: free colleagues, then the house's directory."""
        wanted = request.args.get("wanted", "")
        with desk.reading() as session:
            free = [each for each in colleagues(session) if each.id != g.staff.id and each.fits(wanted)]
        return render_template("desk/directory.html", colleagues=free, entries=desk.directory.search(wanted))

    @blueprint.post("/talk/ask")
    @requires(Role.AGENT)
    def ask() -> ResponseReturnValue:
        """Ring somebody while the caller waits."""
        entry, colleague = _target(desk)

        def deed(session: Session, agent: int, now: datetime) -> Talk:
            if entry is not None:
                return talks.consult_entry(session, agent, entry, now=now)
            return talks.consult_colleague(session, agent, colleague, now=now)

        return attempt(desk, deed)

    @blueprint.post("/talk/send")
    @requires(Role.AGENT)
    def send() -> ResponseReturnValue:
        """Hand over without a word before."""
        entry, colleague = _target(desk)
        if entry is not None:
            return attempt(
                desk, lambda session, agent, now: talks.send_to_entry(session, agent, entry, now=now)
            )
        return _send_to_colleague(desk, colleague)


def _send_to_colleague(desk: Desk, colleague: int) -> ResponseReturnValue:
    try:
        with desk.writing() as session:
            ring = talks.send_to_colleague(session, g.staff.id, colleague, now=desk.clock(), ring_s=RING_S)
    except NotPossible as fault:
        return refused(fault)
    desk.ring(ring)
    return changed()


def attempt(desk: Desk, deed: Deed) -> ResponseReturnValue:
    """Do it in one transaction, tell the carrier after it; what cannot be is said beside the buttons."""
    try:
        with desk.writing() as session:
            talk = deed(session, g.staff.id, desk.clock())
    except NotPossible as fault:
        return refused(fault)
    desk.tell(talk)
    return changed()


def changed() -> ResponseReturnValue:
    return "", 204, {"HX-Trigger": "desk-changed"}


def refused(fault: NotPossible) -> ResponseReturnValue:
    return render_template("desk/fault.html", code=fault.code)


def _target(desk: Desk) -> tuple[Entry | None, int]:
    entry = desk.directory.get(request.form.get("entry", ""))
    return entry, request.form.get("colleague", 0, int)
