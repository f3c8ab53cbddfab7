"""The webhooks that the carrier is told in its settings, and those of the dialog's turns."""

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from ivr.calls import answer_call, take_turn
from ivr.carrier.callers import number_of
from ivr.carrier.heard import heard_in
from ivr.hang_up import call_ended
from ivr.house import House
from ivr.rescue import after_put_through, call_back_goes_on, end_of_leg, go_on, is_dialled, is_placed_by_us
from ivr.trials import answer_trial
from ivr.webhooks import answered, call_sid, called, carrier_blueprint, noted
from routing.guards import signed_by_carrier


def phone_blueprint(house: House) -> Blueprint:
    phone = carrier_blueprint("phone", house)

    def answer(session: Session) -> str:
        line = house.current(house.line_called(called())).line.key
        tried = answer_trial(house, line, _caller(), call_sid(), house.clock())
        if tried is not None:
            return tried
        return answer_call(house, session, call_sid(), _caller(), called(), house.clock())

    def turn(session: Session, n: int) -> str:
        return take_turn(house, session, call_sid(), n, heard_in(request.form), house.clock())

    @signed_by_carrier
    def fallback() -> Response:
        if is_dialled(request.form.get("Direction", "")):
            return Response(end_of_leg(house), mimetype="text/xml")
        if is_placed_by_us(request.form.get("Direction", "")):
            return Response(call_back_goes_on(house, call_sid()), mimetype="text/xml")
        return Response(go_on(house, call_sid(), _caller(), called()), mimetype="text/xml")

    @signed_by_carrier
    def put_through() -> Response:
        """After the fallback number; needs no database."""
        return Response(after_put_through(house, request.form.get("DialCallStatus", "")), mimetype="text/xml")

    def status(session: Session) -> None:
        call_ended(session, call_sid(), now=house.clock())

    phone.add_url_rule("/answer", "answer", answered(house, answer), methods=["POST"])
    phone.add_url_rule("/turn/<int:n>", "turn", answered(house, turn), methods=["POST"])
    phone.add_url_rule("/fallback", "fallback", fallback, methods=["POST"])
    phone.add_url_rule("/put-through", "put_through", put_through, methods=["POST"])
    phone.add_url_rule("/status", "status", noted(house, status), methods=["POST"])
    return phone


def _caller() -> str | None:
    return number_of(request.form.get("From"))
