"""The whole line on a working morning."""

from collections.abc import Iterator

import pytest

from tests.databases import one_of_both
from tests.line.tapes import DAYS
from tests.world import MORNING, World, world


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue(f"{request.param}_url"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_url" in metafunc.fixturenames:
        metafunc.parametrize("database_url", one_of_both(metafunc.definition.originalname), indirect=True)


@pytest.fixture
def line(database_url: str) -> Iterator[World]:
    with world(database_url, MORNING) as made:
        yield made


@pytest.fixture
def recording(line: World) -> World:
    """The line, as it is with recordings kept for a week."""
    line.change_line(record_days=DAYS)
    return line
