"""What callers are told of their place and their wait."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from routing import (
    Outlook,
    Ticket,
    Wants,
    agents_on_duty,
    assign,
    outlook,
    picked_up,
    set_wants,
    talk_over,
)
from routing.estimate import estimate
from routing.line_up import Profile
from routing.rules import Level, Rules, Wider
from routing.tickets import Agent, AgentState, Waiting
from tests.routing.conftest import NOW, new_agent

Waits = Callable[..., Ticket]


def test_position_counts_who_is_ahead_for_the_same_skill(session: Session, waits: Waits) -> None:
    """Those who wait longer for the same skill are ahead; those for another skill are not."""
    waits("CA1")
    waits("CA2", skill="fuehrerschein")
    last = waits("CA3", now=NOW + timedelta(seconds=5))
    assert outlook(session, last, now=NOW).position == 2


def test_nobody_on_duty_means_no_estimate(session: Session, waits: Waits) -> None:
    """With no agent on duty who could take the call, nothing is promised."""
    new_agent(session, skills=("fuehrerschein",))
    new_agent(session, "bo", wants=Wants.BREAK)
    assert outlook(session, waits(), now=NOW) == Outlook(1, None)


def test_expected_wait_divides_the_queue_by_those_on_duty(session: Session, waits: Waits) -> None:
    """Two on duty, both busy, and no talks to learn from: the second in line waits for 240 s."""
    for name in ("ada", "bo"):
        new_agent(session, name)
        waits(f"CA {name}")
    assert len(assign(session, now=NOW)) == 2
    waits("CA1")
    assert outlook(session, waits("CA2"), now=NOW) == Outlook(2, 240)


def test_who_can_be_taken_at_once_is_not_told_to_wait(session: Session, waits: Waits) -> None:
    """Two are free: the first two in line wait for nobody, the third for the first of them to be done."""
    for name in ("ada", "bo"):
        new_agent(session, name)
    made = [waits(f"CA{n}") for n in range(3)]
    told = [outlook(session, each, now=NOW) for each in made]
    assert told == [Outlook(1, 0), Outlook(2, 0), Outlook(3, 120)]


def test_expected_wait_learns_from_talks(session: Session, waits: Waits) -> None:
    """After a talk of a minute, a minute is what is expected."""
    new_agent(session)
    talk = waits("CA1")
    picked_up(session, talk.id, assign(session, now=NOW)[0].attempt, now=NOW)
    talk_over(session, talk.id, now=NOW + timedelta(seconds=60))
    assert outlook(session, waits("CA2"), now=NOW) == Outlook(1, 60)


def test_on_duty_is_who_takes_calls_free_or_not(session: Session, waits: Waits) -> None:
    """An agent in a call is on duty; one on a break, or without the language, is not."""
    busy = new_agent(session)
    new_agent(session, "bo", languages=("de", "en"))
    new_agent(session, "cy", languages=("en",))
    made = waits()
    picked_up(session, made.id, assign(session, now=NOW)[0].attempt, now=NOW)
    assert agents_on_duty(session, made) == 2
    set_wants(session, busy, Wants.BREAK, now=NOW)
    assert agents_on_duty(session, made) == 1
    rules = {made.line: Rules(wider=(Wider(90, languages={"de": "en"}),))}
    assert agents_on_duty(session, made, rules) == 2


def busy_agents(*topics: str) -> list[Agent]:
    """One for each word: "kfz" or "kfz+fs"."""
    return [
        Agent(n, dict.fromkeys(words.split("+"), 2), {"de": 2}, Wants.AVAILABLE, AgentState.IN_CALL, NOW)
        for n, words in enumerate(topics)
    ]


@pytest.mark.parametrize(
    ("waited_s", "ahead", "agents", "told"),
    [
        (0, {"kfz": 2}, ["kfz", "kfz"], Outlook(3, 360)),
        # Two ahead take two agents 240 s, whoever of them is free first; then it takes mine as long again.
        (0, {"fs": 2}, ["kfz+fs", "fs"], Outlook(3, 480)),
        (0, {"fs": 9}, ["kfz", "fs"], Outlook(1, 240)),
        # Who can do both serves who has waited longest: both rows are done when fifteen have served ten.
        (0, {"kfz": 5, "fs": 5}, ["kfz"] * 5 + ["fs"] * 5 + ["kfz+fs"] * 5, Outlook(11, 184)),
        # One row needs all whom it can have: the other has its own.
        (0, {"kfz": 2, "fs": 20}, ["kfz"] * 2 + ["fs"] + ["kfz+fs"] * 1, Outlook(23, 320)),
        # Nobody knows the topic; in 60 s, all are asked, and the first of them is free long after that.
        (30, {}, ["other"], Outlook(1, 240)),
        (30, {}, ["other"] * 12, Outlook(1, 60)),
        (0, {"kfz": 1}, [], Outlook(2, None)),
    ],
)
def test_the_estimate(waited_s: int, ahead: dict[str, int], agents: list[str], told: Outlook) -> None:
    """Calls of 240 s: who is ahead counts as far as they ask for the same agents; wider circles take time."""
    rules = {"": Rules(wider=(Wider(90, topics={"kfz": "other"}),))}
    here = Waiting(1, "", "kfz", "de", NOW - timedelta(seconds=waited_s))
    rows = {Profile("", topic, "de"): count for topic, count in ahead.items()}
    assert estimate(here, rows, busy_agents(*agents), 240, NOW, rules) == told


def test_who_is_ahead_takes_agents_of_this_row_once_their_circle_widens() -> None:
    """Six who wait for another topic are offered to the agent of this one, too, after 45 s: from then on
    two serve seven. Who is served before that has nobody ahead.
    """
    rules = {"": Rules(least=Level.WELL, wider=(Wider(45, least=Level.A_LITTLE),))}
    agents = [
        Agent(1, {"citizen": 2}, {"de": 2}, Wants.AVAILABLE, AgentState.IN_CALL, NOW),
        Agent(2, {"fs": 2, "citizen": 1}, {"de": 2}, Wants.AVAILABLE, AgentState.IN_CALL, NOW),
    ]
    here, ahead = Waiting(1, "", "fs", "de", NOW), {Profile("", "citizen", "de"): 6}
    assert estimate(here, ahead, agents, 240, NOW, rules) == Outlook(1, 960)
    assert estimate(here, ahead, agents, 40, NOW, rules) == Outlook(1, 40)
