"""What a waiting caller is told: the place in line, and how long it may take. Pure.

Our own estimate, since the carrier's mean wait is that of those who wait now, and no forecast. Those ahead
are looked at as a stream: each of n agents is done once in `handling_s`, and who can serve several rows
serves the one that has waited longest. So rows that share agents are done at the same time, unless one needs
all of them; `_done_after` finds when. Then this caller needs one agent more. Where circles widen, the
soonest counts; and those ahead, whose circles widen while this caller waits, take agents of the narrow ones.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from routing.circles import suited
from routing.line_up import Profile, profile_of
from routing.rules import PLAIN, Rules, Step
from routing.tickets import Agent, AgentState, Outlook, Waiting

ROUNDS = 40
"""Of giving more to who waits longer, at most."""
ENOUGH = 0.01
"""Rows that are done at times closer than this, in parts of the time, are done at the same time."""

LEAST = 1e-100
"""No weight is nothing, lest somebody's whole be nothing."""

Kinds = frozenset[int]


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
    ahead = {profile: number for profile, number in ahead.items() if number}
    own, crew = profile_of(here), _Crew(agents, rules)
    waited_s = (now - here.counts_from).total_seconds()
    line = rules.get(here.line, PLAIN)
    free_ones = [a for a in agents if a.state is AgentState.IDLE and _may(a, here, now, line)]
    waits: list[float] = []
    rivals = 0
    for step in line.steps(here.skill, here.language):
        mine = crew.circle(own, step)
        if not waits:  # the place is that among those who ask for the same agents as this caller does first
            theirs = crew.circles_after(ahead, step.after_s)
            rivals = sum(n for each, n in ahead.items() if each == own or theirs[each] & mine)
        if mine:
            free = sum(crew.kind_of[agent.id] in mine for agent in free_ones)
            wait_s = _until_taken(crew, mine, ahead, handling_s, free, step.after_s, waited_s)
            waits.append(max(wait_s, step.after_s - waited_s if step.after_s else 0.0))
    return Outlook(rivals + 1, round(min(waits)) if waits else None)


def _until_taken(
    crew: "_Crew",
    mine: Kinds,
    ahead: Mapping[Profile, int],
    handling_s: float,
    free: int,
    after_s: int,
    waited_s: float,
) -> float:
    """Seconds until one of `mine` takes this caller, while the circles of those ahead widen, too.

    Who is ahead has waited at least as long as this caller. So what is true after `after_s` counts until the
    next circle opens for one of them: who would still be waiting then waits with more rivals from then on.
    """
    wait_s = handling_s * crew.wait(mine, ahead, crew.circles_after(ahead, after_s), free)
    for opens_s in crew.openings(ahead, after_s):
        if waited_s + wait_s <= opens_s:
            break
        with_more = handling_s * crew.wait(mine, ahead, crew.circles_after(ahead, opens_s), free)
        wait_s = max(opens_s - waited_s, with_more)
    return wait_s


def could_ever(here: Waiting, agents: Sequence[Agent], rules: Mapping[str, Rules]) -> list[Agent]:
    """The agents who could take this call, if it waited long enough."""
    widest = rules.get(here.line, PLAIN).steps(here.skill, here.language)[-1]
    return [agent for agent in agents if suited(agent, here.line, widest)]


class _Crew:
    """The agents by what they can: of a hundred and fifty, many can the same. For one outlook."""

    def __init__(self, agents: Sequence[Agent], rules: Mapping[str, Rules]) -> None:
        self._rules = rules
        self._examples: list[Agent] = []
        self._circles: dict[tuple[Profile, Step], Kinds] = {}
        self._known: dict[tuple[tuple[Profile, Kinds], ...], Mapping[Profile, float]] = {}
        self.sizes: list[int] = []
        self.kind_of: dict[int, int] = {}
        known: dict[object, int] = {}
        for agent in agents:
            can = tuple(frozenset(each.items()) for each in (agent.skills, agent.languages, agent.lines))
            kind = known.setdefault(can, len(known))
            if kind == len(self.sizes):
                self._examples.append(agent)
                self.sizes.append(0)
            self.sizes[kind] += 1
            self.kind_of[agent.id] = kind

    def circle(self, profile: Profile, step: Step) -> Kinds:
        if (profile, step) not in self._circles:
            able = (kind for kind, one in enumerate(self._examples) if suited(one, profile.line, step))
            self._circles[profile, step] = frozenset(able)
        return self._circles[profile, step]

    def openings(self, profiles: Iterable[Profile], after_s: int) -> list[int]:
        """After how many seconds of waiting further circles open for any of these, the soonest first."""
        steps = (step for each in profiles for step in self._steps(each))
        return sorted({step.after_s for step in steps if step.after_s > after_s})

    def circles_after(self, profiles: Iterable[Profile], after_s: int) -> dict[Profile, Kinds]:
        return {each: self._circle_after(each, after_s) for each in profiles}

    def _circle_after(self, profile: Profile, after_s: int) -> Kinds:
        """Who may serve a row that has waited so long; before anybody may, those who may first."""
        circles = [(step.after_s, self.circle(profile, step)) for step in self._steps(profile)]
        open_then = [circle for at, circle in circles if circle and at <= after_s]
        return open_then[-1] if open_then else next((circle for _, circle in circles if circle), frozenset())

    def _steps(self, profile: Profile) -> Sequence[Step]:
        return self._rules.get(profile.line, PLAIN).steps(profile.topic, profile.language)

    def wait(
        self, mine: Kinds, ahead: Mapping[Profile, int], theirs: Mapping[Profile, Kinds], free: int
    ) -> float:
        """Until one of `mine`, of whom `free` are so now, is there; in units of the handling time."""
        in_front = sum(
            number * self._size(theirs[each] & mine) / self._size(theirs[each])
            for each, number in ahead.items()
            if theirs[each]
        )
        if in_front < free:
            return 0.0
        done = self._done(ahead, theirs)
        until = min(
            max((done[each] for each, able in theirs.items() if kind in able), default=0.0) for kind in mine
        )
        return max(0.0, until + (1 - free) / self._size(mine))

    def _done(self, ahead: Mapping[Profile, int], theirs: Mapping[Profile, Kinds]) -> Mapping[Profile, float]:
        """When each row is done; the same for all circles that this caller asks in turn, so found once."""
        key = tuple(theirs.items())
        if key not in self._known:
            serving: dict[int, list[Profile]] = defaultdict(list)
            for each, able in theirs.items():
                for kind in able:
                    serving[kind].append(each)
            groups: dict[tuple[Profile, ...], int] = defaultdict(int)
            for kind, rows in serving.items():
                groups[tuple(rows)] += self.sizes[kind]
            waiting = {each: float(number) for each, number in ahead.items() if theirs[each]}
            self._known[key] = _done_after(waiting, list(groups.items()))
        return self._known[key]

    def _size(self, kinds: Kinds) -> int:
        return sum(self.sizes[kind] for kind in kinds)


def _done_after(
    waiting: Mapping[Profile, float], groups: Sequence[tuple[Sequence[Profile], int]]
) -> dict[Profile, float]:
    """When each row is served, in units of the handling time; `groups`: which rows so many agents serve.

    Whoever would be served later than others gets more of the agents that they share, until all who share are
    served at the same time, or have all of them.
    """
    weight, done = dict(waiting), dict.fromkeys(waiting, 0.0)
    for _ in range(ROUNDS):
        served = dict.fromkeys(waiting, 0.0)
        for rows, size in groups:
            whole = sum(weight[each] for each in rows)
            for each in rows:
                served[each] += size * weight[each] / whole
        before, done = done, {each: number / served[each] for each, number in waiting.items()}
        latest = max(done.values(), default=1.0)
        if all(abs(done[each] - before[each]) < ENOUGH * latest for each in done):
            break
        weight = {each: max(LEAST, weight[each] * done[each] / latest) for each in waiting}
    return done


def _may(agent: Agent, here: Waiting, now: datetime, rules: Rules) -> bool:
    missed_at = here.missed.get(agent.id)
    return missed_at is None or (now - missed_at).total_seconds() >= rules.again_s
