"""Which of two versions a call has: drawn by its id, so that a repeated webhook draws the same."""

import hashlib
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Experiment:
    """It goes on: `share` percent of the calls have the edition `second` instead of `first`."""

    id: int
    line: str
    first: int | None
    second: int
    share: int
    since: datetime
    until: datetime

    def takes(self, sid: str, current: int | None, now: datetime) -> bool:
        """Whether the call `sid` has the second version, on a line that has the edition `current`."""
        going_on = self.since <= now < self.until and current == self.first
        return going_on and draw(self.id, sid) < self.share


def draw(experiment: int, sid: str) -> int:
    """From 0 to 99, each as likely as another."""
    return int.from_bytes(hashlib.sha256(f"{experiment}:{sid}".encode()).digest()[:8]) % 100
