"""Who is limited to some offices sees and changes these, and no others."""

import re

from flask.testing import FlaskClient

from tests.booking.office.conftest import ON_ONE_DATABASE, Who, text_of

pytestmark = ON_ONE_DATABASE


def test_one_sees_ones_own_offices(pages: FlaskClient, who: Who) -> None:
    """The switcher names no others, and the first page is one's own."""
    who.offices = frozenset({"hafen"})
    assert pages.get("/office/").location == "/office/hafen/day"
    assert pages.get("/office/?office=markt").status_code == 404
    page = pages.get("/office/hafen/day").text
    assert re.findall(r'<option value="(\w+)"', page) == ["hafen"]


def test_every_page_of_another_office_is_refused(pages: FlaskClient, who: Who) -> None:
    """Whatever it would show or do, and whether or not it is there; a page says which offices one has."""
    who.offices = frozenset({"hafen"})
    rules = [rule for rule in pages.application.url_map.iter_rules() if "key" in rule.arguments]
    assert len(rules) > 20
    for rule in rules:
        address = re.sub(r"<int:\w+>", "1", rule.rule.replace("<verb>", "arrive")).replace(
            "<service>", "pass"
        )
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        for key in ("markt", "nowhere"):
            refused = pages.open(address.replace("<key>", key), method=method)
            assert refused.status_code == 403, address
    said = text_of(pages.get("/office/markt/day"), 403)
    assert "Ihr Konto ist auf einzelne Stellen beschränkt" in said
    assert "Bürgerbüro am Hafen" in said
    assert "Bürgerbüro am Markt" not in said


def test_without_an_office_there_is_nothing(pages: FlaskClient, who: Who) -> None:
    """Somebody whose offices are gone is told so, not let in everywhere."""
    who.offices = frozenset({"gone"})
    assert pages.get("/office/").status_code == 404
    assert pages.get("/office/gone/day").status_code == 404
