"""People: how they sign in, what they may, and what they did."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint
from flask.blueprints import BlueprintSetupState
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from routing import sessions
from routing.people.porch import Porch
from routing.people.signing_in import add_signing_in
from routing.ports import Line


def people_blueprint(
    database: sessionmaker[DatabaseSession],
    line: Line,
    clock: Callable[[], datetime],
) -> Blueprint:
    """The pages for signing in and out. Registering it gives the guards their database and clock.

    Their words are `t` of the application's templates.
    """
    blueprint = Blueprint(
        "people",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/people/static",
    )
    porch = Porch(database, line, clock)
    add_signing_in(blueprint, porch)

    @blueprint.record_once
    def give_guards_what_they_need(state: BlueprintSetupState) -> None:
        sessions.install(state.app, database, clock)

    return blueprint
