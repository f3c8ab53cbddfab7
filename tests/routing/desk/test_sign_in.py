"""Signing in and out: who may, who may not, and for how long."""

# ruff: noqa: N803 - the fixture is named as what it makes

from routing import Wants
from tests.routing.desk.app import Clock, NotingLine, desk_app
from tests.routing.desk.steps import (
    Database,
    Open,
    People,
    presence,
    sign_in,
    text_of,
)


def test_to_the_desk_and_out_again(browser_of: Open, Session: Database, people: People) -> None:
    """Who signs in is here but takes no calls yet; who signs out is off duty and out everywhere."""
    browser, second = browser_of(), browser_of("ada")
    assert sign_in(browser, " ADA ").location == "/desk/"
    assert presence(Session, people["ada"]).wants is Wants.AWAY
    assert "Ada Petersen" in text_of(browser.get("/desk/"))
    browser.post("/sign-out")
    assert presence(Session, people["ada"]).wants is Wants.OFF
    for each in (browser, second):
        assert each.get("/desk/").location == "/sign-in?next=/desk/"


def test_a_wrong_password_and_an_unknown_name_are_refused_alike(browser_of: Open) -> None:
    """Nobody learns which names exist."""
    browser = browser_of()
    answers = [sign_in(browser, login, "falsch") for login in ("ada", "niemand")]
    assert [each.status_code for each in answers] == [401, 401]
    assert all("Anmeldename oder Passwort ist falsch." in each.text for each in answers)


def test_guessing_is_slowed_down(browser_of: Open, clock: Clock) -> None:
    """After three failures even the right password has to wait, and is then taken."""
    browser = browser_of()
    for _ in range(3):
        sign_in(browser, "ada", "falsch")
    blocked = sign_in(browser, "ada")
    assert blocked.status_code == 429
    assert "Zu viele Versuche" in blocked.text
    clock.go_on(seconds=2)
    assert sign_in(browser, "ada").status_code == 302


def test_where_one_wanted_to_go(browser_of: Open) -> None:
    """Sign-in leads on to the page that was asked for, never to another host or what one may not see."""
    assert sign_in(browser_of(), "gesa", next="/desk/talks").location == "/desk/talks"
    for elsewhere in (
        "https://example.org/",
        "//example.org",
        "/\\example.org",
        "javascript:alert(1)",
        "/desk/",
    ):
        assert sign_in(browser_of(), "gesa", next=elsewhere).location == "/supervisor/"


def test_a_session_ends_after_twelve_hours(browser_of: Open, clock: Clock) -> None:
    """A browser that was left signed in is of no use the next day."""
    browser = browser_of("ada")
    clock.go_on(hours=12)
    assert browser.get("/desk/").status_code == 200
    clock.go_on(seconds=1)
    assert browser.get("/desk/").status_code == 302
    part = browser.get("/desk/call", headers={"HX-Request": "true"})
    assert (part.status_code, part.headers["HX-Redirect"]) == (401, "/sign-in")


def test_only_agents_have_a_desk(browser_of: Open) -> None:
    """Other staff can sign in, but not here; the page that says so leads to where they may be, and out."""
    refused = browser_of("gesa").get("/desk/")
    assert refused.status_code == 403
    assert all(said in refused.text for said in ("Kein Zugang", "Leitung", "Gesa Thomsen", "Abmelden"))
    assert "Arbeitsplatz" not in refused.text


def test_forms_of_other_sites_are_refused(
    Session: Database, line: NotingLine, clock: Clock, people: People
) -> None:
    """Without the page's own token nothing is changed."""
    app = desk_app(Session, line, clock)
    assert sign_in(app.test_client(), "ada").status_code == 400
