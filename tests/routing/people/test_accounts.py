"""Accounts: invited by a link, changed, blocked, and every deed in the audit log."""

import re

import pytest
from flask.testing import FlaskClient

from routing import audit, presence
from routing.guards import Role
from tests.routing.desk.app import PASSWORD
from tests.routing.people.house import House

NEW = {"login": "Nora", "name": "Nora Nissen", "role": ["agent", "office"], "office": ["moisling"]}
CHOSEN = "vier lose Wörter hier"


def link_of(text: str) -> str:
    found = re.search(r"http://localhost(/welcome/[\w-]+)", text)
    assert found is not None, text
    return found[1]


@pytest.fixture
def ines(house: House) -> FlaskClient:
    return house.inside("ines")


def test_from_the_invitation_to_the_desk(house: House, ines: FlaskClient) -> None:
    """The link is told once, sets a password once, and leads on."""
    address = link_of(ines.post("/accounts", data=NEW).text)
    assert house.sign_in(house.browser(), "nora", "").status_code == 401
    browser = house.browser()
    assert "Nora Nissen" in browser.get(address).text
    assert browser.post(address, data={"new": "zu kurz"}).status_code == 422
    assert browser.post(address, data={"new": CHOSEN}).location == "/desk/"
    assert browser.get("/desk/").status_code == 200
    for again in (browser.get(address), house.browser().post(address, data={"new": CHOSEN})):
        assert (again.status_code, "gilt nicht mehr" in again.text) == (410, True)
    assert house.sign_in(house.browser(), "nora", CHOSEN).location == "/desk/"
    with house.database.begin() as session:
        here = presence(session, max(house.ids.values()) + 1)
    assert here is not None
    assert here.contact == "client:agent_nora"
    (entry,) = house.noted("account.invited")
    assert (entry.who, entry.details) == (
        "ines",
        {"login": "nora", "offices": ["moisling"], "roles": ["agent", "office"]},
    )


def test_a_link_is_over_after_three_days_or_by_a_newer_one(house: House, ines: FlaskClient) -> None:
    """A forgotten mail opens nothing; tries at links are slowed down."""
    ada = house.ids["ada"]
    first, second = (link_of(ines.post(f"/accounts/{ada}/link").text) for _ in range(2))
    assert house.browser().get(first).status_code == 410
    assert house.browser().get(second).status_code == 200
    house.clock.go_on(days=3)
    assert house.browser().get(second).status_code == 410
    statuses = [house.browser().get(f"/welcome/{n}").status_code for n in range(20)]
    assert (statuses[0], statuses[-1]) == (410, 429)


def test_changes_count_at_once(house: House, ines: FlaskClient) -> None:
    """Roles, offices and name from the next click on; a new role that needs a second factor asks for it."""
    ada, elif_ = house.inside("ada"), house.ids["elif"]
    change = {"name": "Ada P.", "role": ["supervisor"], "contact": "sip:ada@example.org"}
    assert ines.post(f"/accounts/{house.ids['ada']}", data=change).status_code == 302
    assert ada.get("/desk/").status_code == 403
    assert ada.get("/supervisor/").status_code == 200
    (entry,) = house.noted("account.changed")
    assert entry.details["roles"] == [["agent"], ["supervisor"]]
    assert house.sign_in(house.browser(), "ada").location == "/sign-in/set-up"
    page = ines.get(f"/accounts/{elif_}").text
    assert 'value="+494066969123"' in page
    assert f"/supervisor/agents/{elif_}" in page


def test_what_is_wrong_is_said(house: House, ines: FlaskClient) -> None:
    """And nothing is made."""
    for wrong, said in (
        ({"login": "ADA"}, "gibt es schon"),
        ({"login": "zwei Wörter"}, "nur Kleinbuchstaben"),
        ({"name": " "}, "geben Sie einen Namen an"),
        ({"role": ["king"]}, "mindestens eine Rolle"),
        ({"office": ["nowhere"]}, "Eine dieser Stellen"),
        ({"contact": "0451"}, "weder client:NAME"),
    ):
        answer = ines.post("/accounts", data={**NEW, **wrong})
        assert (answer.status_code, said in answer.text) == (422, True), said
    assert house.noted("account") == []


def test_blocking_signing_out_and_resetting(house: House, ines: FlaskClient) -> None:
    """Each works at once, is taken back where it can be, and stands in the log."""
    gesa, at = house.inside("gesa"), f"/accounts/{house.ids['gesa']}"
    ines.post(f"{at}/sign-out")
    assert gesa.get("/supervisor/").status_code == 302
    ines.post(f"{at}/block")
    assert house.sign_in(house.browser(), "gesa").status_code == 401
    assert "gesperrt" in ines.get("/accounts").text
    ines.post(f"{at}/unblock")
    assert house.sign_in(house.browser(), "gesa").location == "/sign-in/second"
    ines.post(f"{at}/second-factor")
    assert house.sign_in(house.browser(), "gesa").location == "/sign-in/set-up"
    assert [each.what.partition(".")[2] for each in reversed(house.noted("account"))] == [
        "signed_out",
        "blocked",
        "unblocked",
        "second_factor_reset",
    ]


def test_somebody_is_always_left_to_let_others_in(house: House, ines: FlaskClient) -> None:
    """The last administrator can neither be blocked nor lose the role."""
    at = f"/accounts/{house.ids['ines']}"
    for refused in (
        ines.post(f"{at}/block"),
        ines.post(at, data={"name": "Ines", "role": ["operator"]}),
    ):
        assert (refused.status_code, "das letzte Konto" in refused.text) == (422, True)
    ines.post("/accounts", data={"login": "olaf", "name": "Olaf", "role": [str(Role.ADMIN)]})
    assert ines.post(f"{at}/block").status_code == 302


def test_the_audit_log_is_read_and_checked(house: House, ines: FlaskClient) -> None:
    """By person, deed and day; who fails to sign in is named only where the name is one."""
    house.sign_in(house.browser(), "ada", "falsch")
    house.sign_in(house.browser(), PASSWORD, "falsch")
    assert [each.who for each in house.noted("sign_in.failed")] == ["?", "ada"]
    page = ines.get("/audit?who=ada&what=sign_in.failed&first=2026-12-01&last=2026-12-01").text
    assert "Anmeldung gescheitert" in page
    assert page.count("<tr") == 2
    assert "Keine Einträge" in ines.get("/audit?last=2026-11-30").text
    assert ines.get("/audit?page=x&first=x").status_code == 200
    assert "Unversehrt" in ines.post("/audit/verify").text
    assert house.noted()[0].what == "audit.verified"
    assert house.inside("ada").get("/audit").status_code == 403


def test_texts_in_the_audit_log_are_shown_as_they_were_written(house: House, ines: FlaskClient) -> None:
    """Umlauts and all, in each language."""
    texts = {"de": "Heute gestört.", "tr": "Bugün çalışmıyor."}
    with house.database.begin() as session:
        audit.note(
            session, by="olga", what="announcement.begun", details={"texts": texts}, now=house.clock.now
        )
    page = ines.get("/audit").text
    assert "de: Heute gestört.; tr: Bugün çalışmıyor." in page


def test_the_pages_speak_english(house: House, ines: FlaskClient) -> None:
    """All of them, with every text there is."""
    ines.post("/web/view", data={"language": "en"})
    at = f"/accounts/{house.ids['ada']}"
    for page in ("/accounts", "/accounts/new", at, "/audit", "/account", "/account/codes"):
        text = ines.get(page, follow_redirects=True).text
        assert '<html lang="en">' in text
        assert "Konto" not in text
    assert "once" in ines.post(f"{at}/link").text
