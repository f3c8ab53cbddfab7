"""What a house asks of those who sign in."""

from dataclasses import dataclass, field

from routing.guards import Role
from routing.people.provider import Provider
from routing.session_limits import Limits

SECOND_FACTOR = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.ADMIN})
"""Who has to have one in a house that says nothing else: those who see or change what others do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRules:
    """`origin` is where the pages are, as "https://line.example.org"; None: wherever they are asked for.

    `second_factor` are the roles that have to have one. `provider`: the house's OpenID Connect.
    """

    secret_key: str = field(repr=False)
    second_factor: frozenset[Role] = frozenset()
    limits: Limits = field(default_factory=Limits)
    origin: str | None = None
    provider: Provider | None = None
