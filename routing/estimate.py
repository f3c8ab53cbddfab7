"""What a waiting caller is told: the place in line, and how long it may take. Pure.

Our own estimate, since the carrier's mean wait is that of those who wait now, and no forecast. Each of n
agents is done once in `handling_s`; so the queue moves on every `handling_s / n`. Of those ahead, each counts
with the share of its own agents that this caller could have, too.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from routing.circles import suited
from routing.line_up import Profile, profile_of
from routing.rules import PLAIN, Rules
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
    mine, opens_s = _circle(profile_of(here), agents, waited_s, rules)
    shares = {profile: _share(profile, mine, agents, rules) for profile in ahead}
    rivals = sum(count for profile, count in ahead.items() if shares[profile] or profile == profile_of(here))
    if not mine:
        return Outlook(rivals + 1, None)
    line = rules.get(here.line, PLAIN)
    free = sum(agent.state is AgentState.IDLE and _may(agent, here, now, line) for agent in mine.values())
    in_front = sum(count * shares[profile] for profile, count in ahead.items())
    wait_s = 0.0 if in_front < free else (in_front + 1 - free) * handling_s / len(mine)
    return Outlook(rivals + 1, round(max(wait_s, opens_s)))


def could_ever(here: Waiting, agents: Sequence[Agent], rules: Mapping[str, Rules]) -> list[Agent]:
    """The agents who could take this call, if it waited long enough."""
    widest = rules.get(here.line, PLAIN).steps(here.skill, here.language)[-1]
    return [agent for agent in agents if suited(agent, here.line, widest)]


def _circle(
    profile: Profile, agents: Sequence[Agent], waited_s: float, rules: Mapping[str, Rules]
) -> tuple[dict[int, Agent], float]:
    """All of the widest circle that is open by now, else of the first that will be; and in how many s."""
    found: tuple[dict[int, Agent], float] = {}, 0.0
    for step in rules.get(profile.line, PLAIN).steps(profile.topic, profile.language):
        opens_s = max(0.0, step.after_s - waited_s) if step.after_s else 0.0
        if found[0] and opens_s:
            break
        able = {agent.id: agent for agent in agents if suited(agent, profile.line, step)}
        found = able, opens_s if able else 0.0
    return found


def _share(
    profile: Profile, mine: Mapping[int, Agent], agents: Sequence[Agent], rules: Mapping[str, Rules]
) -> float:
    """The share of the agents of `profile` who are `mine`, too: 0 to 1."""
    theirs, _ = _circle(profile, agents, 0.0, rules)
    return len(theirs.keys() & mine.keys()) / len(theirs) if theirs else 0.0


def _may(agent: Agent, here: Waiting, now: datetime, rules: Rules) -> bool:
    missed_at = here.missed.get(agent.id)
    return missed_at is None or (now - missed_at).total_seconds() >= rules.again_s
