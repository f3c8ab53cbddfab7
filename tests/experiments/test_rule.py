"""When one of two versions is said to be worse, by simulation: seldom without reason, soon with one."""

from random import Random

import pytest

from ivr.experiments.drawing import draw
from ivr.experiments.rule import ALPHA, block, course, evidence, wilson, worse

RUNS, CALLS = 300, 600


def alarms(first: float, second: float, share: int, seed: int) -> list[int]:
    """After how many blocks each of many experiments says that one is worse, looked at after every call."""
    random, found = Random(seed), []
    for _ in range(RUNS):
        arms: tuple[list[bool], list[bool]] = ([], [])
        for _ in range(CALLS):
            arm = random.random() * 100 < share
            arms[arm].append(random.random() < (second if arm else first))
        seen = enumerate(course(*arms, share))
        found += [next(at for at, each in seen if each >= 1 / ALPHA)] if worse_ever(arms, share) else []
    return found


def worse_ever(arms: tuple[list[bool], list[bool]], share: int) -> bool:
    return max(course(*arms, share)) >= 1 / ALPHA


@pytest.mark.parametrize(("share", "rate"), [(50, 0.4), (20, 0.1)])
def test_versions_that_are_alike_are_seldom_told_apart(share: int, rate: float) -> None:
    """In five of a hundred experiments at most, however often one looks; a fixed test would in thirty."""
    assert len(alarms(rate, rate, share, seed=7)) <= RUNS * ALPHA


def test_a_worse_version_is_found_soon() -> None:
    """Of calls that book by themselves, three in ten instead of a half."""
    found = alarms(0.5, 0.3, 50, seed=11)
    assert len(found) > 0.9 * RUNS
    assert sorted(found)[len(found) // 2] < CALLS / 4
    assert worse([False] * 60, [True] * 60, 50) == 0
    assert worse([True] * 60, [False] * 60, 50) == 1
    assert worse([True, False] * 60, [False, True] * 60, 50) is None


def test_what_is_known_of_a_rate() -> None:
    """Wilson's interval, by his own formula; everything where nothing was seen."""
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-3)
    assert wilson(50, 100) == pytest.approx((0.4038, 0.5962), abs=1e-3)
    assert evidence([], [True], 20) == 1.0
    assert [block(share) for share in (1, 20, 50, 90)] == [(20, 1), (4, 1), (1, 1), (1, 9)]


def test_the_draw_is_fair_and_stays() -> None:
    """A call draws the same again; of many calls, the share that was set."""
    drawn = [draw(3, f"CA{n:032x}") for n in range(5000)]
    assert drawn == [draw(3, f"CA{n:032x}") for n in range(5000)]
    assert 0.18 < sum(each < 20 for each in drawn) / 5000 < 0.22
