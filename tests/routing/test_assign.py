"""`choose`: right for any tickets and agents, by the rules of any line, and explained."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routing.assign import choose
from routing.line_up import LineUp
from routing.rules import Level, Rules, Wider
from routing.tickets import Agent, AgentState, Waiting, Wants
from tests.routing.conftest import NOW
from tests.routing.plain_choice import plain_choice, rank

TOPICS, LANGUAGES, LINES = ("kfz", "fuehrerschein", "citizen"), ("de", "en"), ("termine", "115")
RULES = {
    "termine": Rules(
        titles={"kfz": "Kfz-Zulassung", "citizen": "Allgemeines"},
        least=Level.WELL,
        wider=(
            Wider(45, least=Level.A_LITTLE),
            Wider(90, topics={"kfz": "citizen", "fuehrerschein": "citizen"}, languages={"en": "de"}),
        ),
    )
}
some_ids = st.lists(st.integers(1, 7), unique=True, max_size=7)
levels = st.integers(Level.A_LITTLE, Level.BEST)


def ago(most: int) -> st.SearchStrategy[datetime]:
    return st.integers(-10, most).map(lambda s: NOW - timedelta(seconds=s))


def tickets_of(ids: list[int]) -> st.SearchStrategy[list[Waiting]]:
    one = st.builds(
        Waiting,
        id=st.just(0),
        line=st.sampled_from(LINES),
        skill=st.sampled_from(TOPICS),
        language=st.sampled_from(LANGUAGES),
        counts_from=ago(150),
        not_before=st.none() | ago(20),
        missed=st.dictionaries(st.integers(1, 7), ago(120), max_size=3),
        own_agent=st.none() | st.integers(1, 7),
    )
    return st.lists(one, min_size=len(ids), max_size=len(ids)).map(
        lambda made: [replace(each, id=id_) for id_, each in zip(ids, made, strict=True)]
    )


def agents_of(ids: list[int]) -> st.SearchStrategy[list[Agent]]:
    one = st.builds(
        Agent,
        id=st.just(0),
        skills=st.dictionaries(st.sampled_from(TOPICS), levels),
        languages=st.dictionaries(st.sampled_from(LANGUAGES), levels),
        wants=st.sampled_from([Wants.AVAILABLE, Wants.AVAILABLE, Wants.AVAILABLE, Wants.BREAK]),
        state=st.sampled_from([AgentState.IDLE, AgentState.IDLE, AgentState.IDLE, AgentState.IN_CALL]),
        idle_since=ago(40),
        lines=st.just({}) | st.dictionaries(st.sampled_from(LINES), levels),
    )
    return st.lists(one, min_size=len(ids), max_size=len(ids)).map(
        lambda made: [replace(each, id=id_) for id_, each in zip(ids, made, strict=True)]
    )


some_tickets, some_agents = some_ids.flatmap(tickets_of), some_ids.flatmap(agents_of)
rules_of_lines = st.sampled_from([RULES, {}])


@settings(max_examples=60, deadline=None)
@given(some_tickets, some_agents, rules_of_lines, st.randoms(use_true_random=False))
def test_any_tickets_and_agents_are_paired_by_the_rules(
    tickets: list[Waiting], agents: list[Agent], rules: Mapping[str, Rules], dice: object
) -> None:
    """Total, the same however the values are ordered, and what the rules say in their plainest words."""
    pairs = choose(tickets, agents, NOW, rules)
    assert {(p.ticket_id, p.agent_id) for p in pairs} == set(plain_choice(tickets, agents, NOW, rules))
    assert len({p.ticket_id for p in pairs}) == len({p.agent_id for p in pairs}) == len(pairs)
    dice.shuffle(tickets)  # type: ignore[attr-defined]
    dice.shuffle(agents)  # type: ignore[attr-defined]
    assert choose(tickets, agents, NOW, rules) == pairs


@settings(max_examples=60, deadline=None)
@given(some_tickets, some_agents, rules_of_lines)
def test_a_better_match_never_loses_and_nobody_is_left_over(
    tickets: list[Waiting], agents: list[Agent], rules: Mapping[str, Rules]
) -> None:
    """Who stays free suits no chosen call better than who got it, unless it went to the caller's own agent;
    and could take no call that waits on.
    """
    pairs = {p.ticket_id: p.agent_id for p in choose(tickets, agents, NOW, rules)}
    who = {agent.id: agent for agent in agents}
    left = [agent for agent in agents if agent.id not in pairs.values()]
    for ticket in tickets:
        of_line = rules.get(ticket.line, Rules())
        ranks = [found for agent in left if (found := rank(ticket, agent, NOW, of_line))]
        if ticket.id not in pairs:
            assert not ranks
        elif pairs[ticket.id] != ticket.own_agent:
            chosen = rank(ticket, who[pairs[ticket.id]], NOW, of_line)
            assert chosen is not None
            assert all(chosen < other for other in ranks)


def agent(id_: int, idle_s: int = 42, state: AgentState = AgentState.IDLE, **knows: int) -> Agent:
    """`agent(17, kfz=3, tr=2)`; two letters are a language."""
    languages = {name: level for name, level in knows.items() if len(name) == 2}
    skills = {name: level for name, level in knows.items() if len(name) > 2}
    return Agent(id_, skills, languages, Wants.AVAILABLE, state, NOW - timedelta(seconds=idle_s))


def call(waits_s: int = 0, topic: str = "kfz", language: str = "tr", id_: int = 1, **more: object) -> Waiting:
    since = NOW - timedelta(seconds=waits_s)
    return Waiting(id_, "termine", topic, language, since, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ticket", "agents", "why"),
    [
        (
            call(),
            [agent(17, kfz=2, tr=2), agent(3, 10, kfz=2, tr=2)],
            "Agent 17: Kfz-Zulassung und Türkisch, am längsten frei, 42 s",
        ),
        (
            call(),
            [agent(17, kfz=3, tr=2), agent(3, 99, kfz=2, tr=2)],
            "Agent 17: Kfz-Zulassung und Türkisch, am besten geeignet, frei seit 42 s",
        ),
        (
            call(own_agent=5),
            [agent(17, 99, kfz=3, tr=3), agent(5, kfz=1, tr=1)],
            "Agent 5: Kfz-Zulassung und Türkisch, sprach zuletzt mit dieser Person, frei seit 42 s",
        ),
        (call(44, language="en"), [agent(4, citizen=2, de=2), agent(9, kfz=1, en=3)], None),
        (
            call(45, language="en"),
            [agent(4, citizen=2, de=2), agent(9, kfz=1, en=3)],
            "Agent 9: Kfz-Zulassung und Englisch, weiter gesucht nach 45 s, am längsten frei, 42 s",
        ),
        (
            call(90, language="en"),
            [agent(4, citizen=2, de=2)],
            "Agent 4: Allgemeines und Deutsch, weiter gesucht nach 90 s, am längsten frei, 42 s",
        ),
        (call(missed={17: NOW - timedelta(seconds=59)}), [agent(17, kfz=2, tr=2)], None),
        (
            call(missed={17: NOW - timedelta(seconds=60)}),
            [agent(17, kfz=2, tr=2)],
            "Agent 17: Kfz-Zulassung und Türkisch, noch einmal, da sonst niemand frei ist, frei seit 42 s",
        ),
        (
            call(missed={17: NOW - timedelta(seconds=60)}),
            [agent(17, kfz=3, tr=3), agent(3, 1, kfz=2, tr=2)],
            "Agent 3: Kfz-Zulassung und Türkisch, am längsten frei, 1 s",
        ),
    ],
)
def test_the_choice_is_explained_in_a_sentence(ticket: Waiting, agents: list[Agent], why: str | None) -> None:
    """Who was chosen for what, on which ground: level, longest free, own caller, wider search, once more."""
    assert [pair.why for pair in choose([ticket], agents, NOW, RULES)] == ([why] if why else [])


def test_an_own_caller_comes_a_little_ahead_and_no_more() -> None:
    """For the own agent a caller counts as 60 s ahead; somebody who waits longer than that is first."""
    for ahead_s, first in ((59, 2), (61, 1)):
        waits = [call(ahead_s + 5, id_=1), call(5, id_=2, own_agent=17)]
        assert [p.ticket_id for p in choose(waits, [agent(17, kfz=2, tr=2)], NOW, RULES)] == [first]


def test_nobody_starves_behind_those_of_higher_priority() -> None:
    """Two steps of priority are worth four minutes: who came five minutes earlier is still first."""
    rules = Rules(priorities={"fuehrerschein": 2}, step_s=120)
    plain = rules.counts_from("kfz", NOW)
    for later_s, first in ((239, "fuehrerschein"), (241, "kfz")):
        urgent = rules.counts_from("fuehrerschein", NOW + timedelta(seconds=later_s))
        assert ("kfz" if plain < urgent else "fuehrerschein") == first


def test_who_comes_and_goes_leaves_the_others_in_order() -> None:
    """A line-up that is kept gives the same as one that is made anew; who is not there cannot go."""
    waits = [call(n % 5, id_=n, own_agent=n % 3 or None) for n in range(1, 12)]
    kept = LineUp(waits[:6])
    for each in waits[6:]:
        kept.add(each)
    for gone in (waits[0], waits[7]):
        kept.remove(gone)
    with pytest.raises(LookupError):
        kept.remove(waits[0])
    left = [each for each in waits if each not in (waits[0], waits[7])]
    assert len(kept) == len(left)
    free = [agent(n, n, kfz=2, tr=2) for n in range(1, 5)]
    assert choose(kept, free, NOW, RULES) == choose(left, free, NOW, RULES)
