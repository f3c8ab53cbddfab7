"""Where a one-time link leads: somebody sets their password, and goes on to sign in."""

from flask import Blueprint, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from routing import throttle
from routing.guards import open_to_all
from routing.people import links
from routing.people.porch import Porch
from routing.people.signing_in import let_in
from routing.staff import password_fault, set_password, staff_of
from routing.throttle import SignInBlocked


def add_welcome(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/welcome/<token>")
    @open_to_all
    def welcome_page(token: str) -> ResponseReturnValue:
        return _page(porch, token)

    @blueprint.post("/welcome/<token>")
    @open_to_all
    def set_first_password(token: str) -> ResponseReturnValue:
        password, now = request.form.get("new", ""), porch.clock()
        with porch.reading() as session:
            staff = links.whose(session, token, now=now)
        if staff is None:
            return _page(porch, token)
        if fault := password_fault(password, staff.login):
            return _page(porch, token, f"people.password_{fault}", 422)
        with porch.writing() as session:
            if not links.use_up(session, token, now=now):
                return _over()
            set_password(session, staff.id, password)
            staff = staff_of(session, staff.id)
            assert staff is not None  # noqa: S101 - accounts are never deleted
            porch.note(session, staff.login, "account.password_set", how="link")
            return redirect(let_in(porch, session, staff, how="link", wanted=""))


def _page(porch: Porch, token: str, fault: str = "", status: int = 200) -> ResponseReturnValue:
    """The form; for a link that leads nowhere, a sentence. Tokens are not guessed: tries are slowed down."""
    keys = [f"address:{request.remote_addr}"]
    try:
        with porch.writing() as session:
            throttle.begin_try(session, keys, now=porch.clock())
    except SignInBlocked:
        return _over(429)
    with porch.writing() as session:
        staff = links.whose(session, token, now=porch.clock())
        if staff is not None:
            throttle.succeeded(session, keys, now=porch.clock())
    if staff is None:
        return _over()
    return render_template("people/welcome.html", person=staff, fault=fault), status


def _over(status: int = 410) -> ResponseReturnValue:
    g.staff = None
    return render_template("people/welcome.html", person=None, fault=""), status
