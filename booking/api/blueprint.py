"""The API's front: its address, its gate, its views, and how it says that something is wrong."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

import structlog
from flask import Response, request
from flask.blueprints import BlueprintSetupState
from flask_openapi3.blueprint import APIBlueprint
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import HTTPException

from booking.api.appointment_views import add_appointments
from booking.api.catalogue_views import add_catalogue
from booking.api.document import NEEDS_KEY, add_document
from booking.api.gate import Book, check_in
from booking.api.hold_views import add_holds
from booking.api.problems import KINDS, Problem, as_problem, response_of
from booking.api.time_views import add_times
from booking.errors import BookingError

log = structlog.get_logger(__name__)
ROOT = "/api"
RETRY_S = 5  # after which the database may be there again
BY_STATUS = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "not_json"}


def api_blueprint(sessions: sessionmaker[Session], clock: Callable[[], datetime]) -> APIBlueprint:
    """The API under /api/v1. `clock` tells the time, aware, in UTC. It needs no CSRF: keys are no cookies."""
    api = APIBlueprint(
        "api_v1",
        __name__,
        url_prefix=f"{ROOT}/v1",
        abp_security=NEEDS_KEY,
        operation_id_callback=_operation_id,
    )
    book = Book(sessions, clock)
    for add in (add_catalogue, add_times, add_holds, add_appointments):
        add(api, book)
    add_document(api)
    api.record_once(_let_validation_raise)
    api.before_request(lambda: check_in(book))
    api.before_app_request(_no_such_address)
    _install_errors(api)
    return api


def _operation_id(*, name: str, path: str, method: str) -> str:  # noqa: ARG001 - the library calls it by these
    return name


def _let_validation_raise(state: BlueprintSetupState) -> None:
    """flask-openapi3 asks the application what to do with a faulty request."""
    state.app.validation_error_callback = _invalid  # type: ignore[attr-defined]


def _invalid(error: ValidationError) -> Response:
    """Told by parameter or member; the parts of types below it are our own affair."""
    faults = [
        {"where": str(fault["loc"][0]) if fault["loc"] else "body", "message": _message(fault)}
        for fault in error.errors(include_url=False, include_context=False, include_input=False)
        if fault["type"] != "none_required"  # "or nothing at all": said of each that may be left out
    ]
    return response_of(Problem("invalid_request", errors=faults))


def _message(fault: ErrorDetails) -> str:
    return fault["msg"].removeprefix("Value error, ")


def _no_such_address() -> Response | None:
    """Where no view was found, no blueprint is asked; so the application asks here before it answers."""
    trouble = request.routing_exception
    if trouble is None or not f"{request.path}/".startswith(f"{ROOT}/"):
        return None
    return _refused(trouble)


def _install_errors(api: APIBlueprint) -> None:
    api.register_error_handler(Problem, response_of)
    api.register_error_handler(BookingError, _book_refused)
    api.register_error_handler(HTTPException, _refused)
    api.register_error_handler(OperationalError, _database_away)
    api.register_error_handler(PoolTimeout, _database_away)
    api.register_error_handler(Exception, _unexpected)


def _book_refused(error: BookingError) -> Response:
    return response_of(as_problem(error)) if error.code in KINDS else _unexpected(error)


def _refused(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.BAD_REQUEST
    code = BY_STATUS.get(
        status, "bad_request" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "internal_error"
    )
    response = response_of(Problem(code))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _database_away(error: Exception) -> Response:
    log.warning("database away", endpoint=request.endpoint, fault=type(error).__name__)
    return response_of(Problem("unavailable", retry_after_s=RETRY_S))


def _unexpected(error: Exception) -> Response:
    log.error("unexpected exception", endpoint=request.endpoint, exc_info=error)
    return response_of(Problem("internal_error"))
