"""Processes for races, started once for all of them."""

from collections.abc import Iterator

import pytest

from tests.races.callers import Crowd


@pytest.fixture(scope="session")
def crowd() -> Iterator[Crowd]:
    crowd = Crowd()
    yield crowd
    crowd.close()
