"""The OpenID Connect provider of the house, as the settings name it, and what its claims make of somebody."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from routing.guards import Role

PATH = "/.well-known/openid-configuration"
LOGIN_CLAIM = "preferred_username"
ROLES_CLAIM = "groups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """`roles`: which of our roles each value of the claim `roles_claim` gives. None: accounts keep their own.

    A claim within another is named with a dot: "realm_access.roles".
    """

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    login_claim: str = LOGIN_CLAIM
    roles_claim: str = ROLES_CLAIM
    roles: Mapping[str, Role] | None = None

    def person(self, claims: Mapping[str, Any]) -> "Person":
        """Who the house says that this is. Raises ValueError where it does not say enough."""
        login = str(claims.get(self.login_claim) or "").strip().casefold()
        if not login:
            raise ValueError(f"no claim {self.login_claim}")
        told = f"{self.issuer}\0{claims['sub']}"
        return Person(
            subject=hashlib.sha256(told.encode()).hexdigest(),
            login=login,
            name=str(claims.get("name") or login),
            roles=None if self.roles is None else self._roles(claims),
        )

    def _roles(self, claims: Mapping[str, Any]) -> frozenset[Role]:
        found: Any = claims
        for part in self.roles_claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
        values = [found] if isinstance(found, str) else found if isinstance(found, list) else []
        return frozenset(role for value, role in (self.roles or {}).items() if value in values)


@dataclass(frozen=True, slots=True)
class Person:
    """`subject` is the same for the same person for ever, whatever they are called."""

    subject: str
    login: str
    name: str
    roles: frozenset[Role] | None


def read_roles(text: str) -> dict[str, Role]:
    """ "durchwahl-agents=agent durchwahl-it=admin". Raises ValueError."""
    pairs = (each.rpartition("=") for each in text.split())
    roles = {group: Role(role) for group, _, role in pairs}
    if "" in roles:
        raise ValueError(text)
    return roles
