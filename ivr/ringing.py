"""An agent's phone rings for a caller, or a citizen's for a call back; and what comes of it."""

from dataclasses import dataclass

from flask import Blueprint, request
from sqlalchemy.orm import Session

import booking
import routing
from ivr.addressee import addressee
from ivr.calls import after_the_talk
from ivr.continuing import continue_call
from ivr.handing_over import STAFF
from ivr.hang_up import FINAL, call_ended
from ivr.house import House
from ivr.rescue import called_in_vain
from ivr.talking import place_of
from ivr.waiting import stand
from ivr.webhooks import answered, call_sid, carrier_blueprint, noted
from routing import talks

ACCEPT = "1"
STILL_TO_COME = (routing.TicketState.WAITING, routing.TicketState.RINGING)
LEG_S = 6  # until a phone rings: the redirect, and the sentence that the caller hears first


def ringing_blueprint(house: House) -> Blueprint:
    blueprint = carrier_blueprint("ringing", house)
    agents, citizens = AgentRings(house), CallBacks(house)
    at = "<int:ticket_id>/<int:attempt>"
    for rule, view in (
        (f"/ring/{at}", agents.ring),
        (f"/rung/{at}", agents.rung),
        (f"/picked-up/{at}", agents.picked_up),
        (f"/accepted/{at}", agents.accepted),
    ):
        blueprint.add_url_rule(rule, view.__name__, answered(house, view), methods=["POST"])
    for rule, view in ((f"/call-back/{at}", citizens.greet), (f"/call-back/{at}/key", citizens.connect)):
        webhook = answered(house, view, in_vain=called_in_vain)
        blueprint.add_url_rule(rule, view.__name__, webhook, methods=["POST"])
    status = f"/call-back/{at}/status"
    blueprint.add_url_rule(status, "ended", noted(house, citizens.ended), methods=["POST"])
    return blueprint


@dataclass(frozen=True, slots=True)
class AgentRings:
    """An agent's phone rings for a caller: the webhooks of both legs."""

    house: House

    def ring(self, session: Session, ticket_id: int, attempt: int) -> str:
        """The caller's leg: say that somebody comes, and ring; back to the queue if that ring is over."""
        ticket = routing.ticket(session, ticket_id)
        current = routing.ring(session, ticket_id, attempt)
        if current is None:
            return stand(self.house, session, ticket)
        routing.ring_begun(session, ticket_id, attempt, now=self.house.clock())
        return _ring_agent(self.house, session, ticket, current)

    def rung(self, session: Session, ticket_id: int, attempt: int) -> str:
        """The agent's phone has stopped: after the talk, or unanswered."""
        ticket = routing.ticket(session, ticket_id)
        now = self.house.clock()
        if request.form.get("CallStatus") in FINAL:
            call_ended(session, call_sid(), now=now)
            return _gone(self.house, session, ticket)
        in_room = self._into_the_room(session)
        if in_room is not None:
            return in_room
        if ticket.connected_at is not None:
            return self._after_the_talk(session, ticket)
        missed = _missed(request.form.get("DialCallStatus", ""))
        routing.not_picked_up(session, ticket_id, attempt, reason=missed, now=now)
        return stand(self.house, session, routing.ticket(session, ticket_id), "wait.agent_left")

    def _into_the_room(self, session: Session) -> str | None:
        """The agent's leg was led into a room, so the bridge has ended: the caller's leg follows."""
        talk = talks.open_talk_of_call(session, call_sid())
        if talk is None or talk.caller is None:
            return None
        found = talks.arrive(session, talk.caller.id, call_sid(), now=self.house.clock())
        return place_of(self.house, session, *found) if found is not None else None

    def _after_the_talk(self, session: Session, ticket: routing.Ticket) -> str:
        """The agent's leg has ended: the talk is over, or a telephone was lost and somebody else comes."""
        lost = talks.agent_lost(session, ticket, now=self.house.clock())
        newest = routing.ticket_of(session, call_sid())
        if newest is not None and newest.id != ticket.id and newest.state in STILL_TO_COME:
            return stand(self.house, session, newest, *(["talk.lost"] if lost else []))
        return after_the_talk(self.house, session, ticket, call_sid())

    def picked_up(self, session: Session, ticket_id: int, attempt: int) -> str:
        """The agent's leg, before the two can hear each other."""
        current = routing.ring(session, ticket_id, attempt)
        ticket = routing.ticket(session, ticket_id)
        if current is None or current.contact.startswith(("client:", "sip:")):
            return _join(self.house, session, ticket, attempt)
        # A mailbox must not take a citizen's call: a person presses a key.
        edition = addressee(self.house, session, ticket).edition
        answer = self.house.answer(edition, ticket.language)
        whisper = edition.text("agent.whisper", STAFF, _about(session, ticket))
        answer.ask_for_key([whisper], self.house.webhook(f"/voice/accepted/{ticket_id}/{attempt}"))
        return str(answer.hang_up())

    def accepted(self, session: Session, ticket_id: int, attempt: int) -> str:
        ticket = routing.ticket(session, ticket_id)
        if request.form.get("Digits") != ACCEPT:
            return _gone(self.house, session, ticket)
        return _join(self.house, session, ticket, attempt)


@dataclass(frozen=True, slots=True)
class CallBacks:
    """A citizen's phone rings because it is their turn: the webhooks of that leg."""

    house: House

    def greet(self, session: Session, ticket_id: int, attempt: int) -> str:
        """The phone was answered: by a person, who presses a key, or by a mailbox, which does not."""
        ticket = routing.ticket(session, ticket_id)
        routing.ring_begun(session, ticket_id, attempt, dialled_sid=call_sid(), now=self.house.clock())
        citizen = addressee(self.house, session, ticket)
        answer = citizen.answer()
        for key in ("call_back.greeting", "call_back.greeting.again"):
            answer.ask_for_key(
                [citizen.edition.text(key, ticket.language, {})],
                self.house.webhook(f"/voice/call-back/{ticket_id}/{attempt}/key"),
            )
        return str(answer.hang_up())

    def connect(self, session: Session, ticket_id: int, attempt: int) -> str:
        """The citizen is there: from now on like any caller, and the agent's phone rings."""
        now, ring_s = self.house.clock(), self.house.settings.ring_seconds + LEG_S
        before = routing.ticket(session, ticket_id)
        if routing.citizen_reached(session, ticket_id, attempt, call_sid(), now=now, ring_s=ring_s):
            continue_call(self.house, session, call_sid(), before, now=now)
        ticket = routing.ticket(session, ticket_id)
        current = routing.ring(session, ticket_id, attempt)
        if ticket.call_sid != call_sid():
            return _gone(self.house, session, ticket)
        if current is None:
            return stand(self.house, session, ticket)
        return _ring_agent(self.house, session, ticket, current)

    def ended(self, session: Session, ticket_id: int, attempt: int) -> None:
        """The carrier's word that this leg is over: after a talk, or because nobody took it."""
        if routing.ticket(session, ticket_id).call_sid == call_sid():
            call_ended(session, call_sid(), now=self.house.clock())
        else:
            routing.call_back_failed(session, ticket_id, attempt, now=self.house.clock())


def _ring_agent(house: House, session: Session, ticket: routing.Ticket, ring: routing.Ring) -> str:
    citizen = addressee(house, session, ticket)
    answer = citizen.answer().say([citizen.text("wait.connecting")])
    at = f"{ticket.id}/{ring.attempt}"
    return str(
        answer.ring(
            ring.contact,
            seconds=house.settings.ring_seconds,
            line_number=house.number_of(ticket.line),
            rung=house.webhook(f"/voice/rung/{at}"),
            picked_up=house.webhook(f"/voice/picked-up/{at}"),
            about=str(ticket.id),
        )
    )


def _join(house: House, session: Session, ticket: routing.Ticket, attempt: int) -> str:
    """Let the two hear each other, if this agent is still the one; an empty document connects them.

    Whoever is too late is told, instead of listening into silence.
    """
    joined = routing.picked_up(session, ticket.id, attempt, leg_sid=call_sid(), now=house.clock())
    again = ticket.state == routing.TicketState.CONNECTED and ticket.attempt == attempt
    edition = addressee(house, session, ticket).edition
    answer = house.answer(edition, ticket.language)
    if not (joined or again):
        answer.say([edition.prompts.text("agent.too_late", STAFF, {})]).hang_up()
    return str(answer)


def _missed(dial_status: str) -> routing.Missed:
    return {
        "busy": routing.Missed.DECLINED,  # how a softphone's "reject" arrives
        "failed": routing.Missed.FAILED,
    }.get(dial_status, routing.Missed.NO_ANSWER)


def _about(session: Session, ticket: routing.Ticket) -> dict[str, str]:
    """What an agent on a plain telephone is told before they take the call."""
    service = booking.service(session, ticket.service).name("de") if ticket.service else ""
    return {"service": service}


def _gone(house: House, session: Session, ticket: routing.Ticket) -> str:
    return str(addressee(house, session, ticket).answer().hang_up())
