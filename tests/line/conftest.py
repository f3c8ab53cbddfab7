"""The whole line on a working morning, on both databases."""

from collections.abc import Iterator

import pytest

from tests.world import MORNING, World, world


@pytest.fixture
def line(database_url: str) -> Iterator[World]:
    with world(database_url, MORNING) as made:
        yield made
