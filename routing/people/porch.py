"""What the pages of people are given: database, telephone line, clock, and the rules of the house."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from sqlalchemy.orm import Session as DatabaseSession

from routing import audit
from routing.people.house_rules import HouseRules
from routing.people.passkeys import Site
from routing.people.sealing import Sealer
from routing.ports import Line
from routing.store import Store


@dataclass(frozen=True, slots=True)
class Porch(Store):
    line: Line
    clock: Callable[[], datetime]
    rules: HouseRules

    @property
    def sealer(self) -> Sealer:
        return Sealer(self.rules.secret_key)

    @property
    def site(self) -> Site:
        """Where passkeys count."""
        return Site(self.rules.origin or request.host_url.rstrip("/"))

    def note(self, session: DatabaseSession, who: str, what: str, **details: Any) -> None:
        """Write a deed into the audit log, at the end of its transaction."""
        told: Mapping[str, Any] = {name: value for name, value in details.items() if value is not None}
        audit.note(session, by=who, what=what, details=told, now=self.clock())
