"""`choose`: right for any tickets and agents, and explained."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from routing.assign import choose, order_of_the_queue
from routing.tickets import Agent, AgentState, Waiting, Wants
from tests.routing.conftest import NOW

SKILLS, LANGUAGES = ("kfz", "fuehrerschein", "buergerservice"), ("de", "en", "tr")
seconds = st.integers(-3600, 3600).map(lambda s: NOW + timedelta(seconds=s))


def tickets_of(ids: list[int]) -> st.SearchStrategy[list[Waiting]]:
    return st.tuples(
        *(
            st.builds(
                Waiting,
                id=st.just(id_),
                skill=st.sampled_from(SKILLS),
                language=st.sampled_from(LANGUAGES),
                enqueued_at=seconds,
                priority=st.integers(-1, 2),
                not_before=st.none() | seconds,
                declined_by=st.frozensets(st.integers(1, 6), max_size=4),
            )
            for id_ in ids
        )
    ).map(list)


def agents_of(ids: list[int]) -> st.SearchStrategy[list[Agent]]:
    return st.tuples(
        *(
            st.builds(
                Agent,
                id=st.just(id_),
                name=st.just("ada"),
                contact=st.just("client:ada"),
                skills=st.frozensets(st.sampled_from(SKILLS)),
                languages=st.frozensets(st.sampled_from(LANGUAGES)),
                wants=st.sampled_from(Wants),
                state=st.sampled_from(AgentState),
                idle_since=seconds,
            )
            for id_ in ids
        )
    ).map(list)


ids = st.lists(st.integers(1, 6), unique=True)
some_tickets, some_agents = ids.flatmap(tickets_of), ids.flatmap(agents_of)


def could(agent: Agent, ticket: Waiting) -> bool:
    """The rule in its plainest words."""
    return (
        agent.wants is Wants.AVAILABLE
        and agent.state is AgentState.IDLE
        and ticket.skill in agent.skills
        and ticket.language in agent.languages
        and agent.id not in ticket.declined_by
        and (ticket.not_before is None or ticket.not_before <= NOW)
    )


@given(some_tickets, some_agents)
def test_only_who_can_take_a_call_gets_it(tickets: list[Waiting], agents: list[Agent]) -> None:
    """Never a wrong skill or language, an agent who declined, or one who is busy; nobody twice."""
    pairs = choose(tickets, agents, NOW)
    by_id, who = {t.id: t for t in tickets}, {a.id: a for a in agents}
    assert all(could(who[p.agent_id], by_id[p.ticket_id]) for p in pairs)
    assert len({p.ticket_id for p in pairs}) == len({p.agent_id for p in pairs}) == len(pairs)


@given(some_tickets, some_agents)
def test_nobody_is_left_who_could_be_paired(tickets: list[Waiting], agents: list[Agent]) -> None:
    """No ticket waits while an agent who could take it stays free."""
    pairs = choose(tickets, agents, NOW)
    taken, busy = {p.ticket_id for p in pairs}, {p.agent_id for p in pairs}
    waiting = [t for t in tickets if t.id not in taken]
    assert not any(could(a, t) for t in waiting for a in agents if a.id not in busy)


@given(some_tickets, some_agents, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    tickets: list[Waiting], agents: list[Agent], dice: object
) -> None:
    """The same values give the same pairs, however the database happened to return them."""
    expected = choose(tickets, agents, NOW)
    dice.shuffle(tickets)  # type: ignore[attr-defined]
    dice.shuffle(agents)  # type: ignore[attr-defined]
    assert choose(tickets, agents, NOW) == expected


@given(some_tickets, some_agents)
def test_the_first_in_line_is_served_first(tickets: list[Waiting], agents: list[Agent]) -> None:
    """Who is ahead gets the longest idle of all who can take the call, whoever else waits."""
    ready = [t for t in tickets if any(could(a, t) for a in agents)]
    pairs = choose(tickets, agents, NOW)
    if not ready:
        assert pairs == []
        return
    first = min(ready, key=order_of_the_queue)
    idlest = min((a for a in agents if could(a, first)), key=lambda a: (a.idle_since, a.id))
    assert (pairs[0].ticket_id, pairs[0].agent_id) == (first.id, idlest.id)


def test_the_choice_is_explained() -> None:
    """The sentence names the agent, the need and the idle time."""
    agent = Agent(
        17,
        "ada",
        "client:ada",
        frozenset({"kfz"}),
        frozenset({"tr"}),
        Wants.AVAILABLE,
        AgentState.IDLE,
        NOW - timedelta(seconds=42),
    )
    (pair,) = choose([Waiting(1, "kfz", "tr", NOW)], [agent], NOW)
    assert pair.why == "agent 17: kfz, tr, idle longest, 42 s"
