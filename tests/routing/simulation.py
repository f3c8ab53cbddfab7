"""A day at the line on a virtual clock: the real `choose`, the real order of the queue, the real estimate.

Pure, no database. Callers come at random (Poisson), talks last at random (exponential); the same seed makes
the same day. What is measured leaves out a warm-up, in which the queue fills.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random

from routing.assign import choose
from routing.estimate import estimate
from routing.line_up import LineUp
from routing.rules import PLAIN, Level, Rules, Wider
from routing.tickets import Agent, AgentState, Waiting, Wants

BEGAN = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
LINE = "termine"


@dataclass(frozen=True, slots=True)
class Person:
    """An agent of the simulation: topics and languages with their levels."""

    skills: Mapping[str, int]
    languages: Mapping[str, int] = field(default_factory=lambda: {"de": 2})


@dataclass(frozen=True, slots=True)
class Day:
    """Who calls and who answers. `mix`: the share of callers by topic and language. All times in seconds.

    `patience_s`: how long callers wait on average before they hang up; None: for ever. `call_back_after_s`:
    so long a caller waits before leaving a number; they keep the place, and are reached at the first try in
    the share `reached` of cases, else again `pause_s` later, three times in all. `telling`: what each caller
    would be told on arrival is noted.
    """

    people: Sequence[Person]
    calls_per_hour: float
    handling_s: float = 240.0
    mix: Mapping[tuple[str, str], float] = field(default_factory=lambda: {("kfz", "de"): 1.0})
    rules: Rules = PLAIN
    patience_s: float | None = None
    call_back_after_s: float | None = None
    reached: float = 0.7
    pause_s: float = 600.0
    calls: int = 4000
    warm_up: int = 400
    telling: bool = False


MIXED = Day(
    [Person({"kfz": 3, "citizen": 2})] * 8
    + [Person({"citizen": 2}, {"de": 2, "en": 2})] * 6
    + [Person({"fuehrerschein": 2, "citizen": 1})] * 6,
    calls_per_hour=275,
    mix={("kfz", "de"): 0.4, ("citizen", "de"): 0.3, ("citizen", "en"): 0.1, ("fuehrerschein", "de"): 0.2},
    rules=Rules(least=Level.WELL, wider=(Wider(45, least=1), Wider(90, topics={"fuehrerschein": "citizen"}))),
)
"""Topics and languages that share agents, and circles that widen: in which the wait is hard to tell."""


@dataclass(slots=True)
class Caller:
    """One caller, and what became of them. Times in seconds from the beginning of the day."""

    ticket: Waiting
    came_s: float
    told_s: int | None = None
    answered_s: float | None = None
    gone_s: float | None = None
    by: int | None = None
    tries: int = 0
    is_call_back: bool = False

    @property
    def waited_s(self) -> float | None:
        return None if self.answered_s is None else self.answered_s - self.came_s


def simulate(day: Day, seed: int) -> list[Caller]:
    """What became of each caller after the warm-up, in the order in which they came."""
    return _Run(day, seed).run()[day.warm_up :]


class _Run:
    """One day in the making: a heap of things that will happen."""

    def __init__(self, day: Day, seed: int) -> None:
        self.day, self.dice = day, Random(seed)
        self.rules = {LINE: day.rules}
        self.line_up = LineUp()
        self.callers: dict[int, Caller] = {}
        self.agents = [
            Agent(n, each.skills, each.languages, Wants.AVAILABLE, AgentState.IN_CALL, BEGAN)
            for n, each in enumerate(day.people, start=1)
        ]
        self.idle = {agent.id: replace(agent, state=AgentState.IDLE) for agent in self.agents}
        self.serial = count()
        self.ahead: list[tuple[float, int, Callable[[float], None]]] = []

    def run(self) -> list[Caller]:
        self._at(self._gap(), self._comes)
        while self.ahead:
            now_s, _, happens = heappop(self.ahead)
            happens(now_s)
            self._assign(now_s)
        return list(self.callers.values())

    def _at(self, when_s: float, happens: Callable[[float], None]) -> None:
        heappush(self.ahead, (when_s, next(self.serial), happens))

    def _gap(self) -> float:
        return self.dice.expovariate(self.day.calls_per_hour / 3600)

    def _comes(self, now_s: float) -> None:
        id_ = len(self.callers) + 1
        [(topic, language)] = self.dice.choices(list(self.day.mix), list(self.day.mix.values()))
        since = self.day.rules.counts_from(topic, moment(now_s))
        caller = Caller(Waiting(id_, LINE, topic, language, since), now_s)
        self.callers[id_] = caller
        if self.day.telling:
            caller.told_s = self._tell(caller, now_s)
        self.line_up.add(caller.ticket)
        if self.day.patience_s is not None:
            self._at(
                now_s + self.dice.expovariate(1 / self.day.patience_s), lambda at: self._leaves(caller, at)
            )
        if self.day.call_back_after_s is not None:
            self._at(now_s + self.day.call_back_after_s, lambda _: self._leaves_number(caller))
        for step in self.day.rules.wider:
            self._at(now_s + step.after_s + 0.001, lambda _: None)  # the worker looks again by itself
        if id_ < self.day.calls + self.day.warm_up:
            self._at(now_s + self._gap(), self._comes)

    def _leaves(self, caller: Caller, now_s: float) -> None:
        if caller.answered_s is None and not caller.is_call_back and caller.gone_s is None:
            self.line_up.remove(caller.ticket)
            caller.gone_s = now_s

    def _leaves_number(self, caller: Caller) -> None:
        if caller.answered_s is None and caller.gone_s is None:
            caller.is_call_back = True

    def _assign(self, now_s: float) -> None:
        if not self.idle or not len(self.line_up):
            return
        for pair in choose(self.line_up, self.idle.values(), moment(now_s), self.rules):
            caller = self.callers[pair.ticket_id]
            self.line_up.remove(caller.ticket)
            del self.idle[pair.agent_id]
            if caller.is_call_back and self.dice.random() > self.day.reached:
                self._not_reached(caller, pair.agent_id, now_s)
            else:
                caller.answered_s, caller.by = now_s, pair.agent_id
                talk_s = self.dice.expovariate(1 / self.day.handling_s)
                self._at(now_s + talk_s, lambda at, n=pair.agent_id: self._done(n, at))  # type: ignore[misc]

    def _not_reached(self, caller: Caller, agent: int, now_s: float) -> None:
        """A phone that rings 25 s for nobody keeps the agent for as long."""
        caller.tries += 1
        self._at(now_s + 25, lambda at: self._done(agent, at))
        if caller.tries == 3:
            caller.gone_s = now_s
            return
        again_s = now_s + self.day.pause_s
        caller.ticket = replace(caller.ticket, not_before=moment(again_s))
        self.line_up.add(caller.ticket)
        self._at(again_s + 0.001, lambda _: None)

    def _done(self, agent: int, now_s: float) -> None:
        self.idle[agent] = replace(self.agents[agent - 1], state=AgentState.IDLE, idle_since=moment(now_s))

    def _tell(self, caller: Caller, now_s: float) -> int | None:
        """What the line would say to them on arrival."""
        ahead = {profile: len(row) for profile, row in self.line_up.rows.items() if row}
        agents = [self.idle.get(agent.id, agent) for agent in self.agents]
        told = estimate(caller.ticket, ahead, agents, self.day.handling_s, moment(now_s), self.rules)
        return told.expected_wait_s


def moment(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


def within(callers: Sequence[Caller], seconds: float) -> float:
    """The share of callers who were answered within so many seconds; who hung up was not."""
    return sum(c.waited_s is not None and c.waited_s <= seconds for c in callers) / len(callers)
