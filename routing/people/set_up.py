"""Setting up a second factor on the way in, for who needs one and has none."""

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session as DatabaseSession

from routing import sessions
from routing.guards import half_signed_in
from routing.people import one_time_codes, passkeys, recovery
from routing.people.porch import Porch
from routing.people.signing_in import let_all_the_way_in
from routing.people_tables import Stage


def add_set_up(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/sign-in/set-up")
    @half_signed_in
    def set_up_page() -> ResponseReturnValue:
        return _set_up(porch)

    @blueprint.post("/sign-in/set-up")
    @half_signed_in
    def set_up() -> ResponseReturnValue:
        half, code = g.half_way, request.form.get("code", "").strip()
        if half.stage is not Stage.SET_UP:
            return redirect(url_for("people.second_page"))
        with porch.writing() as session:
            if one_time_codes.confirm(session, porch.sealer, half.staff.id, code, now=porch.clock()):
                codes = recovery.new_codes(session, half.staff.id)
                beginning = _set_up_done(porch, session, half, "code")
                g.staff = half.staff
                return render_template("people/recovery_codes.html", codes=codes, next=beginning)
        return _set_up(porch, "people.wrong_code", 401)

    @blueprint.post("/sign-in/set-up/passkey/ask")
    @half_signed_in
    def ask_for_new_passkey() -> ResponseReturnValue:
        half = g.half_way
        with porch.writing() as session:
            asked = passkeys.ask_for_new(session, half.staff, porch.site, half.key)
        return asked, 200, {"Content-Type": "application/json"}

    @blueprint.post("/sign-in/set-up/passkey")
    @half_signed_in
    def set_up_passkey() -> ResponseReturnValue:
        half, answer = g.half_way, request.get_json(silent=True)
        if half.stage is not Stage.SET_UP or not isinstance(answer, dict):
            return jsonify(code="not_this_step"), 400
        name = str(answer.pop("name", ""))
        with porch.writing() as session:
            if not passkeys.add(session, half.staff, porch.site, half.key, answer, name, now=porch.clock()):
                return jsonify(code="wrong"), 400
            _set_up_done(porch, session, half, "passkey")
        return jsonify(next=url_for("people.account_page", _anchor="recovery"))


def _set_up(porch: Porch, fault: str = "", status: int = 200) -> ResponseReturnValue:
    half = g.half_way
    if half.stage is not Stage.SET_UP:
        return redirect(url_for("people.second_page"))
    with porch.writing() as session:
        secret = one_time_codes.secret_to_confirm(session, porch.sealer, half.staff.id)
    page = render_template(
        "people/set_up.html",
        half=half,
        secret=secret,
        picture=one_time_codes.picture(secret, half.staff.login),
        fault=fault,
        can=porch.site.can,
    )
    return page, status


def _set_up_done(porch: Porch, session: DatabaseSession, half: sessions.HalfWay, how: str) -> str:
    porch.note(session, half.staff.login, "second_factor.added", how=how)
    return let_all_the_way_in(porch, session, half.staff, how=how, wanted=half.wanted)
