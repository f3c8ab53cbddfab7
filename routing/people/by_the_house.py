"""Signing in with the account of the house: OpenID Connect, code flow with PKCE, state and nonce.

The protocol is Authlib's. The second factor is the provider's affair.
"""

from typing import Any

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException
from sqlalchemy.orm import Session as DatabaseSession

from routing import throttle
from routing.guards import open_to_all
from routing.people import accounts
from routing.people.accounts import AccountFault
from routing.people.porch import Porch
from routing.people.provider import PATH, Provider
from routing.people.signing_in import let_all_the_way_in
from routing.staff import Staff
from routing.throttle import SignInBlocked

WITHIN_S = 10
log = structlog.get_logger(__name__)
_Trouble = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, KeyError)


def add_by_the_house(blueprint: Blueprint, porch: Porch) -> None:
    """Only where the house has a provider."""
    provider = porch.rules.provider
    if provider is None:
        return
    oauth = OAuth()
    client = _register(oauth, provider)

    @blueprint.record_once
    def connect(state: BlueprintSetupState) -> None:
        oauth.init_app(state.app)

    @blueprint.get("/sign-in/house")
    @open_to_all
    def to_the_house() -> ResponseReturnValue:
        session["wanted"] = request.args.get("next", "")[:300]
        try:
            return redirect(client.authorize_redirect(_back_at(porch)).location)
        except _Trouble as trouble:
            return _refused("people.house_away", 503, trouble)

    @blueprint.get("/sign-in/house/back")
    @open_to_all
    def back_from_the_house() -> ResponseReturnValue:
        keys = [f"address:{request.remote_addr}"]
        try:
            with porch.writing() as database:
                throttle.begin_try(database, keys, now=porch.clock())
            claims = _claims(client, provider)
            with porch.writing() as database:
                throttle.succeeded(database, keys, now=porch.clock())
                staff = _staff(porch, database, provider, claims)
                wanted = session.get("wanted", "")
                return redirect(let_all_the_way_in(porch, database, staff, how="house", wanted=wanted))
        except SignInBlocked as blocked:
            return _refused("people.blocked", 429, blocked, wait_s=blocked.wait_s)
        except AccountFault as fault:
            _note_failure(porch, fault.code)
            return _refused(f"people.house_{fault.code}", 403, fault)
        except _Trouble as trouble:
            _note_failure(porch, type(trouble).__name__)
            return _refused("people.house_refused", 401, trouble)


def _register(oauth: OAuth, provider: Provider) -> Any:
    return oauth.register(
        "house",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=provider.issuer.rstrip("/") + PATH,
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": WITHIN_S,
        },
    )


def _back_at(porch: Porch) -> str:
    """As the provider knows it: under the public address, whatever a proxy made of the request."""
    origin = porch.rules.origin or request.host_url.rstrip("/")
    return origin + url_for("people.back_from_the_house")


def _claims(client: Any, provider: Provider) -> dict[str, Any]:
    """What the provider says of who came back, its signature, audience, time and nonce checked."""
    must = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "exp": {"essential": True},
        "sub": {"essential": True},
        "nonce": {"essential": True},
    }
    token = client.authorize_access_token(claims_options=must)
    return dict(token["userinfo"])


def _staff(porch: Porch, database: DatabaseSession, provider: Provider, claims: dict[str, Any]) -> Staff:
    person = provider.person(claims)
    staff, before = accounts.of_the_house(database, person, now=porch.clock())
    if before is None:
        porch.note(database, "house", "account.made", login=staff.login, roles=sorted(staff.roles))
    elif before.roles != staff.roles:
        roles = [sorted(before.roles), sorted(staff.roles)]
        porch.note(database, "house", "account.changed", login=staff.login, roles=roles)
    return staff


def _note_failure(porch: Porch, why: str) -> None:
    with porch.writing() as database:
        porch.note(database, "?", "sign_in.failed", how="house", why=why, address=request.remote_addr)


def _refused(fault: str, status: int, trouble: Exception, *, wait_s: int = 0) -> ResponseReturnValue:
    log.warning("house_sign_in_failed", fault=fault, trouble=type(trouble).__name__)
    g.staff = None
    return render_template("people/sign_in.html", fault=fault, wait_s=wait_s, login=""), status
