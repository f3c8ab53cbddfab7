"""How long somebody stays signed in, where, and how they end it."""

from datetime import timedelta

import pytest

import routing
from routing.guards import Role
from routing.people.forgetting import forget_sign_ins
from routing.session_limits import Limits, read_limits
from tests.routing.desk.app import PASSWORD
from tests.routing.desk.steps import answer, wait_and_ring
from tests.routing.people.house import House

HTMX = {"HX-Request": "true"}


def test_a_quiet_browser_is_signed_out(house: House) -> None:
    """An hour after an administrator's last click; what a page asks for by itself is none."""
    browser = house.inside("ines")
    for _ in range(3):
        house.clock.go_on(minutes=50)
        assert browser.get("/accounts").status_code == 200
    for _ in range(3):
        house.clock.go_on(minutes=20)
        assert browser.get("/accounts", headers=HTMX).status_code == 200
    house.clock.go_on(seconds=1)
    assert browser.get("/accounts").status_code == 302


def test_nobody_is_signed_out_in_the_middle_of_a_call(house: House) -> None:
    """However long it lasts; afterwards the limit counts again."""
    browser = house.inside("ada")
    house.clock.go_on(hours=11, minutes=59)
    ticket = wait_and_ring(house.database, clock=house.clock, people=house.ids)
    answer(house.database, ticket, house.clock)
    house.clock.go_on(hours=1)
    assert browser.get("/desk/").status_code == 200
    with house.database.begin() as session:
        routing.talk_over(session, ticket, now=house.clock.now)
        routing.finish(session, ticket, now=house.clock.now, settled_as=None, settled=None)
    assert browser.get("/desk/").status_code == 302


def test_the_browsers_where_one_is_signed_in(house: House) -> None:
    """Each is listed; one can be ended from another, nobody else's can."""
    here, there = house.inside("ada"), house.inside("ada")
    page = here.get("/account", headers={"User-Agent": "x"}).text
    assert page.count("Dort abmelden") == 1
    address = page.partition('action="/account/browsers/')[2].partition('"')[0]
    stranger = house.inside("elif")
    stranger.post(f"/account/browsers/{address}")
    assert there.get("/desk/").status_code == 200
    here.post(f"/account/browsers/{address}")
    assert there.get("/desk/").status_code == 302
    assert here.get("/desk/").status_code == 200
    assert [each.who for each in house.noted("account")] == ["ada"]


def test_a_new_password_ends_the_other_browsers(house: House) -> None:
    """It takes the old one, and must be worth its name."""
    here, there = house.inside("ada"), house.inside("ada")
    for old, new, said in (
        ("falsch", "ein langes neues Passwort", "Das Passwort stimmt nicht."),
        (PASSWORD, "zu kurz", "mindestens 12 Zeichen"),
        (PASSWORD, "Ada und noch viel mehr", "Anmeldenamen nicht enthalten"),
        (PASSWORD, "x" * 201, "höchstens 200 Zeichen"),
    ):
        refused = here.post("/account/password", data={"password": old, "new": new})
        assert (refused.status_code, said in refused.text) == (422, True)
    assert here.post("/account/password", data={"password": PASSWORD, "new": "ein langes neues Passwort"})
    assert here.get("/desk/").status_code == 200
    assert there.get("/desk/").status_code == 302
    assert house.sign_in(house.browser(), "ada", "ein langes neues Passwort").location == "/desk/"


def test_where_somebody_was_is_forgotten(house: House) -> None:
    """Not for as long as they are signed in there."""
    browser = house.inside("ada")
    for before, status in ((house.clock.now, 200), (house.clock.now + timedelta(seconds=1), 302)):
        with house.database.begin() as session:
            forget_sign_ins(session, before=before)
        assert browser.get("/desk/").status_code == status


def test_the_strictest_role_counts() -> None:
    """Who may do more is asked again sooner."""
    limits = Limits()
    assert limits.idle_of({Role.SUPERVISOR, Role.ADMIN}) == limits.idle_of({Role.ADMIN})
    assert limits.longest_of({Role.AGENT}).total_seconds() == 12 * 3600


@pytest.mark.parametrize("text", ["agent", "agent=x", "agent=0", "king=5"])
def test_limits_that_are_none(text: str) -> None:
    """A slip in the settings is told at the start."""
    with pytest.raises(ValueError, match=r".+"):
        read_limits(text)
