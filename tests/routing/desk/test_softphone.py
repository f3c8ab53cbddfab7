"""The browser telephone's access."""

from tests.routing.desk.app import PlainSoftphones
from tests.routing.desk.steps import Open


def test_access(browser_of: Open) -> None:
    """The browser learns which telephone to be, and for how long."""
    access = browser_of("ada").get("/desk/softphone-token").json
    assert access == {
        "kind": "plain",
        "token": "token-of-agent_ada",
        "url": "http://127.0.0.1:9",
        "edge": None,
        "lastsS": 3600.0,
    }


def test_other_telephones_have_none(browser_of: Open, softphones: PlainSoftphones) -> None:
    """An agent with a number gets no token; and no token is given out while the carrier has no key."""
    assert browser_of("elif").get("/desk/softphone-token").status_code == 404
    softphones.in_trouble = True
    assert browser_of("ada").get("/desk/softphone-token").status_code == 503
