"""Access for the browser telephone: which kind it is, and a token that is asked for again before it ends."""

from flask import Blueprint, abort, g, jsonify
from flask.typing import ResponseReturnValue

from routing.desk.desk import Desk
from routing.guards import Role, requires
from routing.ports import CarrierTrouble
from routing.presence import presence


def add_softphone(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.get("/softphone-token")
    @requires(Role.AGENT, Role.SUPERVISOR)
    def softphone_token() -> ResponseReturnValue:
        with desk.reading() as session:
            here = presence(session, g.staff.id)
        if here is None or not here.contact.startswith("client:"):
            abort(404)
        now = desk.clock()
        try:
            access = desk.softphones.access(here.contact.removeprefix("client:"), now=now)
        except CarrierTrouble:
            abort(503)
        return jsonify(
            kind=access.kind,
            token=access.token,
            url=access.url,
            edge=access.edge,
            lastsS=(access.ends_at - now).total_seconds(),
        )
