"""Signing in with name and password, and out. Signing out is going off duty."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session as DatabaseSession
from werkzeug.exceptions import HTTPException

from routing import sessions
from routing.duty import arrive, go_home
from routing.guards import Role, open_to_all, requires
from routing.paths import is_our_path
from routing.people.porch import Porch
from routing.people.second_factor import stage_after_password
from routing.people_tables import Stage
from routing.silencing import stop_ringing
from routing.staff import Staff, end_sessions, is_known, sign_in
from routing.throttle import SignInBlocked

BEGINNINGS = (
    (Role.AGENT, "desk.page"),
    (Role.SUPERVISOR, "supervisor.board"),
    (Role.OFFICE, "office.page"),
    (Role.OPERATOR, "calls.calls_page"),
)
"""Where one begins by the first of one's roles, in a house that has these pages."""
NEXT_STEP = {Stage.SECOND: "people.second_page", Stage.SET_UP: "people.set_up_page"}


def add_signing_in(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/sign-in")
    @open_to_all
    def sign_in_page() -> ResponseReturnValue:
        g.staff = sessions.signed_in()
        return render_template("people/sign_in.html", fault=None, login="")

    @blueprint.post("/sign-in")
    @open_to_all
    def signing_in() -> ResponseReturnValue:
        login, password = request.form.get("login", ""), request.form.get("password", "")
        now = porch.clock()
        try:
            staff = sign_in(porch.database, login, password, now, address=request.remote_addr)
        except SignInBlocked as blocked:
            return _refused("people.blocked", login, 429, wait_s=blocked.wait_s)
        with porch.writing() as session:
            if staff is None:
                # What was typed as a name may have been a password.
                who = login.strip().casefold() if is_known(session, login) else "?"
                porch.note(session, who, "sign_in.failed", address=request.remote_addr)
                return _refused("people.wrong", login, 401)
            return redirect(
                let_in(porch, session, staff, how="password", wanted=request.form.get("next", ""))
            )

    @blueprint.post("/sign-out")
    @requires(*Role)
    def sign_out() -> ResponseReturnValue:
        with porch.writing() as session:
            declined = go_home(session, g.staff.id, now=porch.clock())
            end_sessions(session, g.staff.id)
            porch.note(session, g.staff.login, "sign_out")
        sessions.end()
        stop_ringing(porch.line, declined)
        return redirect(url_for("people.sign_in_page"))


def let_in(porch: Porch, session: DatabaseSession, staff: Staff, *, how: str, wanted: str) -> str:
    """Whose password was right goes on: in, or first to the second factor. The address of the next page."""
    stage = stage_after_password(session, staff, porch.rules.second_factor)
    if stage is Stage.IN:
        return let_all_the_way_in(porch, session, staff, how=how, wanted=wanted)
    sessions.begin(session, staff, now=porch.clock(), how=how, stage=stage, wanted=wanted)
    return url_for(NEXT_STEP[stage])


def let_all_the_way_in(porch: Porch, session: DatabaseSession, staff: Staff, *, how: str, wanted: str) -> str:
    """All that was asked for was right. The address of the page where they begin."""
    now = porch.clock()
    arrive(session, staff.id, now=now)
    sessions.begin(session, staff, now=now, how=how)
    porch.note(session, staff.login, "sign_in.succeeded", how=how)
    return _beginning(staff, wanted)


def _refused(fault: str, login: str, status: int, *, wait_s: int = 0) -> ResponseReturnValue:
    g.staff = None
    return render_template("people/sign_in.html", fault=fault, wait_s=wait_s, login=login), status


def _beginning(staff: Staff, wanted: str) -> str:
    if is_our_path(wanted) and _may_see(staff, wanted):
        return wanted
    for role, page in BEGINNINGS:
        if staff.may({role}) and page in current_app.view_functions:
            return url_for(page)
    return url_for("people.sign_in_page")


def _may_see(staff: Staff, path: str) -> bool:
    """The page is there, and its guard lets one of their roles in."""
    try:
        endpoint, _ = current_app.url_map.bind("").match(urlsplit(path).path)
    except HTTPException:
        return False
    roles = getattr(current_app.view_functions[endpoint], "guard", "").split("|")
    return staff.may(role for role in Role if role in roles)
