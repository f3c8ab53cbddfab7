"""The pages of the lines: what each has now, its drafts, what was published when, and announcements."""

from flask import Blueprint

from ivr.editions.pages.announcements import add_announcements
from ivr.editions.pages.drafts import add_changes_of_drafts, add_drafts, add_ends_of_drafts
from ivr.editions.pages.line import add_line
from ivr.editions.pages.links import links_of_draft, links_of_line
from ivr.editions.pages.room import Room
from ivr.editions.pages.written import moment
from ivr.house import House


def editions_blueprint(house: House) -> Blueprint:
    """At `/console/`, for operators."""
    blueprint = Blueprint(
        "editions",
        __name__,
        url_prefix="/console",
        template_folder="templates",
        static_folder="static",
    )
    room = Room(house.sessions, house)
    blueprint.context_processor(
        lambda: {
            "moment": moment,
            "links_of_line": links_of_line,
            "links_of_draft": links_of_draft,
        }
    )
    add_line(blueprint, room)
    add_drafts(blueprint, room)
    add_changes_of_drafts(blueprint, room)
    add_ends_of_drafts(blueprint, room)
    add_announcements(blueprint, room)
    return blueprint
