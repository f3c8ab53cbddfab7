"""Who takes which call: pure, total, the same answer for the same values, no randomness.

Calls come in the order of the queue. Each goes to a free agent out of the narrowest circle that has one, the
best suited first, and among equals who has been free longest. No database, no clock: values in, values out.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from itertools import count

from booking.written import language
from routing.circles import Circles, Found
from routing.line_up import LineUp, Place, place_of
from routing.rules import PLAIN, Rules
from routing.tickets import Agent, AgentState, Pairing, Waiting, Wants

NO_RULES: Mapping[str, Rules] = {}


def choose(
    tickets: Iterable[Waiting] | LineUp,
    agents: Iterable[Agent],
    now: datetime,
    rules: Mapping[str, Rules] = NO_RULES,
) -> list[Pairing]:
    """Pair waiting tickets with free agents; nobody appears twice.

    `rules` by line; a line without any has `PLAIN`. A ticket whose `not_before` lies ahead is left alone, as
    is an agent who is not idle, or does not want calls. An agent gets a call that they missed only after
    `Rules.again_s`, and only when nobody else can take it. An agent's own caller is dealt with twice: a
    little ahead of time for that agent alone, and in the own place for all.
    """
    free = [a for a in agents if a.wants is Wants.AVAILABLE and a.state is AgentState.IDLE]
    if not free:
        return []
    line_up = tickets if isinstance(tickets, LineUp) else LineUp(tickets)
    circles = Circles(free, rules)
    queue = _Queue(line_up, free, rules)
    pairings: list[Pairing] = []
    taken: set[int] = set()
    while circles and (ticket := queue.next()) is not None:
        if ticket.id in taken or (ticket.not_before is not None and ticket.not_before > now):
            continue
        found = circles.own(ticket) if queue.for_own_agent else circles.take(ticket, now)
        if found is not None:
            taken.add(ticket.id)
            pairings.append(Pairing(ticket.id, found.agent.id, explain(found, now)))
        elif not ticket.missed and not queue.for_own_agent:
            queue.leave_row()  # whoever is behind in this row asks for the same agents, or for fewer
    return pairings


def explain(found: Found, now: datetime) -> str:
    """What is kept with the ring: "Agent 17: Kfz-Zulassung und Türkisch, am längsten frei, 42 s"."""
    idle_s = max(0, int((now - found.agent.idle_since).total_seconds()))
    wider = f", weiter gesucht nach {found.after_s} s" if found.after_s else ""
    who = f"Agent {found.agent.id}: {found.topic} und {language(found.demand.language)}"
    return f"{who}{wider}, {found.ground.format(idle_s=idle_s)}"


class _Queue:
    """The tickets in the order in which they are dealt with, taken from the heads of their rows."""

    def __init__(self, line_up: LineUp, free: Iterable[Agent], rules: Mapping[str, Rules]) -> None:
        self._rules = rules
        self._serial = count()
        self._heads: list[tuple[Place, int, Waiting, Iterator[Waiting], bool]] = []
        self._current: tuple[Iterator[Waiting], bool] | None = None
        for row in line_up.rows.values():
            self._add(iter(row), own=False)
        for agent in free:
            if agent.id in line_up.own:
                self._add(iter(line_up.own[agent.id]), own=True)
        heapify(self._heads)

    @property
    def for_own_agent(self) -> bool:
        """Whether the ticket that came last is to be looked at for its own agent alone."""
        return self._current is not None and self._current[1]

    def next(self) -> Waiting | None:
        if self._current is not None:
            self._add(*self._current)
        if not self._heads:
            return None
        _, _, ticket, row, own = heappop(self._heads)
        self._current = row, own
        return ticket

    def leave_row(self) -> None:
        self._current = None

    def _add(self, row: Iterator[Waiting], own: bool) -> None:
        ticket = next(row, None)
        if ticket is not None:
            place = self._ahead(ticket) if own else place_of(ticket)
            heappush(self._heads, (place, next(self._serial), ticket, row, own))

    def _ahead(self, ticket: Waiting) -> Place:
        lead_s = self._rules.get(ticket.line, PLAIN).own_lead_s
        return Place(ticket.counts_from - timedelta(seconds=lead_s), ticket.id)
