"""The webhooks of the legs of a talk that has a room: each is told where it is to be, by what is so now."""

from dataclasses import dataclass

from flask import request
from flask.blueprints import Blueprint
from sqlalchemy.orm import Session

import routing
from ivr.addressee import addressee
from ivr.calls import after_the_talk
from ivr.carrier.twiml import Answer
from ivr.handing_over import STAFF
from ivr.hang_up import FINAL, call_ended
from ivr.house import House
from ivr.rescue import end_of_leg
from ivr.waiting import stand
from ivr.webhooks import answered, call_sid, carrier_blueprint, noted
from routing import talks
from routing.talks import Leg, LegRole, Mode, Place, Talk

ACCEPT = "1"
HOLD_QUEUE = "durchwahl-hold"
PUT_THROUGH_S = 25
REACHED = frozenset({"completed", "answered"})
REDIRECTED = frozenset({"redirected", "redirected-from-bridged"})
PRESSES_A_KEY = (LegRole.COLLEAGUE, LegRole.SUPERVISOR)


def talking_blueprint(house: House) -> Blueprint:
    blueprint = carrier_blueprint("talking", house)
    legs = Legs(house)
    for rule, view in (
        ("/leg/<int:leg_id>", legs.place),
        ("/leg/<int:leg_id>/key", legs.key),
        ("/leg/<int:leg_id>/hold", legs.hold),
        ("/leg/<int:leg_id>/over", legs.over),
        ("/leg/<int:leg_id>/tones", legs.tones),
    ):
        webhook = answered(house, view, lost=legs.lost, in_vain=end_of_leg)
        blueprint.add_url_rule(rule, view.__name__, webhook, methods=["POST"])
    status = "/leg/<int:leg_id>/status"
    blueprint.add_url_rule(status, "leg_status", noted(house, legs.ended), methods=["POST"])
    return blueprint


@dataclass(frozen=True, slots=True)
class Legs:
    """Whatever a leg of a talk asks."""

    house: House

    def place(self, session: Session, leg_id: int) -> str:
        """What is this leg to do now? At telephone numbers a person presses a key first, no mailbox does."""
        found = talks.talk_of_leg(session, leg_id)
        if found is not None and _must_press(found[1]):
            return self._ask_for_key(session, *found)
        return self._arrive(session, leg_id)

    def key(self, session: Session, leg_id: int) -> str:
        if request.form.get("Digits") != ACCEPT:
            return self._hang_up()
        return self._arrive(session, leg_id)

    def hold(self, session: Session, leg_id: int) -> str:
        """One round of music; whoever is not on hold any more is let go, should nobody have told them."""
        found = talks.talk_of_leg(session, leg_id)
        if found is None or found[1].place is not Place.HOLD:
            return str(self._answer(session, found[0] if found else None).leave())
        citizen = addressee(self.house, session, routing.ticket(session, found[0].ticket_id))
        return str(citizen.answer().music(citizen.music(session, self.house.clock())))

    def over(self, session: Session, leg_id: int) -> str:
        """The room, the hold or the putting through has ended, for whatever reason."""
        if request.form.get("CallStatus") in FINAL:
            self.ended(session, leg_id)
            return self._hang_up()
        if request.form.get("QueueResult") in REDIRECTED:  # it has been told where to go, and asks there
            return self._hang_up()
        found = talks.talk_of_leg(session, leg_id, lock=True)
        if found is not None and found[1].place is Place.DIAL and found[1].role is LegRole.CALLER:
            return self._after_putting_through(session, *found)
        return self._arrive(session, leg_id)

    def tones(self, session: Session, leg_id: int) -> str:
        found = talks.talk_of_leg(session, leg_id)
        answer = self._answer(session, found[0] if found else None)
        tones = talks.take_tones(session, leg_id)
        return str(answer.tones(tones) if tones else answer)

    def ended(self, session: Session, leg_id: int) -> None:
        """The carrier's word that a leg is over."""
        now = self.house.clock()
        found = talks.talk_of_leg(session, leg_id)
        if found is not None and found[1].call_sid in (None, call_sid()):
            if found[1].role is LegRole.CALLER:
                call_ended(session, call_sid(), now=now)
            talks.leg_gone(session, leg_id, request.form.get("CallStatus", ""), now=now)

    def lost(self, session: Session, leg_id: int) -> bool:
        """After a fault: whoever this is, unless it is the caller, is out, and the others go on."""
        found = talks.talk_of_leg(session, leg_id)
        if found is None or found[1].role is LegRole.CALLER:
            return False
        talks.leg_gone(session, leg_id, talks.FAULT, now=self.house.clock())
        return True

    def _arrive(self, session: Session, leg_id: int) -> str:
        found = talks.arrive(session, leg_id, call_sid(), now=self.house.clock())
        return place_of(self.house, session, *found) if found is not None else self._hang_up()

    def _ask_for_key(self, session: Session, talk: Talk, leg: Leg) -> str:
        answer = self._answer(session, talk)
        key = "talk.asked" if leg.role is LegRole.COLLEAGUE else "talk.listening"
        edition = addressee(self.house, session, routing.ticket(session, talk.ticket_id)).edition
        sentence = edition.prompts.text(key, STAFF, {})
        answer.ask_for_key([sentence], self.house.webhook(f"/voice/leg/{leg.id}/key"))
        return str(answer.hang_up())

    def _after_putting_through(self, session: Session, talk: Talk, leg: Leg) -> str:
        """Who was reached has been served; who was not comes back to a person."""
        ticket = routing.ticket(session, talk.ticket_id)
        status = request.form.get("DialCallStatus", "")
        if status in REACHED:
            talks.leg_gone(session, leg.id, status, now=self.house.clock())
            return after_the_talk(self.house, session, ticket, call_sid())
        back = talks.not_reached(session, talk, now=self.house.clock(), why=status)
        return stand(self.house, session, routing.ticket(session, back), "talk.not_reached")

    def _answer(self, session: Session, talk: Talk | None) -> Answer:
        if talk is None:
            return self._answer_nobody()
        return addressee(self.house, session, routing.ticket(session, talk.ticket_id)).answer()

    def _hang_up(self) -> str:
        return str(self._answer_nobody().hang_up())

    def _answer_nobody(self) -> Answer:
        return self.house.answer(self.house.first, "")


def place_of(house: House, session: Session, talk: Talk, leg: Leg) -> str:
    """Where this leg is to be, as TwiML."""
    ticket = routing.ticket(session, talk.ticket_id)
    citizen = addressee(house, session, ticket)
    answer = citizen.answer()
    said = [citizen.text(leg.say)] if leg.say else []
    over = house.webhook(f"/voice/leg/{leg.id}/over")
    match leg.place:
        case Place.ROOM:
            tones = talks.take_tones(session, leg.id)
            answer.say(said)
            return str(_into_the_room(answer.tones(tones) if tones else answer, talk, leg, over))
        case Place.HOLD:
            wait = house.webhook(f"/voice/leg/{leg.id}/hold")
            return str(answer.say(said).enqueue(HOLD_QUEUE, wait=wait, left=over))
        case Place.DIAL:
            said.append(citizen.text("wait.connecting"))
            number = house.number_of(ticket.line)
            answer.say(said).extension(
                leg.contact, keys=leg.keys, seconds=PUT_THROUGH_S, line_number=number, over=over
            )
            return str(answer)
        case Place.AWAY:
            return _go_on(house, session, ticket, *([leg.say] if leg.say else []))
        case Place.END:
            return str(answer.hang_up())


def _into_the_room(answer: Answer, talk: Talk, leg: Leg, over: str) -> Answer:
    if leg.role is not LegRole.SUPERVISOR:
        return answer.room(talk.room, over=over, muted=leg.muted)
    agent = talk.agent.call_sid if talk.agent is not None else None
    coached = agent if leg.mode is Mode.COACH else None
    return answer.room(
        talk.room, over=over, muted=leg.mode is not Mode.JOIN and coached is None, coach=coached
    )


def _go_on(house: House, session: Session, ticket: routing.Ticket, *prompts: str) -> str:
    """The caller goes on without the room: where their newest ticket says, or with a goodbye."""
    newest = routing.ticket_of(session, call_sid()) or ticket
    if newest.state in (routing.TicketState.WAITING, routing.TicketState.RINGING):
        return stand(house, session, newest, *prompts)
    return after_the_talk(house, session, ticket, call_sid())


def _must_press(leg: Leg) -> bool:
    by_number = not leg.contact.startswith(("client:", "sip:"))
    return leg.role in PRESSES_A_KEY and leg.going_on and leg.state is not talks.LegState.UP and by_number
