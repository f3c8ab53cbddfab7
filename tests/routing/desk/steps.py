"""Short ways to what happens at a desk: sign in, a call that rings, a held place; and reading a page."""

# ruff: noqa: N803 - the fixture is named as what it makes

import re
from collections.abc import Callable

from flask.testing import FlaskClient
from sqlalchemy.orm import Session as DatabaseSession
from sqlalchemy.orm import sessionmaker
from werkzeug.test import TestResponse

import booking
import routing
from routing import Wants
from tests.routing.conftest import NOW, new_call
from tests.routing.desk.app import PASSWORD, Clock

Database = sessionmaker[DatabaseSession]
Open = Callable[..., FlaskClient]
People = dict[str, int]
MOBILE = "+491701234567"


def sign_in(client: FlaskClient, login: str, password: str = PASSWORD, **form: str) -> TestResponse:
    return client.post("/sign-in", data={"login": login, "password": password, **form})


def a_service(Session: Database) -> booking.Service:
    with Session.begin() as session:
        return next(each for each in booking.services(session, booking.OfficeKind.KFZ) if each.bookable)


def hold_a_place(Session: Database, holder: str = "CA1") -> booking.Held:
    with Session.begin() as session:
        offer = booking.offer(session, a_service(Session).key, now=NOW)[0]
        return booking.hold(session, offer, now=NOW, holder=holder)


def wait_and_ring(
    Session: Database, agent: str = "ada", *, clock: Clock, people: dict[str, int], **told: object
) -> int:
    """A call waits, and the phone of `agent` rings for it; the ticket's id."""
    with Session.begin() as session:
        routing.set_wants(session, people[agent], Wants.AVAILABLE, now=clock())
        told = {"caller": MOBILE, "skill": "kfz"} | told
        ticket = routing.enqueue(session, new_call("CA1", **told), now=clock())
        clock.go_on(seconds=42)
        (ring,) = routing.assign(session, now=clock())
        assert ring.agent_id == people[agent]
        return ticket.id


def answer(Session: Database, ticket: int, clock: Clock) -> None:
    with Session.begin() as session:
        assert routing.picked_up(session, ticket, 1, now=clock())


def presence(Session: Database, agent: int) -> routing.Presence:
    with Session.begin() as session:
        found = routing.presence(session, agent)
    assert found is not None
    return found


def text_of(response: TestResponse) -> str:
    """What a reader sees, in one line."""
    assert response.status_code == 200, response.text
    return " ".join(re.sub(r"<[^>]+>", " ", response.text).split())


def hidden(response: TestResponse, nth: int = 0) -> dict[str, str]:
    """The hidden fields of the nth form of a page."""
    form = re.findall(r"<form.*?</form>", response.text, re.DOTALL)[nth]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
