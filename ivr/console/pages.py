"""The call log's two pages: the list, and one call step by step."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from flask import Blueprint, abort, render_template, request
from sqlalchemy.orm import Session, sessionmaker

from ivr.console import wording
from ivr.console.call_log import OUTCOMES, UnknownCall, Wanted, after_the_menu, call, calls
from routing.guards import Role, requires

ENDS = re.compile(r"\d{1,3}")


def call_log_blueprint(database: sessionmaker[Session]) -> Blueprint:
    """The call log at `/calls`, for supervisors and operators."""
    console = Blueprint(
        "console",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/calls/static",
    )
    console.context_processor(lambda: {"log_words": wording})

    @console.get("/calls")
    @requires(Role.SUPERVISOR, Role.OPERATOR)
    def calls_page() -> str:
        wanted, page = _wanted(request.args), _page(request.args)
        with _reading(database) as session:
            found, more = calls(session, wanted, page=page)
        return render_template("console/calls.html", calls=found, more=more, page=page, wanted=wanted)

    @console.get("/calls/<sid>")
    @requires(Role.SUPERVISOR, Role.OPERATOR)
    def call_page(sid: str) -> str:
        try:
            with _reading(database) as session:
                found, turns = call(session, sid)
                happened = after_the_menu(session, sid)
        except UnknownCall:
            abort(404)
        return render_template("console/call.html", call=found, turns=turns, happened=happened)

    return console


@contextmanager
def _reading(database: sessionmaker[Session]) -> Iterator[Session]:
    """A transaction that only reads, so that on SQLite it does not wait for a writer."""
    with database.begin() as session:
        session.connection(execution_options={"read_only": True})
        yield session


def _wanted(given: Mapping[str, str]) -> Wanted:
    """What is no outcome and no ending of a number is not looked for."""
    outcome, ends = given.get("outcome", ""), given.get("ends", "").strip()
    return Wanted(
        outcome=outcome if outcome in (*OUTCOMES, "none") else None,
        ends=ends if ENDS.fullmatch(ends) else None,
    )


def _page(given: Mapping[str, str]) -> int:
    text = given.get("page", "")
    return max(1, int(text)) if re.fullmatch(r"\d{1,6}", text) else 1
