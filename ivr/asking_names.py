"""The caller's name, spoken after a tone for whoever takes the call: asked for where a line says so."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

import routing
from ivr.addressee import addressee
from ivr.calls import last_turn
from ivr.handing_over import ask_or_queue
from ivr.house import House
from ivr.waiting import stand
from ivr.webhooks import answered, call_sid, carrier_blueprint, in_one_transaction
from routing import resting, spoken_names
from routing.guards import signed_by_carrier

WITH_SOUND = "completed"
TOO_SHORT_S = 1  # who presses a key so soon has said no name


def asking_names_blueprint(house: House) -> Blueprint:
    blueprint = carrier_blueprint("asking_names", house)
    names = Names(house)
    webhook = answered(house, names.answer)
    blueprint.add_url_rule("/name/<int:ticket_id>", "answer", webhook, methods=["POST"])

    @blueprint.post("/name/<int:ticket_id>/status")
    @signed_by_carrier
    def status(ticket_id: int) -> Response:  # noqa: ARG001 - the call says which it is
        if request.form.get("RecordingStatus") == WITH_SOUND:
            in_one_transaction(house, names.note)
        return Response(status=204)

    return blueprint


@dataclass(frozen=True, slots=True)
class Names:
    """What comes of the question."""

    house: House

    def answer(self, session: Session, ticket_id: int) -> str:
        """A name, a key that passes the question over, or silence: the caller waits from now on."""
        self.note(session)
        if _passed_over():
            spoken_names.let_go(session, call_sid(), now=self.house.clock())
        ticket = routing.ticket(session, ticket_id)
        resting.go_on(session, ticket, now=self.house.clock())
        if ticket.state != routing.TicketState.WAITING:
            return stand(self.house, session, ticket)
        citizen = addressee(self.house, session, ticket)
        n = (last_turn(session, ticket.call_sid) or 0) + 1
        return str(ask_or_queue(citizen.answer(), self.house, session, citizen.edition, ticket, n))

    def note(self, session: Session) -> None:
        """Which recording it is, if there is one: its name is all that is needed to delete it."""
        sid = request.form.get("RecordingSid", "")
        if sid:
            spoken_names.spoken(session, call_sid(), sid, now=self.house.clock())


def _passed_over() -> bool:
    seconds = request.form.get("RecordingDuration", "0")
    pressed = request.form.get("Digits", "") not in {"", "hangup"}
    return not seconds.isdecimal() or int(seconds) <= (TOO_SHORT_S if pressed else 0)
