"""Pages for when something is wrong: the status, a sentence, and what to do. No details of the fault."""

import structlog
from flask import Flask, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

log = structlog.get_logger(__name__)

WORDED = frozenset({400, 401, 403, 404, 405, 413, 429, 500, 503})
"""The statuses that have words of their own; any other is told as 400 or 500."""


def install_errors(app: Flask) -> None:
    """Show pages for all errors that no blueprint handles itself."""
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(OperationalError, _database_away)
    app.register_error_handler(PoolTimeout, _database_away)
    app.register_error_handler(Exception, _unexpected)


def error_page(status: int) -> ResponseReturnValue:
    """The page for `status`; for a request by htmx just the message, to stand where the answer was to go."""
    told_as = status if status in WORDED else 400 if status < 500 else 500
    template = "error_message.html" if "HX-Request" in request.headers else "error.html"
    return make_response(render_template(template, told_as=told_as, status=status), status)


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
