"""The name that a caller has spoken, for the agent who has the call: from the carrier, through us."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from routing.desk.calls import current_ticket
from routing.desk.desk import Desk
from routing.guards import Role, requires
from routing.ports import CarrierTrouble
from routing.spoken_names import recording_of


def add_spoken_names(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/name/<int:ticket_id>.wav")
    @requires(Role.AGENT)
    def spoken_name(ticket_id: int) -> ResponseReturnValue:
        """Only whose phone rings for this call, or who has it, hears it; nobody keeps it."""
        with desk.reading() as session:
            mine = current_ticket(session)
            heard = mine is not None and mine.id == ticket_id
            sid = recording_of(session, mine.call_sid, now=desk.clock()) if mine and heard else None
        if sid is None:
            abort(404)
        try:
            sound = desk.line.tape_sound(sid)
        except CarrierTrouble as trouble:
            abort(404 if trouble.code == "gone" else 503)
        return Response(sound, mimetype="audio/wav", headers={"Cache-Control": "no-store"})
