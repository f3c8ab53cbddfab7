"""Erlang C against published figures."""

from math import inf

import pytest

from routing.forecast import (
    Load,
    answered_within,
    mean_handling_s,
    mean_wait_s,
    share_waiting,
)


@pytest.mark.parametrize(
    ("agents", "calls", "waiting", "within_30_s", "wait_s"),
    [
        (10, 120, 0.4092, 0.6813, 49.1),
        (12, 150, 0.4494, 0.6500, 53.9),
        (60, 800, 0.2787, 0.8789, 10.0),
        (140, 1900, 0.1707, 0.9678, 3.1),
    ],
)
def test_erlang_c(agents: int, calls: float, waiting: float, within_30_s: float, wait_s: float) -> None:
    """Calls of 240 s: share that waits, share answered within 30 s, mean wait."""
    load = Load(agents, calls, 240)
    assert share_waiting(load) == pytest.approx(waiting, abs=5e-5)
    assert answered_within(load, 30) == pytest.approx(within_30_s, abs=5e-5)
    assert mean_wait_s(load) == pytest.approx(wait_s, abs=0.05)


@pytest.mark.parametrize("agents", [0, 1, 8])
def test_a_queue_that_grows_for_ever_says_so(agents: int) -> None:
    """With no more agents than erlangs, everybody waits and no wait is long enough."""
    load = Load(agents, 120, 240)
    assert (share_waiting(load), answered_within(load, 30), mean_wait_s(load)) == (1.0, 0.0, inf)


def test_without_calls_nobody_waits() -> None:
    """An empty line is answered at once."""
    load = Load(3, 0, 240)
    assert (share_waiting(load), answered_within(load, 0), mean_wait_s(load)) == (0.0, 1.0, 0.0)


def test_handling_time_is_learned() -> None:
    """The mean of the talks there were; 240 s before the first."""
    assert mean_handling_s([]) == 240
    assert mean_handling_s([60, 120]) == 90
