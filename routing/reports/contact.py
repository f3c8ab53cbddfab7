"""What a report is made of: contacts in the queue, and calls that the menu served. Frozen values."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Contact:
    """One caller in the queue. Times are aware UTC, lengths seconds.

    `wait_s`: until the talk began; None without one. `gave_up_s`: until the caller gave up; None for others.
    `handling_s`: talk and wrap-up, None while they last. `result`: the wrap-up's code. `why`: why they left
    the menu. `settled`: what the wrap-up said. `served_meanwhile`: by the menu, while the place was kept.
    """

    line: str
    topic: str
    service: str | None
    entered: datetime
    wait_s: float | None = None
    gave_up_s: float | None = None
    handling_s: float | None = None
    settled: bool | None = None
    result: str | None = None
    why: str = ""
    served_meanwhile: bool = False


@dataclass(frozen=True, slots=True)
class ServedInMenu:
    """A call that ended in the menu with what it came for."""

    line: str
    began: datetime


SelfServed = Callable[[Session, datetime, datetime], Iterable[ServedInMenu]]
"""The telephone's part: which calls that began in the half-open span were served by the menu."""
