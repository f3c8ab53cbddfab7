"""The waiting room: position and expected wait, music between, and a way out that keeps the place."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import routing
from ivr.calls import into_queue, last_turn, take_turn
from ivr.carrier.twiml import Answer
from ivr.dialog import Heard
from ivr.hang_up import call_ended
from ivr.house import House
from ivr.music import waiting_music
from ivr.tables import CallRow
from ivr.webhooks import answered, call_sid, carrier_blueprint
from routing.guards import open_to_all

CALL_BACK_KEY = "1"
TURN = 0  # what was said last, where that was no position but "somebody will be with you in a moment"


def waiting_blueprint(house: House) -> Blueprint:
    blueprint = carrier_blueprint("waiting", house)
    room = WaitingRoom(house)
    for rule, view in (
        ("/wait/<int:ticket_id>", room.wait),
        ("/wait/<int:ticket_id>/key", room.key),
        ("/left/<int:ticket_id>/<int:n>", room.left),
        ("/queue/<int:ticket_id>", room.queue),
    ):
        blueprint.add_url_rule(rule, view.__name__, answered(house, view), methods=["POST"])
    return blueprint


def music_blueprint() -> Blueprint:
    """The waiting music; the carrier fetches media unsigned, so it is open to all."""
    music = Blueprint("music", __name__)

    @music.get("/music.wav")
    @open_to_all
    def play() -> Response:
        headers = {"Cache-Control": "public, max-age=86400"}
        return Response(waiting_music(), mimetype="audio/wav", headers=headers)

    return music


@dataclass(frozen=True, slots=True)
class WaitingRoom:
    """The webhooks of a caller in the queue."""

    house: House

    def wait(self, session: Session, ticket_id: int) -> str:
        """One round: what is new, then music; the carrier asks for the next round by itself."""
        ticket = routing.ticket(session, ticket_id)
        if _closed_for(self.house, session, ticket):
            return str(voice_of(self.house, ticket).leave())
        answer = voice_of(self.house, ticket).wait(
            _what_is_new(self.house, session, ticket),
            music=self.house.url("/music.wav"),
            key=self.house.webhook(f"/voice/wait/{ticket_id}/key"),
        )
        return str(answer)

    def key(self, session: Session, ticket_id: int) -> str:
        answer = voice_of(self.house, routing.ticket(session, ticket_id))
        if request.form.get("Digits") == CALL_BACK_KEY:
            return str(answer.leave())
        return str(answer.redirect(self.house.webhook(f"/voice/wait/{ticket_id}")))

    def left(self, session: Session, ticket_id: int, n: int) -> str:
        """The caller is out of the queue; `n` is the turn with which the dialog goes on, if it does."""
        ticket = routing.ticket(session, ticket_id)
        sid = call_sid()
        match request.form.get("QueueResult"):
            case "leave":
                outcome = "closed" if _closed_for(self.house, session, ticket) else "call_back"
            case "queue-full" | "error" | "system-error":
                outcome = "failed"
            case "hangup":
                call_ended(session, sid, now=self.house.clock())
                return str(voice_of(self.house, ticket).hang_up())
            case _:  # redirected, bridged: where the caller is to be, the ticket knows
                return stand(self.house, session, ticket)
        if outcome != "call_back":
            routing.caller_gone(session, ticket.call_sid, now=self.house.clock())
        return take_turn(self.house, session, sid, n, Heard("outcome", outcome), self.house.clock())

    def queue(self, session: Session, ticket_id: int) -> str:
        """Back into the queue, because the agent declined."""
        ticket = routing.ticket(session, ticket_id)
        sentence = self.house.prompts.text("wait.agent_left", ticket.language, {})
        return stand(self.house, session, ticket, sentence)


def stand(house: House, session: Session, ticket: routing.Ticket, *sentences: str) -> str:
    """Where this caller is to be now, by what the ticket says: rung through, or (back) in the queue."""
    answer = voice_of(house, ticket)
    if ticket.state == routing.TicketState.RINGING:
        return str(answer.redirect(house.webhook(f"/voice/ring/{ticket.id}/{ticket.attempt}")))
    if ticket.state == routing.TicketState.WAITING:
        answer.say(sentences)
        n = (last_turn(session, ticket.call_sid) or 0) + 1
        return str(into_queue(answer, house, ticket.line, ticket.id, n))
    return str(answer.say([house.prompts.text("goodbye", ticket.language, {})]).hang_up())


def voice_of(house: House, ticket: routing.Ticket) -> Answer:
    """An empty answer in the voice of this caller's language."""
    return Answer(house.voice(ticket.line, ticket.language))


def _closed_for(house: House, session: Session, ticket: routing.Ticket) -> bool:
    """The line has closed and the last agent who could take this call has gone: nobody will come."""
    if ticket.state != routing.TicketState.WAITING or house.lines[ticket.line].duty(house.clock()).open:
        return False
    return routing.agents_on_duty(session, ticket, house.rules) == 0


def _what_is_new(house: House, session: Session, ticket: routing.Ticket) -> list[str]:
    """The position, when it is another than was said last; never the same sentence twice in a row."""
    if ticket.state != routing.TicketState.WAITING:
        return []
    outlook = routing.outlook(session, ticket.id, now=house.clock(), rules=house.rules)
    now_due = TURN if outlook.expected_wait_s == 0 else outlook.position
    said = session.scalar(select(CallRow.said_in_queue).where(CallRow.sid == ticket.call_sid))
    if said == now_due:
        return []
    session.execute(update(CallRow).where(CallRow.sid == ticket.call_sid).values(said_in_queue=now_due))
    text, language = house.prompts.text, ticket.language
    if now_due == TURN:
        return [text("wait.soon", language, {})]
    if outlook.expected_wait_s is None:
        position = text("wait.position_unknown", language, {"position": outlook.position})
    else:
        minutes = max(1, round(outlook.expected_wait_s / 60))
        position = text("wait.position", language, {"position": outlook.position, "wait": minutes})
    return [position, text("wait.menu", language, {})]
