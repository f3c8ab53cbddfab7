"""Passkeys: what lets in, and everything that looks like it and does not."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.routing.desk.app import PASSWORD
from tests.routing.people.authenticator import Authenticator
from tests.routing.people.house import House

ELSEWHERE = "http://localhost.example.net"
Answer = dict[str, Any]


def asked(client: FlaskClient, address: str) -> Answer:
    found: Answer = client.post(f"{address}/ask").get_json()
    return found


def half_way(house: House, login: str) -> FlaskClient:
    """A browser in which the password was right."""
    client = house.browser()
    assert house.sign_in(client, login).location == "/sign-in/second"
    return client


@pytest.fixture
def key(house: House) -> Authenticator:
    """The passkey of Ada, who has no other second factor."""
    browser, key = house.inside("ada"), Authenticator()
    answer = key.make(asked(browser, "/account/passkeys"))
    assert browser.post("/account/passkeys", json={**answer, "name": "Stick"}).status_code == 200
    return key


def test_it_lets_in(house: House, key: Authenticator) -> None:
    """As often as it signs what was asked for just then."""
    for _ in range(2):
        browser = half_way(house, "ada")
        signed = key.sign(asked(browser, "/sign-in/passkey"))
        assert browser.post("/sign-in/passkey", json=signed).status_code == 200
        assert browser.get("/desk/").status_code == 200
    assert house.noted("sign_in.succeeded")[0].details == {"how": "passkey"}


def from_elsewhere(key: Authenticator, client: FlaskClient) -> Answer:
    """A page that only looks like ours asked for it."""
    return key.sign(asked(client, "/sign-in/passkey"), ELSEWHERE)


def for_another_site(key: Authenticator, client: FlaskClient) -> Answer:
    return key.sign({**asked(client, "/sign-in/passkey"), "rpId": "example.net"})


def of_what_was_asked_before(key: Authenticator, client: FlaskClient) -> Answer:
    """A signature that was overheard: the browser has been asked anew since."""
    signed = key.sign(asked(client, "/sign-in/passkey"))
    asked(client, "/sign-in/passkey")
    return signed


def of_nothing_asked(key: Authenticator, _client: FlaskClient) -> Answer:
    return key.sign({"challenge": "AAAA", "rpId": "localhost"})


def of_another_key(key: Authenticator, client: FlaskClient) -> Answer:
    """Under the name of the right one."""
    return Authenticator(id=key.id).sign(asked(client, "/sign-in/passkey"))


def of_an_unknown_one(_key: Authenticator, client: FlaskClient) -> Answer:
    return Authenticator().sign(asked(client, "/sign-in/passkey"))


def changed_on_the_way(key: Authenticator, client: FlaskClient) -> Answer:
    signed = key.sign(asked(client, "/sign-in/passkey"))
    return {**signed, "response": {**signed["response"], "authenticatorData": "AAAA"}}


def in_pieces(_key: Authenticator, client: FlaskClient) -> Answer:
    asked(client, "/sign-in/passkey")
    return {"rawId": ["?"], "response": None}


FORGED: list[Callable[[Authenticator, FlaskClient], Answer]] = [
    from_elsewhere,
    for_another_site,
    of_what_was_asked_before,
    of_nothing_asked,
    of_another_key,
    of_an_unknown_one,
    changed_on_the_way,
    in_pieces,
]


def test_what_looks_like_it_does_not_let_in(house: House, key: Authenticator) -> None:
    """It is refused, noted, and the next right one still lets in."""
    for forged in FORGED:
        browser = half_way(house, "ada")
        told = forged.__name__
        assert (told, browser.post("/sign-in/passkey", json=forged(key, browser)).status_code) == (told, 401)
        assert browser.get("/desk/").status_code == 302
        assert house.noted()[0].what == "sign_in.second_failed"
        signed = key.sign(asked(browser, "/sign-in/passkey"))
        assert browser.post("/sign-in/passkey", json=signed).status_code == 200


def test_what_was_signed_lets_in_once(house: House, key: Authenticator) -> None:
    """Whoever has heard it cannot use it, in this browser or another; a failed try uses it up as well."""
    browser, other = half_way(house, "ada"), half_way(house, "ada")
    signed = key.sign(asked(browser, "/sign-in/passkey"))
    assert other.post("/sign-in/passkey", json=signed).status_code == 401
    assert browser.post("/sign-in/passkey", json=signed).status_code == 200
    assert browser.post("/sign-in/passkey", json=signed).status_code != 200
    third = half_way(house, "ada")
    signed = key.sign(asked(third, "/sign-in/passkey"))
    assert third.post("/sign-in/passkey", json={**signed, "rawId": "AAAA"}).status_code == 401
    assert third.post("/sign-in/passkey", json=signed).status_code == 401


def test_a_copied_key_is_found_out_by_its_counter(house: House, key: Authenticator) -> None:
    """The copy signs with a count that the original has had already."""
    copy = Authenticator(key.id, key.key, key.count)
    browser = half_way(house, "ada")
    browser.post("/sign-in/passkey", json=key.sign(asked(browser, "/sign-in/passkey")))
    thief = half_way(house, "ada")
    assert thief.post("/sign-in/passkey", json=copy.sign(asked(thief, "/sign-in/passkey"))).status_code == 401


def test_another_persons_key_is_none(house: House, key: Authenticator) -> None:
    """Elif has a key of her own; Ada's signs what Elif was asked for."""
    elif_ = house.inside("elif")
    own = Authenticator()
    elif_.post("/account/passkeys", json=own.make(asked(elif_, "/account/passkeys")))
    browser = half_way(house, "elif")
    assert (
        browser.post("/sign-in/passkey", json=key.sign(asked(browser, "/sign-in/passkey"))).status_code == 401
    )


def test_a_key_that_was_removed_opens_nothing(house: House, key: Authenticator) -> None:
    """From then on the password is enough again; to remove it takes the password, and one's own account."""
    browser = half_way(house, "ada")
    question = asked(browser, "/sign-in/passkey")
    signed_in = half_way(house, "ada")
    signed_in.post("/sign-in/passkey", json=key.sign(asked(signed_in, "/sign-in/passkey")))
    page = signed_in.get("/account").text
    address = "/account/passkeys/" + page.partition('action="/account/passkeys/')[2].partition('"')[0]
    house.inside("elif").post(address, data={"password": PASSWORD})
    assert signed_in.post(address, data={"password": "falsch"}).status_code == 422
    assert house.sign_in(house.browser(), "ada").location == "/sign-in/second"
    assert signed_in.post(address, data={"password": PASSWORD}).status_code == 302
    assert browser.post("/sign-in/passkey", json=key.sign(question)).status_code == 401
    assert house.sign_in(house.browser(), "ada").location == "/desk/"


def test_a_new_one_is_kept_only_as_it_was_asked_for(house: House) -> None:
    """Not from another page, not twice, and not where nobody asked."""
    browser, key = house.inside("ada"), Authenticator()
    forged = key.make(asked(browser, "/account/passkeys"), ELSEWHERE)
    answer = key.make(asked(browser, "/account/passkeys"))
    for wrong in (forged, answer):  # the first has used up what was asked
        assert browser.post("/account/passkeys", json=wrong).status_code == 400
    again = key.make(asked(browser, "/account/passkeys"))
    assert browser.post("/account/passkeys", json=again).status_code == 200
    assert browser.post("/account/passkeys", json=again).status_code == 400
    assert [each.what for each in house.noted("second_factor")] == ["second_factor.added"]
