"""Pages for when something is wrong: the status, a sentence, and what to do. No details of the fault."""

import structlog
from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

log = structlog.get_logger(__name__)

WORDING: dict[int, tuple[str, str]] = {
    400: (
        "Die Eingabe konnte nicht gelesen werden",
        "Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.",
    ),
    401: ("Bitte melden Sie sich an", "Für diese Seite müssen Sie angemeldet sein."),
    403: ("Kein Zugang", "Für diese Seite fehlt Ihrem Konto die Berechtigung."),
    404: ("Seite nicht gefunden", "Die Adresse ist falsch, oder die Seite gibt es nicht mehr."),
    405: ("So geht es nicht", "Diese Adresse kann auf diese Weise nicht aufgerufen werden."),
    413: ("Zu viel auf einmal", "Die Eingabe ist zu groß."),
    429: ("Zu viele Versuche", "Bitte warten Sie etwas und versuchen Sie es dann noch einmal."),
    500: (
        "Hier ist ein Fehler passiert",
        "Der Fehler ist aufgezeichnet. Bitte versuchen Sie es noch einmal.",
    ),
    503: (
        "Das System ist gerade nicht erreichbar",
        "Die Datenbank antwortet nicht. Bitte versuchen Sie es in einer Minute noch einmal.",
    ),
}


def install_errors(app: Flask) -> None:
    """Show German pages for all errors that no blueprint handles itself."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int) -> ResponseReturnValue:
    """The page for `status`; for a request by htmx just the message, to stand where the answer was to go."""
    title, message = WORDING.get(status) or WORDING[400 if status < 500 else 500]
    template = "error_message.html" if "HX-Request" in request.headers else "error.html"
    return make_response(render_template(template, title=title, message=message, status=status), status)


def _refused(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None or error.code is None or error.code < 400:
        return error
    return error_page(error.code)


def _database_away(error: Exception) -> ResponseReturnValue:
    log.warning("database away", endpoint=request.endpoint, fault=type(error).__name__)
    return error_page(503)


def _unexpected(error: Exception) -> ResponseReturnValue:
    log.error("unexpected exception", endpoint=request.endpoint, exc_info=error)
    return error_page(500)
