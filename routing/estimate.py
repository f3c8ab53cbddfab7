"""What a waiting caller is told: the place in line, and how long it may take. Pure.

Our own estimate, since the carrier's mean wait is that of those who wait now, and no forecast. Each of n
agents is done once in `handling_s`; so the queue moves on every `handling_s / n`. Of those ahead, each counts
with the share of its own agents that this caller could have, too. Where circles widen, the soonest counts.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from routing.circles import suited
from routing.line_up import Profile, profile_of
from routing.rules import PLAIN, Rules, Step
from routing.tickets import Agent, AgentState, Outlook, Waiting


def estimate(
    here: Waiting,
    ahead: Mapping[Profile, int],
    agents: Sequence[Agent],
    handling_s: float,
    now: datetime,
    rules: Mapping[str, Rules],
) -> Outlook:
    """The outlook of the caller `here`. `ahead`: how many are ahead in the queue, by what they ask for;
    `agents`: all who take calls now, be they free or in a call; `handling_s`: talk and wrap-up, on average.
    """
    waited_s = (now - here.counts_from).total_seconds()
    theirs = {profile: _first_circle(profile, agents, rules) for profile in ahead}
    line = rules.get(here.line, PLAIN)
    waits: list[float] = []
    rivals = 0
    for step in line.steps(here.skill, here.language):
        mine = _circle(here.line, step, agents)
        shares = {each: len(able & mine.keys()) / len(able) if able else 0.0 for each, able in theirs.items()}
        if not waits:  # the place is that among those who ask for the same agents as this caller does first
            own = profile_of(here)
            rivals = sum(number for each, number in ahead.items() if shares[each] or each == own)
        if mine:
            free = sum(a.state is AgentState.IDLE and _may(a, here, now, line) for a in mine.values())
            in_front = sum(number * shares[each] for each, number in ahead.items())
            wait_s = 0.0 if in_front < free else (in_front + 1 - free) * handling_s / len(mine)
            waits.append(max(wait_s, step.after_s - waited_s if step.after_s else 0.0))
    return Outlook(rivals + 1, round(min(waits)) if waits else None)


def could_ever(here: Waiting, agents: Sequence[Agent], rules: Mapping[str, Rules]) -> list[Agent]:
    """The agents who could take this call, if it waited long enough."""
    widest = rules.get(here.line, PLAIN).steps(here.skill, here.language)[-1]
    return [agent for agent in agents if suited(agent, here.line, widest)]


def _circle(line: str, step: Step, agents: Sequence[Agent]) -> dict[int, Agent]:
    return {agent.id: agent for agent in agents if suited(agent, line, step)}


def _first_circle(profile: Profile, agents: Sequence[Agent], rules: Mapping[str, Rules]) -> frozenset[int]:
    """The agents of the narrowest circle that is not empty."""
    steps = rules.get(profile.line, PLAIN).steps(profile.topic, profile.language)
    circles = (_circle(profile.line, step, agents) for step in steps)
    return frozenset(next((circle for circle in circles if circle), {}))


def _may(agent: Agent, here: Waiting, now: datetime, rules: Rules) -> bool:
    missed_at = here.missed.get(agent.id)
    return missed_at is None or (now - missed_at).total_seconds() >= rules.again_s
