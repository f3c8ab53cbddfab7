"""The link in a text message: an appointment's calendar file, for whoever has its secret token."""

from collections.abc import Callable

from flask import Blueprint, Response, abort
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker

from booking.catalogue import office
from booking.errors import UnknownReference
from booking.finding import by_calendar_token, services_of
from booking.ics import calendar_file

View = Callable[..., Response]


def calendar_blueprint(Session: sessionmaker[DatabaseSession]) -> Blueprint:  # noqa: N803 - it is a class to us
    """GET /c/<token>.ics: the file, or 404 whether the token is wrong, old or forgotten."""
    pages = Blueprint("calendar", __name__)

    @pages.get("/c/<token>.ics")
    @_open_to_all
    def file(token: str) -> Response:
        with Session.begin() as session:
            content = _content(session, token)
        if content is None:
            abort(404)
        return _never_kept(Response(content, mimetype="text/calendar"))

    return pages


def _content(session: DatabaseSession, token: str) -> bytes | None:
    try:
        found = by_calendar_token(session, token)
    except UnknownReference:
        return None
    return calendar_file(found, office(session, found.office), *services_of(session, found))


def _never_kept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Content-Disposition"] = 'attachment; filename="termin.ics"'
    return response


def _open_to_all(view: View) -> View:
    """States the view's guard, as every route has to: the token in the address is what protects it."""
    view.guard = "open"  # type: ignore[attr-defined]
    return view
