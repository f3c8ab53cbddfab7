"""What the pages of people are given: database, clock, and the telephone line of who goes home."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from routing.ports import Line
from routing.store import Store


@dataclass(frozen=True, slots=True)
class Porch(Store):
    line: Line
    clock: Callable[[], datetime]
