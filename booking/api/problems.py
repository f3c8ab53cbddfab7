"""What can go wrong, as the API says it: one table from codes to statuses, and bodies as in RFC 9457.

409 is for what depends on the moment: the same request may have been right before, or will be later.
422 is for what can never be right.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Response, json

from booking.errors import BookingError

MEDIA_TYPE = "application/problem+json"
TYPES = "/api/v1/problems"  # where each code is explained: the type is this address with the code behind '#'


class Kind(NamedTuple):
    status: int
    title: str


KINDS: Mapping[str, Kind] = {
    "not_json": Kind(415, "The body is to be JSON, with Content-Type: application/json."),
    "bad_json": Kind(400, "The body cannot be read as JSON."),
    "bad_request": Kind(400, "The request cannot be read."),
    "invalid_request": Kind(422, "The request does not have the form that the description gives."),
    "unknown_key": Kind(401, "The key is missing, wrong, or ended."),
    "not_found": Kind(404, "There is nothing at this address."),
    "method_not_allowed": Kind(405, "This address cannot be used with this method."),
    "too_large": Kind(413, "The body is too large."),
    "unknown_office": Kind(404, "There is no such office."),
    "unknown_service": Kind(404, "There is no such service, or not at this office."),
    "unknown_hold": Kind(404, "This client has no such hold."),
    "unknown_reference": Kind(404, "There is no open appointment with this code and this phone or day."),
    "not_bookable": Kind(409, "This service is booked by the office's staff only."),
    "past_time": Kind(409, "This time is past."),
    "outside_hours": Kind(409, "The office gives no place at this time."),
    "slot_taken": Kind(409, "Somebody else has this place now."),
    "hold_ended": Kind(409, "The hold is over: confirmed, given back, or expired."),
    "wrong_state": Kind(409, "This cannot be done to the appointment as it stands."),
    "too_many_bookings": Kind(409, "This telephone number has as many open appointments as one may have."),
    "no_such_hour": Kind(422, "The clocks are put forward: this hour does not exist on this day."),
    "ambiguous_hour": Kind(
        422, "The clocks are put back: this hour comes twice. Give the start with its offset."
    ),
    "too_many_places": Kind(422, "One appointment takes 25 places at most."),
    "idempotency_key_reused": Kind(422, "This idempotency key was used for another request."),
    "too_many_requests": Kind(429, "Too many requests with this key."),
    "too_many_wrong_codes": Kind(429, "Too many codes that are not known were asked for with this key."),
    "internal_error": Kind(500, "Something went wrong here. Nothing was changed."),
    "unavailable": Kind(503, "The database does not answer. Nothing was changed."),
}


class Problem(Exception):
    """An answer that is an error; `more` are further members of its body."""

    def __init__(
        self, code: str, detail: str = "", *, retry_after_s: int | None = None, **more: object
    ) -> None:
        super().__init__(code)
        self.code, self.detail, self.retry_after_s, self.more = code, detail, retry_after_s, more


def as_problem(error: BookingError) -> Problem:
    return Problem(error.code, "" if error.detail == error.code else error.detail)


def response_of(problem: Problem) -> Response:
    """The answer, which nobody may keep."""
    response = Response(json.dumps(body_of(problem)), KINDS[problem.code].status, mimetype=MEDIA_TYPE)
    if problem.retry_after_s is not None:
        response.headers["Retry-After"] = str(problem.retry_after_s)
    if problem.code == "unknown_key":
        response.headers["WWW-Authenticate"] = 'Bearer realm="appointment book"'
    return response


def body_of(problem: Problem) -> dict[str, Any]:
    kind = KINDS[problem.code]
    return {
        "type": f"{TYPES}#{problem.code}",
        "title": kind.title,
        "status": kind.status,
        "code": problem.code,
        "detail": problem.detail or kind.title,
        **problem.more,
    }
