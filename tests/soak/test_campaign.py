"""The short form of `make soak-booking`."""

import pytest

from tests.soak.campaign import Plan, campaign

pytestmark = pytest.mark.race


def test_nothing_is_lost_and_no_place_given_twice() -> None:
    """Clients are killed and the database restarted: tables, history and what clients were told agree."""
    plan = Plan(300, seed=1, processes=3, speed=1000.0, kill_every=90, restart_every=100)
    outcome = campaign(plan)
    assert outcome.faults == []
    assert outcome.killed >= 2
    assert outcome.restarts >= 2
    assert {"book", "move", "cancel", "hold_and_vanish", "ask_an_agent"} <= set(outcome.counts)
    assert {"attend", "book_beyond", "serve_the_list", "settle_conflicts"} <= set(outcome.counts)
    assert outcome.counts["confirmed"] > 30
