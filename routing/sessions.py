"""Who is signed in: the session cookie names a member of staff and is checked at every request."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask import abort, current_app, g, redirect, request, session, url_for
from flask.sansio.app import App
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker
from werkzeug.wrappers import Response

from routing.guards import Role
from routing.staff import Staff, staff_of
from routing.staff import prefer as keep_preference

LONGEST_SESSION = timedelta(hours=12)
"""A shift and a bit: who signs in in the morning is not thrown out of a call in the afternoon."""

_EXTENSION = "routing.sessions"


@dataclass(frozen=True, slots=True)
class Sessions:
    """What the guards need of the application: the database and the clock."""

    database: sessionmaker[DatabaseSession]
    clock: Callable[[], datetime]


def install(app: App, database: sessionmaker[DatabaseSession], clock: Callable[[], datetime]) -> None:
    """Give the guards of `app` their database and clock. Registering the desk does this by itself."""
    app.extensions.setdefault(_EXTENSION, Sessions(database, clock))


def begin(staff: Staff, *, now: datetime) -> None:
    """From now on the browser belongs to `staff`. What the cookie held before (CSRF token too) is gone.

    How the pages look stays, unless the account says otherwise.
    """
    chosen = {
        "language": staff.language or session.get("language"),
        "theme": staff.theme or session.get("theme"),
    }
    session.clear()
    session.update({name: value for name, value in chosen.items() if value is not None})
    session.update(staff=staff.id, epoch=staff.epoch, since=now.isoformat())


def end() -> None:
    """The browser belongs to nobody."""
    session.clear()


def prefer(staff: Staff, **chosen: str) -> Staff:
    """Keep the `language` or the `theme` that they chose for the pages."""
    parts: Sessions = current_app.extensions[_EXTENSION]
    with parts.database.begin() as database:
        keep_preference(database, staff.id, **chosen)
    return replace(staff, **chosen)  # type: ignore[arg-type]


def signed_in() -> Staff | None:
    """Who is signed in at this browser; None after sign-out elsewhere, a new password, or 12 hours."""
    parts: Sessions = current_app.extensions[_EXTENSION]
    since = session.get("since")
    if since is None or parts.clock() - datetime.fromisoformat(since) > LONGEST_SESSION:
        return None
    with parts.database.begin() as database:
        database.connection(execution_options={"read_only": True})
        found = staff_of(database, session["staff"])
    return found if found is not None and found.epoch == session["epoch"] else None


def refusal(wanted: Sequence[Role]) -> Response | None:
    """None when the browser's owner may go on (`g.staff` is then set); else where to sign in.

    Raises 403 for staff without any of the wanted roles; `g.staff` is set then too.
    """
    staff = signed_in()
    if staff is None:
        return _to_sign_in()
    g.staff = staff  # even when refused: the page that says so has the way to the others
    if not staff.may(wanted):
        abort(403)
    return None


def _to_sign_in() -> Response:
    here = url_for("people.sign_in_page")
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": here})
    if request.method != "GET":
        return Response(status=401)
    return redirect(url_for("people.sign_in_page", next=request.path))
