"""The second factor: set up on the way in by who needs it, asked for from then on, each code taken once."""

from routing.people import recovery
from tests.routing.people.house import House


def test_who_needs_it_sets_it_up_on_the_way_in(house: House) -> None:
    """Until then a right password opens nothing; afterwards the page that was asked for."""
    browser = house.browser()
    assert house.sign_in(browser, "gesa", next="/supervisor/agents").location == "/sign-in/set-up"
    assert browser.get("/supervisor/").location.startswith("/sign-in?")
    assert browser.get("/account").status_code == 302
    assert browser.post("/sign-in/second", data={"code": "000000"}).status_code == 302
    assert browser.post("/sign-in/set-up", data={"code": "000000"}).status_code == 401
    codes = house.set_up(browser, "gesa")
    assert len(set(codes)) == recovery.HOW_MANY
    assert browser.get("/supervisor/agents").status_code == 200
    assert [each.what for each in house.noted()] == ["sign_in.succeeded", "second_factor.added"]


def test_it_is_asked_for_from_then_on(house: House) -> None:
    """Neither a wrong code nor one that was used already; another account's page of set-up does not help."""
    house.inside("gesa")
    browser = house.browser()
    assert house.sign_in(browser, "gesa").location == "/sign-in/second"
    assert browser.get("/sign-in/set-up").location == "/sign-in/second"
    assert browser.post("/sign-in/set-up", data={"code": house.code("gesa")}).location == "/sign-in/second"
    used = browser.post("/sign-in/second", data={"code": house.code("gesa")})
    assert (used.status_code, "schon benutzt" in used.text) == (401, True)
    house.clock.go_on(seconds=30)
    code = house.code("gesa")
    assert browser.post("/sign-in/second", data={"code": f"{code[:3]} {code[3:]}"}).location == "/supervisor/"
    assert browser.get("/supervisor/").status_code == 200
    assert house.noted("sign_in")[0].details == {"how": "code"}


def test_a_recovery_code_lets_in_once(house: House) -> None:
    """However it is typed; and new ones take the place of the old."""
    browser = house.browser()
    house.sign_in(browser, "gesa")
    first, second, *_ = house.set_up(browser, "gesa")
    for code, status in ((f" {first.upper().replace('-', ' ')} ", 302), (first, 401)):
        other = house.browser()
        house.sign_in(other, "gesa")
        assert other.post("/sign-in/second", data={"code": code}).status_code == status
    fresh = browser.post("/account/recovery", data={"password": "richtig-und-lang"})
    assert fresh.status_code == 200
    house.clock.go_on(minutes=1)
    last = house.browser()
    house.sign_in(last, "gesa")
    assert last.post("/sign-in/second", data={"code": second}).status_code == 401


def test_guessing_codes_is_slowed_down(house: House) -> None:
    """Six digits are few: after three failures even the right one has to wait."""
    house.inside("gesa")
    house.clock.go_on(minutes=1)
    browser = house.browser()
    house.sign_in(browser, "gesa")
    for _ in range(3):
        assert browser.post("/sign-in/second", data={"code": "000000"}).status_code == 401
    blocked = browser.post("/sign-in/second", data={"code": house.code("gesa")})
    assert (blocked.status_code, "Zu viele Versuche" in blocked.text) == (429, True)
    assert [each.what for each in house.noted()[:3]] == ["sign_in.second_failed"] * 3


def test_half_way_in_lasts_a_quarter_of_an_hour(house: House) -> None:
    """Whoever finds the page later has to know the password as well."""
    browser = house.browser()
    house.sign_in(browser, "gesa")
    house.clock.go_on(minutes=15)
    assert browser.get("/sign-in/set-up").status_code == 200
    house.clock.go_on(seconds=1)
    assert browser.get("/sign-in/set-up").location.startswith("/sign-in?")


def test_it_can_be_had_by_choice_and_given_up(house: House) -> None:
    """An agent need not have one; what takes it away asks for the password."""
    browser = house.inside("ada")
    assert len(house.set_up(browser, "ada", "/account/codes")) == recovery.HOW_MANY
    assert browser.get("/account/codes").location == "/account"
    assert browser.post("/account/codes/remove", data={"password": "falsch"}).status_code == 422
    other = house.browser()
    assert house.sign_in(other, "ada").location == "/sign-in/second"
    assert browser.post("/account/codes/remove", data={"password": "richtig-und-lang"}).status_code == 302
    assert house.sign_in(house.browser(), "ada").location == "/desk/"
    assert [each.what for each in house.noted("second_factor")] == [
        "second_factor.removed",
        "second_factor.added",
    ]
