"""The short form of `make soak-calls`."""

import pytest

from tests.soak.calls import soak

pytestmark = [pytest.mark.race, pytest.mark.long]  # `test_routing` makes calls at random, too


def test_after_all_calls_nothing_is_left_behind(sqlite_url: str) -> None:
    """No hold without a live call, no agent ringing or in a call without one; each call has its outcome."""
    assert soak(sqlite_url, 12, seed=1) == []
