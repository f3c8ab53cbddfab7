"""A house in which supervisors and administrators need a second factor, over one SQLite file."""

# ruff: noqa: N803 - the fixture is named as what it makes

import pytest

from routing.guards import Role
from routing.people import HouseRules
from routing.staff import add_staff
from tests.routing.conftest import NOW
from tests.routing.desk.app import PASSWORD, Clock, NotingLine, desk_app
from tests.routing.desk.fixtures import clock, database_url, filled_desk, line, people
from tests.routing.desk.steps import Database, People
from tests.routing.people.house import House

__all__ = ["clock", "database_url", "filled_desk", "house", "line", "people"]


@pytest.fixture
def house(Session: Database, line: NotingLine, clock: Clock, people: People) -> House:
    """Ada, an agent; Gesa, a supervisor; Ines, an administrator."""
    rules = HouseRules(secret_key="x" * 32, second_factor=frozenset({Role.SUPERVISOR, Role.ADMIN}))
    with Session.begin() as session:
        ines = add_staff(session, "ines", "Ines Wulf", PASSWORD, [Role.ADMIN], now=NOW)
    app = desk_app(Session, line, clock, csrf=False, rules=rules)
    return House(app, Session, clock, {**people, "ines": ines.id})
