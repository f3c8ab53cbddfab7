"""Two operators and a draft of the appointment line, on its pages without a browser."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from booking.db import connect
from ivr.app import create_app, furnish
from ivr.editions.drafts import Draft, begin_draft, read_draft
from ivr.house import House
from routing.staff import add_staff
from tests.seeds import seed
from tests.settings import example_settings

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def house(sqlite_url: str) -> Iterator[House]:
    settings = example_settings(sqlite_url, require_second_factor="none")
    engine = connect(sqlite_url)
    house = furnish(settings, now=lambda: NOW, engine=engine)
    with house.sessions.begin() as session:
        for login, name in (("otto", "Otto Olsen"), ("olga", "Olga Ott")):
            add_staff(session, login, name, "a long password", ["operator"], now=NOW)
    yield house
    engine.dispose()


@pytest.fixture
def signed_in(house: House) -> Callable[[str], FlaskClient]:
    app = create_app(house.settings, house=house)
    app.config["WTF_CSRF_ENABLED"] = False

    def go(login: str) -> FlaskClient:
        client = app.test_client()
        client.post("/sign-in", data={"login": login, "password": "a long password"})
        return client

    return go


@pytest.fixture
def draft(house: House) -> Draft:
    with house.sessions.begin() as session:
        seed(session, now=NOW)
        shipped = house.editions.shipped
        return begin_draft(session, shipped, "termine", name="Sommer", by="otto", now=NOW)


def path_of(draft: Draft) -> str:
    return f"/console/lines/{draft.line}/drafts/{draft.id}"


def now_at(house: House, draft: Draft) -> Draft:
    with house.sessions.begin() as session:
        return read_draft(session, draft.id)


def send(client: FlaskClient, house: House, draft: Draft, deed: str, **form: object) -> TestResponse:
    """A form of a page that was made just now."""
    fields = {"seen": now_at(house, draft).edition, **form}
    return client.post(f"{path_of(draft)}/{deed}", data=fields)
