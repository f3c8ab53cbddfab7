"""The rules of one line by which its calls are given to agents: pure values, no clock, no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum


class Level(IntEnum):
    """How well an agent knows a line, a topic or a language."""

    A_LITTLE = 1
    WELL = 2
    BEST = 3


@dataclass(frozen=True, slots=True)
class Demand:
    """What an agent must know, and at least how well."""

    topic: str
    language: str
    least: int


@dataclass(frozen=True, slots=True)
class Wider:
    """From `after_s` seconds of waiting on, these are asked as well; each step adds to those before it.

    `topics` and `languages` name, for a caller's own, another that will do.
    """

    after_s: int
    least: int | None = None
    topics: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Who may take a call that has waited for `after_s` seconds: whoever meets one of `demands`."""

    after_s: int
    demands: tuple[Demand, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """How one line's calls are given to agents. All durations in seconds.

    `least`: the `Level` of line, topic and language that a call asks for at first; `wider` what it asks for
    later. `priorities`: steps of priority by topic. `step_s`: how long a wait weighs as much as one step.
    `own_agent_s`: for so long after a talk a caller's next call goes to the same agent first, if free; among
    those who wait for that agent, such a caller counts as `own_lead_s` ahead. `again_s`: so long after a
    missed ring the same agent may be rung for that call once more, when nobody else is free. `wrap_up_s`: so
    long a wrap-up may take; None: as long as it takes. `titles`: how the line's topics read.
    """

    least: int = Level.A_LITTLE
    wider: tuple[Wider, ...] = ()
    priorities: Mapping[str, int] = field(default_factory=dict)
    step_s: int = 120
    own_agent_s: int = 24 * 3600
    own_lead_s: int = 60
    wrap_up_s: int | None = None
    again_s: int = 60
    titles: Mapping[str, str] = field(default_factory=dict)

    def counts_from(self, topic: str, enqueued_at: datetime) -> datetime:
        """Since when a call counts as waiting: each step of priority is worth `step_s` seconds.

        So priority ages: who waits long enough comes before whoever has more of it and came later, and the
        order of two calls never changes while they wait.
        """
        return enqueued_at - timedelta(seconds=self.priorities.get(topic, 0) * self.step_s)

    def steps(self, topic: str, language: str) -> tuple[Step, ...]:
        """Who is asked for such a call, the narrowest circle first; each holds the one before it."""
        return tuple(self._steps(topic, language))

    def _steps(self, topic: str, language: str) -> Iterator[Step]:
        least, topics, languages = self.least, [topic], [language]
        yield Step(0, (Demand(topic, language, least),))
        for wider in self.wider:
            least = least if wider.least is None else min(least, wider.least)
            topics += [wider.topics[topic]] if topic in wider.topics else []
            languages += [wider.languages[language]] if language in wider.languages else []
            yield Step(wider.after_s, tuple(Demand(t, each, least) for t in topics for each in languages))


PLAIN = Rules()
"""Whoever has topic and language may take the call; nothing widens."""
