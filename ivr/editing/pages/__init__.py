"""The pages on which a draft is changed: its steps, a step, the line, the words for services."""

from flask import Blueprint

from ivr.editing.pages.changing import add_changing
from ivr.editing.pages.history import add_history
from ivr.editing.pages.music import add_music
from ivr.editing.pages.room import Room
from ivr.editing.pages.services import add_services
from ivr.editing.pages.views import add_views
from ivr.editing.pages.written import Written
from ivr.house import House


def editing_blueprint(house: House) -> Blueprint:
    """Below a draft's address, for operators."""
    blueprint = Blueprint(
        "editing",
        __name__,
        url_prefix="/console",
        template_folder="../templates",
        static_folder="../static",
        static_url_path="/editing",
    )
    room = Room(house.sessions, house)
    blueprint.context_processor(lambda: {"written": Written()})
    add_views(blueprint, room)
    add_changing(blueprint, room)
    add_services(blueprint, room)
    add_music(blueprint, room)
    add_history(blueprint, room)
    return blueprint
