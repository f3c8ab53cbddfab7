"""One's own account: the password, and the browsers at which one is signed in."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from routing import sessions, throttle
from routing.guards import Role, requires
from routing.people import browsers, passkeys
from routing.people.porch import Porch
from routing.people.second_factor import factors_of
from routing.staff import is_password, password_fault, set_password, staff_of
from routing.throttle import SignInBlocked


def add_own_account(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/account")
    @requires(*Role)
    def account_page() -> ResponseReturnValue:
        return account_page_of(porch)

    @blueprint.post("/account/password")
    @requires(*Role)
    def change_password() -> ResponseReturnValue:
        """The other browsers are signed out; this one goes on."""
        fault = password_fault(new := request.form.get("new", ""), g.staff.login)
        if fault is not None:
            return account_page_of(porch, f"people.password_{fault}", 422)
        if refused := not_the_password(porch):
            return refused
        with porch.writing() as database:
            set_password(database, g.staff.id, new)
            staff = staff_of(database, g.staff.id)
            assert staff is not None  # noqa: S101 - accounts are never deleted
            sessions.begin(database, staff, now=porch.clock())
            porch.note(database, g.staff.login, "account.password_changed")
        return redirect(url_for("people.account_page"))

    @blueprint.post("/account/browsers/<handle>/end")
    @requires(*Role)
    def end_browser(handle: str) -> ResponseReturnValue:
        with porch.writing() as database:
            if browsers.end(database, g.staff.id, handle, now=porch.clock()):
                porch.note(database, g.staff.login, "account.browser_ended")
        return redirect(url_for("people.account_page", _anchor="browsers"))


def not_the_password(porch: Porch) -> ResponseReturnValue | None:
    """What weakens an account takes its password, even at a browser that was left alone."""
    keys = throttle.keys_of(g.staff.login, None)
    try:
        with porch.writing() as database:
            throttle.begin_try(database, keys, now=porch.clock())
    except SignInBlocked as blocked:
        return account_page_of(porch, "people.blocked", 429, wait_s=blocked.wait_s)
    with porch.reading() as database:
        right = is_password(database, g.staff.id, request.form.get("password", ""))
    if not right:
        return account_page_of(porch, "people.wrong_password", 422)
    with porch.writing() as database:
        throttle.succeeded(database, keys, now=porch.clock())
    return None


def account_page_of(
    porch: Porch, fault: str = "", status: int = 200, *, wait_s: int = 0
) -> ResponseReturnValue:
    with porch.reading() as database:
        found = {
            "factors": factors_of(database, g.staff.id),
            "passkeys": passkeys.passkeys_of(database, g.staff.id),
            "browsers": browsers.browsers_of(
                database, g.staff, porch.rules.limits, here=session["key"], now=porch.clock()
            ),
        }
    needed = bool(g.staff.roles & porch.rules.second_factor)
    page = render_template(
        "people/account.html", fault=fault, wait_s=wait_s, can=porch.site.can, needed=needed, **found
    )
    return page, status
