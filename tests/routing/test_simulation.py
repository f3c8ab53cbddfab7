"""Days on a virtual clock, with the real choice: against Erlang C, then what no formula knows.

The long form, which also measures how far off the told wait is: `make soak-queue`.
"""

from dataclasses import replace
from statistics import mean, stdev

import pytest

from routing.forecast import Load, answered_within, mean_wait_s, share_waiting
from routing.rules import Level, Rules, Wider
from tests.routing.simulation import MIXED, Caller, Day, Person, simulate, within

SEEDS = range(10)
KFZ, ALL = Person({"kfz": 2}), Person({"kfz": 2, "citizen": 2})


@pytest.mark.parametrize(
    ("agents", "calls_per_hour", "warm_up", "calls"),
    [(10, 120, 100, 600), (12, 150, 150, 600), (60, 800, 300, 500), (140, 1900, 600, 400)],
)
def test_one_pool_waits_as_long_as_erlang_c_says(
    agents: int, calls_per_hour: int, warm_up: int, calls: int
) -> None:
    """Ten seeds, calls of 240 s: share that waits, share within 30 s and mean wait, each within two standard
    deviations of the mean over the seeds.
    """
    compare(Day([KFZ] * agents, calls_per_hour, calls=calls, warm_up=warm_up))


def compare(day: Day) -> None:
    load = Load(len(day.people), day.calls_per_hour, day.handling_s)
    days = [simulate(day, seed) for seed in SEEDS]
    for measured, expected in (
        ([mean(waited(c) > 0 for c in each) for each in days], share_waiting(load)),
        ([within(each, 30) for each in days], answered_within(load, 30)),
        ([mean(waited(c) for c in each) for each in days], mean_wait_s(load)),
    ):
        deviation = stdev(measured) / len(measured) ** 0.5
        assert abs(mean(measured) - expected) <= 2 * deviation, (load, mean(measured), expected)


def waited(caller: Caller) -> float:
    assert caller.waited_s is not None
    return caller.waited_s


def test_who_knows_more_is_asked_and_nobody_waits_for_ever() -> None:
    """Experts take most calls of their topic; one English speaker too few is made up for by wider circles."""
    people = [Person({"kfz": 3}, {"de": 3})] * 4 + [Person({"kfz": 1, "citizen": 2}, {"de": 3})] * 4
    mix = {("kfz", "de"): 0.6, ("citizen", "de"): 0.3, ("kfz", "en"): 0.1}
    rules = Rules(least=Level.WELL, wider=(Wider(45, least=1), Wider(90, languages={"en": "de"})))
    day = Day(people, 90, mix=mix, rules=rules, calls=500, warm_up=50)
    callers = simulate(day, 1)
    of_kfz = [c for c in callers if (c.ticket.skill, c.ticket.language) == ("kfz", "de")]
    english = [c for c in callers if c.ticket.language == "en"]
    assert all(c.answered_s is not None for c in callers)
    assert mean((c.by or 9) <= 4 for c in of_kfz) > 0.6
    assert all(waited(c) >= 90 for c in english)
    assert max(waited(c) for c in english) < max(300, max(waited(c) for c in of_kfz) + 120)
    narrow = simulate(replace(day, rules=Rules(least=Level.WELL)), 1)
    assert [c for c in narrow if c.ticket.language == "en" and c.answered_s is not None] == []


def test_the_impatient_leave_and_shorten_the_wait_of_the_others() -> None:
    """With more calls than can be handled the queue does not grow for ever: who has no patience hangs up."""
    day = Day([ALL] * 5, 100, patience_s=120.0, calls=500, warm_up=50)
    callers = simulate(day, 2)
    gone = [c for c in callers if c.gone_s is not None]
    assert 0.15 < len(gone) / len(callers) < 0.45
    assert all((c.gone_s is None) != (c.answered_s is None) for c in callers)
    assert max(waited(c) for c in callers if c.answered_s is not None) < 900


def test_a_call_back_keeps_the_place() -> None:
    """Who leaves a number after a minute is called when it is their turn, before all who came later."""
    day = Day([ALL] * 5, 74, call_back_after_s=60.0, reached=1.0, calls=500, warm_up=50)
    callers = [c for c in simulate(day, 3) if c.answered_s is not None]
    assert any(c.is_call_back for c in callers)
    answers = [c.answered_s for c in callers]
    assert answers == sorted(answers)  # type: ignore[type-var]
    tried = simulate(replace(day, reached=0.4), 3)
    given_up = [c for c in tried if c.gone_s is not None]
    assert given_up
    assert {c.tries for c in given_up} == {3}
    assert max(c.tries for c in tried) == 3


@pytest.mark.parametrize(
    "day",
    [Day([KFZ] * 10, 145, calls=700, warm_up=200), replace(MIXED, calls=400, warm_up=200)],
    ids=["one pool", "mixed skills"],
)
def test_the_told_wait_is_about_right(day: Day) -> None:
    """Over crowded days the mean of what was told is that of what came, and most were not far off: of all,
    and of those whose agents others may have, too, once they have waited a while.
    """
    callers = [c for seed in range(3) for c in simulate(replace(day, telling=True), seed) if c.told_s]
    for row in (callers, [c for c in callers if c.ticket.skill == "fuehrerschein"] or callers):
        told, came = [c.told_s or 0 for c in row], [waited(c) for c in row]
        assert mean(told) == pytest.approx(mean(came), rel=0.10)
        assert mean(abs(t - w) for t, w in zip(told, came, strict=True)) < 0.35 * mean(came)
