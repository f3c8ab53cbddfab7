"""Signing in with the account of the house, against a provider that signs real tokens."""

# ruff: noqa: N803 - the fixture is named as what it makes

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from routing.guards import Role
from routing.people import HouseRules
from routing.people.provider import Provider, read_roles
from tests.routing.desk.app import Clock, NotingLine, desk_app
from tests.routing.desk.steps import Database, People
from tests.routing.people.house import House
from tests.routing.people.provider import CLIENT, SECRET, FakeProvider, running

ADA = {"sub": "4711", "preferred_username": "Ada", "name": "Ada Petersen", "groups": ["line-agents", "other"]}


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    provider = FakeProvider(claims=dict(ADA))
    with running(provider):
        yield provider


@pytest.fixture
def house(Session: Database, line: NotingLine, clock: Clock, people: People, provider: FakeProvider) -> House:
    """Who is in the group line-agents is an agent; of line-it, an operator, who needs a second factor."""
    rules = HouseRules(
        secret_key="x" * 32,
        second_factor=frozenset({Role.OPERATOR}),
        provider=Provider(
            issuer=provider.issuer,
            client_id=CLIENT,
            client_secret=SECRET,
            roles=read_roles("line-agents=agent line-it=operator"),
        ),
    )
    return House(desk_app(Session, line, clock, csrf=False, rules=rules), Session, clock, people)


def come(browser: FlaskClient, wanted: str = "") -> TestResponse:
    """To the provider and back, as a browser goes."""
    there = browser.get("/sign-in/house", query_string={"next": wanted})
    assert there.status_code == 302, there.text
    back = urlsplit(requests.get(there.location, allow_redirects=False, timeout=5).headers["Location"])
    return browser.get(f"{back.path}?{back.query}")


def test_there_and_back(house: House) -> None:
    """By the login at first, by the subject from then on; to the page that was asked for."""
    browser = house.browser()
    assert 'href="/sign-in/house"' in browser.get("/sign-in").text
    assert come(browser, "/desk/tasks").location == "/desk/tasks"
    assert browser.get("/desk/").status_code == 200
    assert house.noted()[0].details == {"how": "house"}


def test_who_is_new_gets_an_account_and_roles_follow_the_house(house: House, provider: FakeProvider) -> None:
    """Also when they are called otherwise later; the second factor is the provider's affair."""
    provider.claims.update(sub="4712", preferred_username="nora.nissen", name="Nora Nissen")
    browser = house.browser()
    assert come(browser).location == "/desk/"
    assert "Nora Nissen" in browser.get("/account").text
    provider.claims.update(preferred_username="nora.neu", groups=["line-it"])
    assert come(browser).status_code == 302
    assert browser.get("/desk/").status_code == 403
    assert [each.what for each in reversed(house.noted("account"))] == ["account.made", "account.changed"]
    assert house.noted("account.changed")[0].details["roles"] == [["agent"], ["operator"]]


@pytest.mark.parametrize(
    ("claims", "status", "said"),
    [
        ({"groups": ["other"]}, 403, "hier keine Rolle"),
        ({"groups": "line-agents"}, 302, ""),
        ({"preferred_username": ""}, 401, "nicht geklappt"),
        ({"sub": "0815", "preferred_username": "zwei Wörter"}, 403, "gibt es hier noch keines"),
        ({"nonce": "of another time"}, 401, "nicht geklappt"),
        ({"iss": "https://elsewhere.example"}, 401, "nicht geklappt"),
        ({"aud": "another client"}, 401, "nicht geklappt"),
        ({"exp": 1}, 401, "nicht geklappt"),
    ],
)
def test_what_a_token_may_say(
    house: House, provider: FakeProvider, claims: dict[str, Any], status: int, said: str
) -> None:
    """Nobody gets in by a token that is not sound, or whose person has no place here."""
    provider.wrong = claims
    answer = come(house.browser())
    assert (answer.status_code, said in answer.text) == (status, True)
    assert house.noted("sign_in")[0].what == f"sign_in.{'succeeded' if status == 302 else 'failed'}"


def test_forged_and_foreign_answers_are_refused(house: House, provider: FakeProvider) -> None:
    """Signed by another key, meant for another browser, come twice, or of a provider that is away."""
    browser, other = house.browser(), house.browser()
    provider.another_key = True
    assert come(browser).status_code == 401
    provider.another_key = False
    there = browser.get("/sign-in/house").location
    back = requests.get(there, allow_redirects=False, timeout=5).headers["Location"]
    path = back.partition("localhost")[2]
    assert other.get(path).status_code == 401
    assert browser.get(path).status_code == 302
    assert browser.get(path).status_code == 401
    assert browser.get("/sign-in/house/back?error=access_denied").status_code == 401
    with house.database.begin() as session:
        from routing.people import accounts

        accounts.block(session, house.ids["ada"], now=house.clock.now)
    assert come(browser).status_code == 403


def test_a_house_that_is_away_is_said(Session: Database, line: NotingLine, clock: Clock) -> None:
    """And the other way in stays open."""
    nobody = Provider(issuer="http://127.0.0.1:9", client_id=CLIENT, client_secret=SECRET)
    rules = HouseRules(secret_key="x" * 32, provider=nobody)
    answer = desk_app(Session, line, clock, csrf=False, rules=rules).test_client().get("/sign-in/house")
    assert (answer.status_code, "nicht erreichbar" in answer.text) == (503, True)
    assert "Passwort" in answer.text


def test_roles_within_another_claim() -> None:
    """As Keycloak tells them."""
    provider = Provider(
        issuer="https://id.example",
        client_id="x",
        client_secret="y",
        roles_claim="realm_access.roles",
        roles=read_roles("a=b=agent it=admin"),
    )
    claims = {"sub": "1", "preferred_username": "x", "realm_access": {"roles": ["a=b"]}}
    assert provider.person(claims).roles == {Role.AGENT}
    assert provider.person({**claims, "realm_access": None}).roles == frozenset()
    for wrong in ("it=king", "=admin", "it"):
        with pytest.raises(ValueError, match=r".+"):
            read_roles(wrong)
