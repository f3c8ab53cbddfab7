"""The rules of the assignment in their plainest words, without a thought of speed: `choose` must agree."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from routing.circles import suited
from routing.rules import PLAIN, Rules
from routing.tickets import Agent, AgentState, Waiting, Wants

Rank = tuple[int, int, int, float, int]


def rank(ticket: Waiting, agent: Agent, now: datetime, rules: Rules = PLAIN) -> Rank | None:
    """How well an agent suits a call, the lower the better; None when they cannot take it."""
    if agent.wants is not Wants.AVAILABLE or agent.state is not AgentState.IDLE:
        return None
    if ticket.not_before is not None and ticket.not_before > now:
        return None
    missed_at = ticket.missed.get(agent.id)
    if missed_at is not None and (now - missed_at).total_seconds() < rules.again_s:
        return None
    waited_s = (now - ticket.counts_from).total_seconds()
    open_steps = [
        step
        for number, step in enumerate(rules.steps(ticket.skill, ticket.language))
        if not number or step.after_s <= waited_s
    ]
    able = [(n, found.fit) for n, s in enumerate(open_steps) if (found := suited(agent, ticket.line, s))]
    if not able:
        return None
    number, fit = able[0]
    if missed_at is not None:
        number, fit = 0, suited(agent, ticket.line, open_steps[-1]).fit  # type: ignore[union-attr]
    return (missed_at is not None, number, -fit, agent.idle_since.timestamp(), agent.id)


def plain_choice(
    tickets: Sequence[Waiting], agents: Sequence[Agent], now: datetime, rules: Mapping[str, Rules]
) -> list[tuple[int, int]]:
    """Pairs of ticket and agent: turn by turn the first in line, and the best for it."""
    turns = [(t.counts_from, t.id, False, t) for t in tickets]
    for ticket in tickets:
        if ticket.own_agent is not None:
            lead = timedelta(seconds=rules.get(ticket.line, PLAIN).own_lead_s)
            turns.append((ticket.counts_from - lead, ticket.id, True, ticket))
    pairs: dict[int, int] = {}
    for *_, own, ticket in sorted(turns, key=lambda turn: (turn[0], turn[1], not turn[2])):
        line = rules.get(ticket.line, PLAIN)
        free = [a for a in agents if a.id not in pairs.values()]
        ranks = {agent.id: rank(ticket, agent, now, line) for agent in free}
        if own:
            ranks = {a.id: own_rank(ticket, a, now, line) for a in free if a.id == ticket.own_agent}
        able = {id_: rank for id_, rank in ranks.items() if rank is not None}
        if able and ticket.id not in pairs:
            pairs[ticket.id] = min(able, key=lambda id_: able[id_])
    return list(pairs.items())


def own_rank(ticket: Waiting, agent: Agent, now: datetime, rules: Rules) -> Rank | None:
    """The own agent need not wait for the circles to widen."""
    long_ago = Waiting(
        ticket.id, ticket.line, ticket.skill, ticket.language, now - timedelta(days=9), ticket.not_before
    )
    return None if agent.id in ticket.missed else rank(long_ago, agent, now, rules)
