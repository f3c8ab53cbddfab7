"""The desk: the pages at which agents take calls, see the whole story, and book."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, render_template
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking import BookingError
from routing import sessions
from routing.desk import passing_words, words
from routing.desk.appointments import add_appointments
from routing.desk.board import Board
from routing.desk.book import add_book
from routing.desk.calls import add_calls
from routing.desk.desk import Desk
from routing.desk.drafts import add_drafts
from routing.desk.keys import KEYS
from routing.desk.knowledge import add_knowledge
from routing.desk.listening import add_listening
from routing.desk.live import add_live
from routing.desk.messages import add_messages
from routing.desk.pages import add_pages
from routing.desk.search import add_search
from routing.desk.softphone import add_softphone
from routing.desk.sounds import add_sounds
from routing.desk.spoken_names import add_spoken_names
from routing.desk.talk_words import talk_lines
from routing.desk.talking import add_directory, add_talking
from routing.desk.taping import add_taping, tape_line
from routing.desk.tasks import add_tasks
from routing.directory import Directory
from routing.knowledge import Article
from routing.lines import Lines, topic_name
from routing.ports import Line, Softphones
from routing.tapes import alone


def desk_blueprint(
    database: sessionmaker[DatabaseSession],
    line: Line,
    softphones: Softphones,
    clock: Callable[[], datetime],
    lines: Lines,
    articles: Sequence[Article],
    directory: Directory,
) -> Blueprint:
    """The pages under /desk. Registering it gives the guards their database and clock."""
    blueprint = Blueprint(
        "desk", __name__, url_prefix="/desk", template_folder="templates", static_folder="static"
    )
    desk = Desk(database, line, softphones, clock, Board(database), lines, articles, directory)
    for add in (
        add_pages,
        add_live,
        add_calls,
        add_talking,
        add_taping,
        add_directory,
        add_listening,
        add_search,
        add_book,
        add_appointments,
        add_drafts,
        add_knowledge,
        add_messages,
        add_tasks,
        add_softphone,
        add_sounds,
        add_spoken_names,
    ):
        add(blueprint, desk)

    @blueprint.context_processor
    def wording() -> dict[str, Any]:
        return {
            "w": words,
            "keys": KEYS,
            "topic_name": partial(topic_name, lines),
            "talk_lines": talk_lines,
            "passing": passing_words,
            "tape_line": tape_line,
            "alone": alone,
        }

    @blueprint.errorhandler(BookingError)
    def refused(fault: BookingError) -> ResponseReturnValue:
        return render_template("desk/fault.html", code=fault.code), 422

    @blueprint.record_once
    def give_guards_what_they_need(state: BlueprintSetupState) -> None:
        sessions.install(state.app, database, clock)

    return blueprint
