"""Who is signed in: the session cookie names a row of `staff_sign_ins`, looked at for every request."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask import abort, current_app, g, redirect, request, session, url_for
from flask.sansio.app import App
from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker
from werkzeug.wrappers import Response

from routing.browser_names import browser_of
from routing.guards import Role
from routing.moves import changed, run
from routing.people_tables import SignInRow, Stage
from routing.session_limits import Limits
from routing.staff import STAFF_COLUMNS, Staff, to_staff
from routing.staff import prefer as keep_preference
from routing.store import reading
from routing.tables import AgentRow, StaffRow
from routing.tickets import AgentState

SEEN_EVERY = timedelta(minutes=1)  # a row is written at most so often because somebody did something
HALF_WAY = timedelta(minutes=15)  # between the password and the second factor, setting it up included

# Asked for every request of every page, so it is made once, and past the unit of work.
_SIGN_INS, _STAFF, _AGENTS = SignInRow.__table__, StaffRow.__table__, AgentRow.__table__
_SIGNED_IN = (
    select(
        *(_SIGN_INS.c[name] for name in ("key", "wanted", "begun_at", "seen_at")),
        *(_STAFF.c[name] for name in STAFF_COLUMNS),
        _AGENTS.c.state,
    )
    .join_from(_SIGN_INS, _STAFF, _STAFF.c.id == _SIGN_INS.c.staff_id)
    .outerjoin(_AGENTS, _AGENTS.c.staff_id == _SIGN_INS.c.staff_id)
    .where(_SIGN_INS.c.key == bindparam("key"), _SIGN_INS.c.stage == bindparam("stage"))
    .where(_SIGN_INS.c.ended_at.is_(None), _SIGN_INS.c.epoch == _STAFF.c.epoch)
    .where(_STAFF.c.blocked_at.is_(None))
)

_EXTENSION = "routing.sessions"


@dataclass(frozen=True, slots=True)
class Sessions:
    """What the guards need of the application: the database, the clock, and how long sessions last."""

    database: sessionmaker[DatabaseSession]
    clock: Callable[[], datetime]
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Somebody whose password was right, and who has yet to show a second factor, or to set one up."""

    staff: Staff
    key: str
    stage: Stage
    wanted: str


def install(
    app: App,
    database: sessionmaker[DatabaseSession],
    clock: Callable[[], datetime],
    limits: Limits | None = None,
) -> None:
    """Give the guards of `app` their database and clock. Registering the pages of people does so."""
    app.extensions.setdefault(_EXTENSION, Sessions(database, clock, limits or Limits()))


def begin(
    database: DatabaseSession,
    staff: Staff,
    *,
    now: datetime,
    how: str = "password",
    stage: Stage = Stage.IN,
    wanted: str = "",
) -> None:
    """From now on the browser belongs to `staff`. What the cookie held before (CSRF token too) is gone.

    How the pages look stays, unless the account says otherwise.
    """
    _end_row(database, session.get("key"), now)
    key = secrets.token_urlsafe(32)
    database.add(
        SignInRow(
            key=key,
            staff_id=staff.id,
            epoch=staff.epoch,
            stage=stage,
            how=how,
            browser=browser_of(request.user_agent.string),
            wanted=wanted[:300],
            begun_at=now,
            seen_at=now,
        )
    )
    database.flush()
    chosen = {
        "language": staff.language or session.get("language"),
        "theme": staff.theme or session.get("theme"),
    }
    session.clear()
    session.update({name: value for name, value in chosen.items() if value is not None}, key=key)


def end() -> None:
    """The browser belongs to nobody."""
    session.clear()


def prefer(staff: Staff, **chosen: str) -> Staff:
    """Keep the `language` or the `theme` that they chose for the pages."""
    with _parts().database.begin() as database:
        keep_preference(database, staff.id, **chosen)
    return replace(staff, **chosen)  # type: ignore[arg-type]


def signed_in() -> Staff | None:
    """Who is signed in at this browser; None once their session has ended in any of the ways there are."""
    found = _look_up(Stage.IN)
    if found is None:
        return None
    row, staff, busy = found
    parts = _parts()
    now, roles = parts.clock(), staff.roles
    too_long = now - row.begun_at > parts.limits.longest_of(roles)
    too_quiet = now - row.seen_at > parts.limits.idle_of(roles)
    if (too_long or too_quiet) and not busy:  # nobody is signed out in the middle of a call
        return None
    if _by_hand() and now - row.seen_at >= SEEN_EVERY:
        with parts.database.begin() as database:
            changed(database, update(SignInRow).where(SignInRow.key == row.key).values(seen_at=now))
    return staff


def half_way() -> HalfWay | None:
    """Whose second factor is still wanted at this browser; for a quarter of an hour after the password."""
    for stage in (Stage.SECOND, Stage.SET_UP):
        found = _look_up(stage)
        if found is not None and _parts().clock() - found[0].begun_at <= HALF_WAY:
            return HalfWay(found[1], found[0].key, stage, found[0].wanted)
    return None


def refusal(wanted: Sequence[Role]) -> Response | None:
    """None when the browser's owner may go on (`g.staff` is then set); else where to sign in.

    Raises 403 for staff without any of the wanted roles; `g.staff` is set then too.
    """
    staff = signed_in()
    if staff is None:
        return to_sign_in()
    g.staff = staff  # even when refused: the page that says so has the way to the others
    if not staff.may(wanted):
        abort(403)
    return None


def not_half_way() -> Response | None:
    """None when a second factor is wanted here (`g.half_way` is then set); else where to sign in."""
    found = half_way()
    if found is None:
        return to_sign_in()
    g.half_way = found
    return None


def to_sign_in() -> Response:
    """Where a stranger is sent: the way there, in the form that who asked understands."""
    here = url_for("people.sign_in_page")
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": here})
    if request.method != "GET":
        return Response(status=401)
    return redirect(url_for("people.sign_in_page", next=request.path))


def _parts() -> Sessions:
    parts: Sessions = current_app.extensions[_EXTENSION]
    return parts


def _look_up(stage: Stage) -> tuple[Row[*tuple[Any, ...]], Staff, bool] | None:
    """The sign-in of this browser, whose it is, and whether they are in a call; None where it has ended."""
    key = session.get("key")
    if key is None:
        return None
    with reading(_parts().database) as database:
        row = run(database, _SIGNED_IN, {"key": key, "stage": stage}).first()
    return None if row is None else (row, to_staff(row), row.state not in (None, AgentState.IDLE))


def _by_hand() -> bool:
    """A person did something: what a page asks for by itself, again and again, keeps nobody signed in."""
    return request.method != "GET" or "HX-Request" not in request.headers


def _end_row(database: DatabaseSession, key: str | None, now: datetime) -> None:
    if key is not None:
        still = update(SignInRow).where(SignInRow.key == key, SignInRow.ended_at.is_(None))
        changed(database, still.values(ended_at=now))
