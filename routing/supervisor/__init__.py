"""The pages of the supervisor: the wall board, waiting calls, agents, messages."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing.desk import words as desk_words
from routing.lines import Lines, line_name, topic_name
from routing.ports import Line
from routing.reports.contact import SelfServed
from routing.supervisor import words
from routing.supervisor.abilities import add_abilities
from routing.supervisor.agents import add_agents
from routing.supervisor.board import add_board
from routing.supervisor.demand import add_demand
from routing.supervisor.messages import add_messages
from routing.supervisor.reports import add_reports
from routing.supervisor.room import Room
from routing.supervisor.waiting import add_waiting


def supervisor_blueprint(
    database: sessionmaker[DatabaseSession],
    line: Line,
    clock: Callable[[], datetime],
    lines: Lines,
    *,
    ring_s: int,
    self_served: SelfServed,
) -> Blueprint:
    """The pages under /supervisor. `ring_s`: how long an agent's phone may take, for a call that is moved.

    `self_served`: which calls the menu served by itself."""
    blueprint = Blueprint(
        "supervisor", __name__, url_prefix="/supervisor", template_folder="templates", static_folder="static"
    )
    room = Room(database, line, clock, lines, ring_s, self_served)
    for add in (add_board, add_waiting, add_agents, add_abilities, add_messages, add_reports, add_demand):
        add(blueprint, room)

    @blueprint.context_processor
    def wording() -> dict[str, Any]:
        return {
            "w": desk_words,
            "s": words,
            "topic_name": partial(topic_name, lines),
            "line_name": partial(line_name, lines),
        }

    return blueprint
