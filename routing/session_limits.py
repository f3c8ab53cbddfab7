"""How long somebody stays signed in, by role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from routing.guards import Role

_MINUTE = timedelta(minutes=1)
SHIFT = 12 * 60 * _MINUTE
"""A shift and a bit: who signs in in the morning is not thrown out in the afternoon."""

IDLE = "agent=720 supervisor=720 office=240 operator=120 admin=60"
LONGEST = "agent=720 supervisor=720 office=720 operator=720 admin=480"


def read_limits(text: str) -> dict[Role, timedelta]:
    """ "agent=720 admin=60", in minutes. Raises ValueError."""
    limits = {}
    for each in text.split():
        role, _, minutes = each.partition("=")
        limits[Role(role)] = int(minutes) * _MINUTE
        if limits[Role(role)] <= timedelta(0):
            raise ValueError(each)
    return limits


@dataclass(frozen=True, slots=True)
class Limits:
    """Without a sign of the person (`idle`), and at most. Of several roles the strictest counts."""

    idle: Mapping[Role, timedelta] = field(default_factory=lambda: read_limits(IDLE))
    longest: Mapping[Role, timedelta] = field(default_factory=lambda: read_limits(LONGEST))

    def idle_of(self, roles: Iterable[Role]) -> timedelta:
        return min((self.idle.get(role, SHIFT) for role in roles), default=SHIFT)

    def longest_of(self, roles: Iterable[Role]) -> timedelta:
        return min((self.longest.get(role, SHIFT) for role in roles), default=SHIFT)
