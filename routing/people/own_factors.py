"""One's own second factor: setting it up, and taking it away."""

from typing import Any

from flask import Blueprint, g, jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from routing.guards import Role, requires
from routing.people import one_time_codes, passkeys, recovery
from routing.people.own_account import not_the_password
from routing.people.porch import Porch
from routing.people.second_factor import factors_of


def add_own_codes(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/account/codes")
    @requires(*Role)
    def codes_page() -> ResponseReturnValue:
        return _codes(porch)

    @blueprint.post("/account/codes")
    @requires(*Role)
    def confirm_codes() -> ResponseReturnValue:
        code, now = request.form.get("code", "").replace(" ", ""), porch.clock()
        with porch.writing() as database:
            if one_time_codes.confirm(database, porch.sealer, g.staff.id, code, now=now):
                codes = recovery.new_codes(database, g.staff.id)
                porch.note(database, g.staff.login, "second_factor.added", how="code")
                here = url_for("people.account_page")
                return render_template("people/recovery_codes.html", codes=codes, next=here)
        return _codes(porch, "people.wrong_code", 422)

    @blueprint.post("/account/codes/remove")
    @requires(*Role)
    def remove_codes() -> ResponseReturnValue:
        if refused := not_the_password(porch):
            return refused
        with porch.writing() as database:
            one_time_codes.forget_codes(database, g.staff.id)
            porch.note(database, g.staff.login, "second_factor.removed", how="code")
        return redirect(url_for("people.account_page"))

    @blueprint.post("/account/recovery")
    @requires(*Role)
    def new_recovery_codes() -> ResponseReturnValue:
        if refused := not_the_password(porch):
            return refused
        with porch.writing() as database:
            codes = recovery.new_codes(database, g.staff.id)
            porch.note(database, g.staff.login, "second_factor.recovery_codes")
        here = url_for("people.account_page")
        return render_template("people/recovery_codes.html", codes=codes, next=here)


def add_own_passkeys(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.post("/account/passkeys/ask")
    @requires(*Role)
    def ask_for_another_passkey() -> ResponseReturnValue:
        with porch.writing() as database:
            asked = passkeys.ask_for_new(database, g.staff, porch.site, session["key"])
        return asked, 200, {"Content-Type": "application/json"}

    @blueprint.post("/account/passkeys")
    @requires(*Role)
    def add_passkey() -> ResponseReturnValue:
        answer: Any = request.get_json(silent=True)
        if not isinstance(answer, dict):
            return jsonify(code="wrong"), 400
        name, now = str(answer.pop("name", "")), porch.clock()
        with porch.writing() as database:
            if not passkeys.add(database, g.staff, porch.site, session["key"], answer, name, now=now):
                return jsonify(code="wrong"), 400
            porch.note(database, g.staff.login, "second_factor.added", how="passkey")
        return jsonify(next=url_for("people.account_page", _anchor="second-factor"))

    @blueprint.post("/account/passkeys/<int:passkey_id>/remove")
    @requires(*Role)
    def remove_passkey(passkey_id: int) -> ResponseReturnValue:
        if refused := not_the_password(porch):
            return refused
        with porch.writing() as database:
            if passkeys.remove(database, g.staff.id, passkey_id):
                porch.note(database, g.staff.login, "second_factor.removed", how="passkey")
        return redirect(url_for("people.account_page"))


def _codes(porch: Porch, fault: str = "", status: int = 200) -> ResponseReturnValue:
    with porch.writing() as database:
        if factors_of(database, g.staff.id).codes:
            return redirect(url_for("people.account_page"))
        secret = one_time_codes.secret_to_confirm(database, porch.sealer, g.staff.id)
    picture = one_time_codes.picture(secret, g.staff.login)
    return render_template("people/codes.html", secret=secret, picture=picture, fault=fault), status
