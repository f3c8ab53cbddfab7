"""The free agents in circles: who may take a call at once, and who is asked when it has waited on."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from routing.line_up import Profile, profile_of
from routing.rules import PLAIN, Demand, Level, Rules, Step
from routing.tickets import Agent, Waiting

LONGEST_FREE = "am längsten frei, {idle_s} s"
BEST_SUITED = "am besten geeignet, frei seit {idle_s} s"
LAST_TALK = "sprach zuletzt mit dieser Person, frei seit {idle_s} s"
ONCE_MORE = "noch einmal, da sonst niemand frei ist, frei seit {idle_s} s"


@dataclass(frozen=True, slots=True)
class Found:
    """An agent for a call, and why: the demand that they meet, and how long it had to wait for that.

    `topic`: that of the demand, as people call it.
    """

    agent: Agent
    demand: Demand
    ground: str
    topic: str
    after_s: int = 0


@dataclass(frozen=True, slots=True)
class Suited:
    """An agent who meets a demand; `fit` is the higher, the better they know what is asked for."""

    agent: Agent
    demand: Demand
    fit: int


def suited(agent: Agent, line: str, step: Step) -> Suited | None:
    """The demand of this step that the agent meets best; None when they meet none."""
    on_line = agent.lines.get(line, 0) if agent.lines else Level.WELL
    best = None
    for demand in step.demands:
        knows, speaks = agent.skills.get(demand.topic, 0), agent.languages.get(demand.language, 0)
        if min(knows, speaks, on_line) >= demand.least:
            fit = knows + speaks + on_line
            if best is None or fit > best.fit:
                best = Suited(agent, demand, fit)
    return best


class Circles:
    """The free agents of one decision; each is taken once. False when all are gone."""

    def __init__(self, free: Iterable[Agent], rules: Mapping[str, Rules]) -> None:
        self._rules = rules
        self._left = {agent.id: agent for agent in free}
        self._knowing: dict[str, list[Agent]] = defaultdict(list)
        self._steps: dict[Profile, tuple[Step, ...]] = {}
        self._circles: dict[tuple[Profile, int], list[Suited]] = {}
        for agent in self._left.values():
            for skill in agent.skills:
                self._knowing[skill].append(agent)

    def __bool__(self) -> bool:
        return bool(self._left)

    def take(self, ticket: Waiting, now: datetime) -> Found | None:
        """Who takes this call, and is then free no more; None if nobody can yet."""
        profile = profile_of(ticket)
        waited_s = (now - ticket.counts_from).total_seconds()
        found = None
        for number, step in enumerate(self._steps_of(profile)):
            if step.after_s > waited_s and number:
                break
            found = self._first_in(self._circle(profile, number), ticket, step.after_s)
            if found is not None:
                break
        found = found or self._once_more(ticket, profile, waited_s, now)
        if found is not None:
            del self._left[found.agent.id]
        return found

    def own(self, ticket: Waiting) -> Found | None:
        """The agent who talked to this caller last, if free and able to take this call, too."""
        agent = self._left.get(ticket.own_agent) if ticket.own_agent is not None else None
        if agent is None or agent.id in ticket.missed:
            return None
        able = suited(agent, ticket.line, self._widest(profile_of(ticket)))
        if able is None:
            return None
        del self._left[agent.id]
        return self._found(ticket, able, LAST_TALK)

    def _first_in(self, circle: list[Suited], ticket: Waiting, after_s: int) -> Found | None:
        while circle and circle[-1].agent.id not in self._left:
            circle.pop()
        for each in reversed(circle):
            if each.agent.id in self._left and each.agent.id not in ticket.missed:
                ground = BEST_SUITED if each.fit > circle[0].fit else LONGEST_FREE
                return self._found(ticket, each, ground, after_s)
        return None

    def _once_more(self, ticket: Waiting, profile: Profile, waited_s: float, now: datetime) -> Found | None:
        """Somebody who missed this call a while ago: before it waits for nobody at all."""
        again_s = self._rules.get(ticket.line, PLAIN).again_s
        steps = [step for step in self._steps_of(profile) if step.after_s <= waited_s or not step.after_s]
        due = (
            suited(self._left[agent_id], ticket.line, steps[-1])
            for agent_id, at in ticket.missed.items()
            if agent_id in self._left and (now - at).total_seconds() >= again_s
        )
        able = sorted((each for each in due if each is not None), key=_worst_first)
        return self._found(ticket, able[-1], ONCE_MORE) if able else None

    def _found(self, ticket: Waiting, who: Suited, ground: str, after_s: int = 0) -> Found:
        titles, topic = self._rules.get(ticket.line, PLAIN).titles, who.demand.topic
        return Found(who.agent, who.demand, ground, titles.get(topic, topic), after_s)

    def _steps_of(self, profile: Profile) -> Sequence[Step]:
        if profile not in self._steps:
            rules = self._rules.get(profile.line, PLAIN)
            self._steps[profile] = rules.steps(profile.topic, profile.language)
        return self._steps[profile]

    def _widest(self, profile: Profile) -> Step:
        return self._steps_of(profile)[-1]

    def _circle(self, profile: Profile, number: int) -> list[Suited]:
        """Those who may take such a call in this step, the first to be asked at the end."""
        if (profile, number) not in self._circles:
            step = self._steps_of(profile)[number]
            knowing = {a.id: a for topic in {d.topic for d in step.demands} for a in self._knowing[topic]}
            able = (suited(agent, profile.line, step) for agent in knowing.values())
            circle = sorted((each for each in able if each is not None), key=_worst_first)
            self._circles[profile, number] = circle
        return self._circles[profile, number]


def _worst_first(each: Suited) -> tuple[int, float, int]:
    return (each.fit, -each.agent.idle_since.timestamp(), -each.agent.id)
