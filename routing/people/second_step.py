"""The second step of signing in: a one-time code, a passkey, or a recovery code."""

import re

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session as DatabaseSession

from routing import sessions, throttle
from routing.guards import half_signed_in
from routing.people import one_time_codes, passkeys, recovery
from routing.people.porch import Porch
from routing.people.second_factor import factors_of
from routing.people.signing_in import let_all_the_way_in
from routing.people_tables import Stage
from routing.throttle import SignInBlocked

DIGITS = re.compile(r"\d{6}")


def add_second_step(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.get("/sign-in/second")
    @half_signed_in
    def second_page() -> ResponseReturnValue:
        return _second(porch)

    @blueprint.post("/sign-in/second")
    @half_signed_in
    def second() -> ResponseReturnValue:
        """A code of either kind. Tries are counted and slowed down as those of a password."""
        half, code = g.half_way, request.form.get("code", "").strip()
        if half.stage is not Stage.SECOND:
            return redirect(url_for("people.set_up_page"))
        try:
            _begin_try(porch, half)
        except SignInBlocked as blocked:
            return _second(porch, "people.blocked", 429, wait_s=blocked.wait_s)
        with porch.writing() as session:
            how = _how(porch, session, half, code)
            if how is not None:
                return redirect(_through(porch, session, half, how))
            porch.note(session, half.staff.login, "sign_in.second_failed", address=request.remote_addr)
        return _second(porch, "people.wrong_code", 401)


def add_second_step_by_passkey(blueprint: Blueprint, porch: Porch) -> None:
    @blueprint.post("/sign-in/passkey/ask")
    @half_signed_in
    def ask_for_passkey() -> ResponseReturnValue:
        half = g.half_way
        with porch.writing() as session:
            asked = passkeys.ask_for_known(session, half.staff.id, porch.site, half.key)
        return asked, 200, {"Content-Type": "application/json"}

    @blueprint.post("/sign-in/passkey")
    @half_signed_in
    def show_passkey() -> ResponseReturnValue:
        half = g.half_way
        answer = request.get_json(silent=True)
        if half.stage is not Stage.SECOND or not isinstance(answer, dict):
            return jsonify(code="not_this_step"), 400
        try:
            _begin_try(porch, half)
        except SignInBlocked as blocked:
            return jsonify(code=blocked.code, wait_s=blocked.wait_s), 429
        with porch.writing() as session:
            signed = passkeys.check(session, half.staff.id, porch.site, half.key, answer, now=porch.clock())
            if not signed:
                porch.note(session, half.staff.login, "sign_in.second_failed", address=request.remote_addr)
                return jsonify(code="wrong"), 401
            return jsonify(next=_through(porch, session, half, "passkey"))


def _begin_try(porch: Porch, half: sessions.HalfWay) -> None:
    """Raises `SignInBlocked`."""
    with porch.writing() as session:
        throttle.begin_try(session, _keys(half), now=porch.clock())


def _keys(half: sessions.HalfWay) -> list[str]:
    return [f"second:{half.staff.id}"]


def _how(porch: Porch, session: DatabaseSession, half: sessions.HalfWay, code: str) -> str | None:
    who, now = half.staff.id, porch.clock()
    if DIGITS.fullmatch(code.replace(" ", "")):
        right = one_time_codes.take(session, porch.sealer, who, code.replace(" ", ""), now=now)
        return "code" if right else None
    return "recovery" if recovery.use(session, who, code, now=now) else None


def _through(porch: Porch, session: DatabaseSession, half: sessions.HalfWay, how: str) -> str:
    throttle.succeeded(session, _keys(half), now=porch.clock())
    return let_all_the_way_in(porch, session, half.staff, how=how, wanted=half.wanted)


def _second(porch: Porch, fault: str = "", status: int = 200, *, wait_s: int = 0) -> ResponseReturnValue:
    half = g.half_way
    if half.stage is Stage.SET_UP:
        return redirect(url_for("people.set_up_page"))
    with porch.reading() as session:
        factors = factors_of(session, half.staff.id)
    page = render_template(
        "people/second.html", half=half, factors=factors, fault=fault, wait_s=wait_s, can=porch.site.can
    )
    return page, status
