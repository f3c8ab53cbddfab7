"""How long callers will wait: Erlang C, for planning."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, inf

DEFAULT_HANDLING_S = 240.0
"""Mean handling time until there are talks to learn from."""


@dataclass(frozen=True, slots=True)
class Load:
    """A queue in balance. `calls_per_hour` arrive, each takes `handling_s` seconds of one of `agents`."""

    agents: int
    calls_per_hour: float
    handling_s: float

    @property
    def erlangs(self) -> float:
        """Offered traffic: how many agents would be busy if nobody had to wait."""
        return self.calls_per_hour * self.handling_s / 3600


def share_waiting(load: Load) -> float:
    """The share of callers (0 to 1) who find all agents busy: the Erlang C formula.

    By way of Erlang B, whose recursion neither overflows nor loses digits with many agents.
    """
    if load.erlangs >= load.agents:
        return 1.0
    blocked = 1.0
    for agents in range(1, load.agents + 1):
        blocked = load.erlangs * blocked / (agents + load.erlangs * blocked)
    return load.agents * blocked / (load.agents - load.erlangs * (1 - blocked))


def answered_within(load: Load, seconds: float) -> float:
    """The share of callers (0 to 1) who are answered within `seconds`; 0 when the queue grows for ever."""
    spare = load.agents - load.erlangs
    if spare <= 0:
        return 0.0
    return 1 - share_waiting(load) * exp(-spare * seconds / load.handling_s)


def mean_wait_s(load: Load) -> float:
    """The mean wait of all callers in seconds; infinite when more comes in than can be handled."""
    spare = load.agents - load.erlangs
    return share_waiting(load) * load.handling_s / spare if spare > 0 else inf


def mean_handling_s(talks_s: Sequence[float]) -> float:
    """The mean of recent talks in seconds, or the default when there were none."""
    return sum(talks_s) / len(talks_s) if talks_s else DEFAULT_HANDLING_S
