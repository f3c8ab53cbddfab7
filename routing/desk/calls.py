"""What an agent does with the call: decline, end, note down, wrap up. Answering is the telephone's part."""

from datetime import datetime

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from routing.desk import forms
from routing.desk.desk import Desk
from routing.desk.forms import BadInput
from routing.duty import decline
from routing.ending import save_note, talk_over
from routing.guards import Role, requires
from routing.presence import presence
from routing.queue import ticket
from routing.talks import Talk, agents_leg, leave_asked, open_talk_of
from routing.talks import hang_up as talks_hang_up
from routing.tickets import Ticket
from routing.wrapping_up import wrap_up

LONGEST_NOTE = 4000


def add_calls(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/decline")
    @requires(Role.AGENT)
    def decline_call() -> ResponseReturnValue:
        with desk.writing() as session:
            declined = decline(session, g.staff.id, now=desk.clock())
        desk.stop_ringing(declined)
        return _changed()

    @blueprint.post("/hang-up")
    @requires(Role.AGENT)
    def hang_up() -> ResponseReturnValue:
        """The agent's own leg ends. What becomes of the caller, the carrier asks: they hear a goodbye."""
        with desk.writing() as session:
            mine = current_ticket(session)
            leg_sid, room = _end(session, mine, desk.clock()) if mine is not None else (None, None)
        if room is not None:
            desk.tell(room)
        elif leg_sid is not None:
            desk.hang_up(leg_sid)
        return _changed()

    @blueprint.post("/note")
    @requires(Role.AGENT)
    def note() -> ResponseReturnValue:
        with desk.writing() as session:
            kept = _keep_note(session)
        return render_template("desk/note_kept.html", kept=kept, at=desk.clock())

    @blueprint.post("/wrap-up")
    @requires(Role.AGENT)
    def finish_call() -> ResponseReturnValue:
        try:
            with desk.writing() as session:
                if _keep_note(session):
                    mine = ticket(session, _posted())
                    done = forms.wrap_up(desk.lines[mine.line].reasons)
                    wrap_up(session, mine.id, done, agent_id=g.staff.id, now=desk.clock())
        except BadInput as bad:
            return render_template("desk/fault.html", code=bad.code)
        return _changed()


def _end(session: Session, mine: Ticket, now: datetime) -> tuple[str | None, Talk | None]:
    """What to hang up after the commit: a leg, or whatever is to leave a room."""
    if mine.consulting:
        return None, leave_asked(session, mine, now=now)
    room = open_talk_of(session, mine.id, lock=True)
    if room is not None:
        return None, talks_hang_up(session, g.staff.id, now=now)
    ended = talk_over(session, mine.id, now=now)
    return (agents_leg(session, mine) or mine.call_sid if ended else None), None


def current_ticket(session: Session) -> Ticket | None:
    """The ticket that the signed-in agent has now."""
    here = presence(session, g.staff.id)
    return ticket(session, here.ticket_id) if here is not None and here.ticket_id is not None else None


def _keep_note(session: Session) -> bool:
    """Save the posted note, if its ticket is still with this agent."""
    text = request.form.get("note", "")[:LONGEST_NOTE]
    return save_note(session, _posted(), text, agent_id=g.staff.id)


def _posted() -> int:
    return request.form.get("ticket", default=0, type=int)


def _changed() -> ResponseReturnValue:
    """Nothing to show here: the page is told to fetch what changed, without waiting for the next look."""
    return "", 204, {"HX-Trigger": "desk-changed"}
