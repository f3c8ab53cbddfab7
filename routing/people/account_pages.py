"""The pages of administrators: everybody's account, and what may be done to it."""

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

import booking
from routing.duty import go_home
from routing.guards import Role, requires
from routing.people import accounts, links, second_factor
from routing.people.accounts import AccountFault, Wished
from routing.people.porch import Porch
from routing.silencing import stop_ringing
from routing.staff import end_sessions

NOBODY = Wished("", frozenset(), frozenset(), "")


def add_account_pages(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/accounts")
    @requires(Role.ADMIN)
    def accounts_page() -> ResponseReturnValue:
        with porch.reading() as session:
            found = accounts.accounts(session)
        return render_template("people/accounts.html", accounts=found, required=porch.rules.second_factor)

    @blueprint.get("/accounts/new")
    @requires(Role.ADMIN)
    def new_account_page() -> ResponseReturnValue:
        return _form(porch, None, NOBODY)

    @blueprint.post("/accounts")
    @requires(Role.ADMIN)
    def invite() -> ResponseReturnValue:
        wished, login, now = _wished(), request.form.get("login", ""), porch.clock()
        try:
            with porch.writing() as session:
                staff = accounts.invite(session, login, wished, now=now)
                token = links.new_link(session, staff.id, now=now)
                told = {
                    "login": staff.login,
                    "roles": sorted(wished.roles),
                    "offices": sorted(wished.offices),
                }
                porch.note(session, g.staff.login, "account.invited", **told)
        except AccountFault as fault:
            return _form(porch, None, wished, fault.code, login=login)
        return _link_page(token, staff.name)

    @blueprint.get("/accounts/<int:staff_id>")
    @requires(Role.ADMIN)
    def one_account_page(staff_id: int) -> ResponseReturnValue:
        return _form(porch, staff_id)

    @blueprint.post("/accounts/<int:staff_id>")
    @requires(Role.ADMIN)
    def change_account(staff_id: int) -> ResponseReturnValue:
        wished = _wished()
        try:
            with porch.writing() as session:
                before = _known(session, staff_id)
                after = accounts.change(session, staff_id, wished, now=porch.clock())
                porch.note(
                    session,
                    g.staff.login,
                    "account.changed",
                    login=after.login,
                    name=after.name if after.name != before.staff.name else None,
                    roles=[sorted(before.staff.roles), sorted(after.roles)],
                    offices=[sorted(before.staff.offices or ()), sorted(after.offices or ())],
                )
        except AccountFault as fault:
            return _form(porch, staff_id, wished, fault.code)
        return redirect(url_for("people.one_account_page", staff_id=staff_id))


def add_account_deeds(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.post("/accounts/<int:staff_id>/block")
    @requires(Role.ADMIN)
    def block(staff_id: int) -> ResponseReturnValue:
        try:
            with porch.writing() as session:
                found = _known(session, staff_id)
                accounts.block(session, staff_id, now=porch.clock())
                declined = go_home(session, staff_id, now=porch.clock())
                porch.note(session, g.staff.login, "account.blocked", login=found.staff.login)
        except AccountFault as fault:
            return _form(porch, staff_id, fault=fault.code)
        stop_ringing(porch.line, declined)
        return redirect(url_for("people.one_account_page", staff_id=staff_id))

    @blueprint.post("/accounts/<int:staff_id>/unblock")
    @requires(Role.ADMIN)
    def unblock(staff_id: int) -> ResponseReturnValue:
        with porch.writing() as session:
            found = _known(session, staff_id)
            accounts.unblock(session, staff_id)
            porch.note(session, g.staff.login, "account.unblocked", login=found.staff.login)
        return redirect(url_for("people.one_account_page", staff_id=staff_id))

    @blueprint.post("/accounts/<int:staff_id>/sign-out")
    @requires(Role.ADMIN)
    def sign_out_everywhere(staff_id: int) -> ResponseReturnValue:
        with porch.writing() as session:
            found = _known(session, staff_id)
            end_sessions(session, staff_id)
            porch.note(session, g.staff.login, "account.signed_out", login=found.staff.login)
        return redirect(url_for("people.one_account_page", staff_id=staff_id))

    @blueprint.post("/accounts/<int:staff_id>/second-factor")
    @requires(Role.ADMIN)
    def reset_second_factor(staff_id: int) -> ResponseReturnValue:
        """For who has lost it. They are signed out, so that whoever found it is, too."""
        with porch.writing() as session:
            found = _known(session, staff_id)
            second_factor.reset(session, staff_id)
            end_sessions(session, staff_id)
            porch.note(session, g.staff.login, "account.second_factor_reset", login=found.staff.login)
        return redirect(url_for("people.one_account_page", staff_id=staff_id))

    @blueprint.post("/accounts/<int:staff_id>/link")
    @requires(Role.ADMIN)
    def new_link(staff_id: int) -> ResponseReturnValue:
        with porch.writing() as session:
            found = _known(session, staff_id)
            token = links.new_link(session, staff_id, now=porch.clock())
            porch.note(session, g.staff.login, "account.link_made", login=found.staff.login)
        return _link_page(token, found.staff.name)


def _known(session: Session, staff_id: int) -> accounts.Account:
    found = accounts.account(session, staff_id)
    if found is None:
        abort(404)
    return found


def _wished() -> Wished:
    form = request.form
    return Wished(
        name=form.get("name", "").strip(),
        roles=frozenset(role for role in Role if role in form.getlist("role")),
        offices=frozenset(form.getlist("office")),
        contact=form.get("contact", "").strip(),
    )


def _form(
    porch: Porch, staff_id: int | None, wished: Wished | None = None, fault: str = "", *, login: str = ""
) -> ResponseReturnValue:
    with porch.reading() as session:
        found = None if staff_id is None else _known(session, staff_id)
        offices = booking.offices(session)
    if wished is None and found is not None:
        staff = found.staff
        wished = Wished(staff.name, staff.roles, staff.offices or frozenset(), found.contact or "")
    page = render_template(
        "people/account_form.html",
        account=found,
        wished=wished,
        login=login,
        fault=f"people.{fault}" if fault else "",
        offices=offices,
        roles=list(Role),
    )
    return page, 422 if fault else 200


def _link_page(token: str, name: str) -> ResponseReturnValue:
    address = url_for("people.welcome_page", token=token, _external=True)
    return render_template("people/link.html", address=address, name=name, days=links.GOOD_FOR.days)
