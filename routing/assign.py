"""Who takes which call: pure, total, the same answer for the same values, no randomness.

Tickets in the order of the queue (priority, then how long they wait, then id); each gets the agent who has
been idle longest among those who can do it. No database, no clock: values in, values out.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from routing.tickets import Agent, AgentState, Pairing, Waiting, Wants


def choose(tickets: Iterable[Waiting], agents: Iterable[Agent], now: datetime) -> list[Pairing]:
    """Pair waiting tickets with free agents; nobody appears twice.

    An agent never gets a ticket whose skill or language they lack, nor one that they did not take before.
    A ticket whose `not_before` lies ahead is left alone.
    """
    free = _Free(agents)
    pairings: list[Pairing] = []
    for ticket in sorted(tickets, key=order_of_the_queue):
        if not free:
            break
        if ticket.not_before is None or ticket.not_before <= now:
            agent = free.take(ticket)
            if agent is not None:
                pairings.append(Pairing(ticket.id, agent.id, explain(ticket, agent, now)))
    return pairings


def order_of_the_queue(ticket: Waiting) -> tuple[int, datetime, int]:
    """Higher priority first, then who has waited longest, then the older ticket."""
    return (-ticket.priority, ticket.enqueued_at, ticket.id)


def explain(ticket: Waiting, agent: Agent, now: datetime) -> str:
    """The sentence that is kept with the ring."""
    idle = max(0, int((now - agent.idle_since).total_seconds()))
    return f"agent {agent.id}: {ticket.skill}, {ticket.language}, idle longest, {idle} s"


class _Free:
    """The free agents, longest idle first, found by skill and language."""

    def __init__(self, agents: Iterable[Agent]) -> None:
        ready = sorted(
            (a for a in agents if a.wants is Wants.AVAILABLE and a.state is AgentState.IDLE),
            key=lambda agent: (agent.idle_since, agent.id),
        )
        self._left = {agent.id for agent in ready}
        self._able: dict[tuple[str, str], list[Agent]] = defaultdict(list)
        for agent in ready:
            for skill in agent.skills:
                for language in agent.languages:
                    self._able[skill, language].append(agent)

    def __bool__(self) -> bool:
        return bool(self._left)

    def take(self, ticket: Waiting) -> Agent | None:
        """The longest idle agent for this ticket, who is then free no more; None if there is none."""
        able: Sequence[Agent] = self._able.get((ticket.skill, ticket.language), ())
        for agent in able:
            if agent.id in self._left and agent.id not in ticket.declined_by:
                self._left.remove(agent.id)
                return agent
        return None
