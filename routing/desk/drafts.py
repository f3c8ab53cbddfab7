"""What is typed at the desk is sent here while it is typed, and stands in its form again after a reload."""

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue

from routing.desk.calls import current_ticket
from routing.desk.confirming import CONFIRM
from routing.desk.desk import Desk
from routing.desk.knowledge import KNOWLEDGE
from routing.desk.search import SEARCH
from routing.drafts import keep_draft
from routing.guards import Role, requires
from routing.wrapping_up import PART as WRAP_UP

FIND = "find"
PARTS = (WRAP_UP, SEARCH, CONFIRM, FIND, KNOWLEDGE)
NOT_TYPED = ("csrf_token", "ticket")


def add_drafts(blueprint: Blueprint, desk: Desk) -> None:
    @blueprint.post("/drafts/<part>")
    @requires(Role.AGENT)
    def draft(part: str) -> ResponseReturnValue:
        if part not in PARTS:
            abort(404)
        typed = {name: text for name, text in request.form.items() if name not in NOT_TYPED}
        with desk.writing() as session:
            mine = current_ticket(session)
            if mine is not None and mine.id == request.form.get("ticket", mine.id, int):
                keep_draft(session, mine.id, g.staff.id, part, typed, now=desk.clock())
        return "", 204
