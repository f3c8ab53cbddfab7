"""The waiting room: position and expected wait, music between, and a way out that keeps the place."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

import routing
from ivr.addressee import Addressee, addressee
from ivr.calls import last_turn, take_turn
from ivr.dialog import Heard
from ivr.handing_over import into_queue
from ivr.hang_up import call_ended
from ivr.house import House
from ivr.music import SHIPPED_MUSIC, waiting_music
from ivr.webhooks import answered, call_sid, carrier_blueprint
from routing.guards import open_to_all

CALL_BACK_KEY, MENU_KEY = "1", "2"
TURN = "soon"  # what was said last, where that was no place but "somebody will be with you in a moment"
KEEP_THE_PLACE = ("call_back", "self_service")
WORTH_SAYING = 2  # minutes by which the expected wait must differ from what was said last


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
    """The waiting music that ships; the carrier fetches media unsigned, so it is open to all."""
    music = Blueprint("music", __name__)

    @music.get(SHIPPED_MUSIC)
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
        citizen = addressee(self.house, session, ticket)
        if _closed_for(self.house, session, ticket):
            return str(citizen.answer().leave())
        answer = citizen.answer().wait(
            _what_is_new(citizen, session, ticket),
            music=citizen.music(session, self.house.clock()),
            key=self.house.webhook(f"/voice/wait/{ticket_id}/key"),
        )
        return str(answer)

    def key(self, session: Session, ticket_id: int) -> str:
        answer = addressee(self.house, session, routing.ticket(session, ticket_id)).answer()
        pressed = request.form.get("Digits")
        if pressed == MENU_KEY and routing.step_out(session, ticket_id, now=self.house.clock()):
            return str(answer.leave())
        if pressed == CALL_BACK_KEY:
            return str(answer.leave())
        return str(answer.redirect(self.house.webhook(f"/voice/wait/{ticket_id}")))

    def left(self, session: Session, ticket_id: int, n: int) -> str:
        """The caller is out of the queue; `n` is the turn with which the dialog goes on, if it does."""
        ticket = routing.ticket(session, ticket_id)
        sid = call_sid()
        match request.form.get("QueueResult"):
            case "leave":
                outcome = _left_for(self.house, session, ticket)
            case "queue-full" | "error" | "system-error":
                outcome = "failed"
            case "hangup":
                call_ended(session, sid, now=self.house.clock())
                return str(addressee(self.house, session, ticket).answer().hang_up())
            case _:  # redirected, bridged: where the caller is to be, the ticket knows
                return stand(self.house, session, ticket)
        if outcome not in KEEP_THE_PLACE:
            routing.caller_gone(session, ticket.call_sid, now=self.house.clock())
        return take_turn(self.house, session, sid, n, Heard("outcome", outcome), self.house.clock())

    def queue(self, session: Session, ticket_id: int) -> str:
        """Back into the queue, because the agent declined."""
        ticket = routing.ticket(session, ticket_id)
        return stand(self.house, session, ticket, "wait.agent_left")


def stand(house: House, session: Session, ticket: routing.Ticket, *prompts: str) -> str:
    """Where this caller is to be now, by what the ticket says: rung through, or (back) in the queue.

    `prompts` are said to who goes back into the queue.
    """
    citizen = addressee(house, session, ticket)
    answer = citizen.answer()
    if ticket.state == routing.TicketState.RINGING:
        return str(answer.redirect(house.webhook(f"/voice/ring/{ticket.id}/{ticket.attempt}")))
    if ticket.state == routing.TicketState.WAITING:
        answer.say([citizen.text(each) for each in prompts])
        n = (last_turn(session, ticket.call_sid) or 0) + 1
        return str(into_queue(answer, house, ticket.line, ticket.id, n))
    return str(answer.say([citizen.text("goodbye")]).hang_up())


def _left_for(house: House, session: Session, ticket: routing.Ticket) -> str:
    """Why this caller has left the queue by themselves, as an outcome for the dialog."""
    if ticket.kind == routing.TicketKind.IN_MENU:
        return "self_service"
    return "closed" if _closed_for(house, session, ticket) else "call_back"


def _closed_for(house: House, session: Session, ticket: routing.Ticket) -> bool:
    """The line has closed and the last agent who could take this call has gone: nobody will come."""
    if ticket.state != routing.TicketState.WAITING or house.lines[ticket.line].duty(house.clock()).open:
        return False
    return routing.agents_on_duty(session, ticket, house.rules) == 0


def _what_is_new(citizen: Addressee, session: Session, ticket: routing.Ticket) -> list[str]:
    """Place and wait, when they are others than were said last; never the same sentence twice in a row."""
    if ticket.state != routing.TicketState.WAITING:
        return []
    house = citizen.house
    outlook = routing.outlook(session, ticket, now=house.clock(), rules=house.rules)
    news = _news(outlook)
    if not _is_worth_saying(news, ticket.said):
        return []
    routing.note_said(session, ticket.id, news)
    if news == TURN:
        return [citizen.text("wait.soon")]
    if outlook.expected_wait_s is None:
        position = citizen.text("wait.position_unknown", {"position": outlook.position})
    else:
        values = {"position": outlook.position, "wait": _minutes(outlook.expected_wait_s)}
        position = citizen.text("wait.position", values)
    return [position, citizen.text("wait.menu")]


def _news(outlook: routing.Outlook) -> str:
    """Place and minutes, as they are kept: "3/5", "3/" where no wait can be told, or "soon"."""
    if outlook.expected_wait_s == 0:
        return TURN
    wait_s = outlook.expected_wait_s
    return f"{outlook.position}/{'' if wait_s is None else _minutes(wait_s)}"


def _is_worth_saying(news: str, said: str | None) -> bool:
    """Another place is; of the wait only what differs by minutes, since an estimate wavers."""
    if said is None or TURN in (news, said):
        return news != said
    (place, minutes), (place_then, minutes_then) = news.split("/"), said.split("/")
    if place != place_then or not minutes or not minutes_then:
        return news != said
    return abs(int(minutes) - int(minutes_then)) >= WORTH_SAYING


def _minutes(seconds: int) -> int:
    return max(1, round(seconds / 60))
