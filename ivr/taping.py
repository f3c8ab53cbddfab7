"""Recording of talks, as the caller meets it: the question before anybody is rung, and the carrier's word."""

from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

import routing
from ivr.carrier.heard import heard_in
from ivr.dialog import Heard
from ivr.house import House
from ivr.understanding import yes_no
from ivr.waiting import stand
from ivr.webhooks import answered, carrier_blueprint, in_one_transaction
from routing import tapes
from routing.guards import signed_by_carrier

YES = "1"
WITH_SOUND = "completed"
ENDED = frozenset({WITH_SOUND, "absent", "failed"})


def taping_blueprint(house: House) -> Blueprint:
    blueprint = carrier_blueprint("taping", house)
    asking = Asking(house)
    webhook = answered(house, asking.answer)
    blueprint.add_url_rule("/tape/<int:ticket_id>/answer", "answer", webhook, methods=["POST"])

    @blueprint.post("/tape/<int:tape_id>/status")
    @signed_by_carrier
    def status(tape_id: int) -> Response:
        if request.form.get("RecordingStatus") in ENDED:
            in_one_transaction(house, lambda session: _finished(house, session, tape_id))
        return Response(status=204)

    return blueprint


@dataclass(frozen=True, slots=True)
class Asking:
    """What comes of the question."""

    house: House

    def answer(self, session: Session, ticket_id: int) -> str:
        """Only a plain yes is one. Whatever it was, the caller hears what follows from it, and waits."""
        ticket = routing.ticket(session, ticket_id)
        said_yes = _agrees(heard_in(request.form), ticket.language)
        agreed = tapes.answer(session, ticket, said_yes, now=self.house.clock())
        follows = "tape.agreed" if agreed else "tape.refused"
        return stand(self.house, session, routing.ticket(session, ticket_id), follows)


def _agrees(heard: Heard, language: str) -> bool:
    if heard.kind == "keys":
        return heard.text == YES
    return heard.kind == "speech" and yes_no(heard.text, language) is True


def _finished(house: House, session: Session, tape_id: int) -> None:
    form = request.form
    seconds = form.get("RecordingDuration", "")
    tapes.finished(
        session,
        tape_id,
        form.get("RecordingSid", ""),
        int(seconds) if seconds.isdecimal() else None,
        sound=form.get("RecordingStatus") == WITH_SOUND,
        now=house.clock(),
    )
