"""The exchange's time: the machine's own, or one that stands still until a test lets it pass."""

import time
from datetime import UTC, datetime, timedelta
from threading import Condition


class Clock:
    """Seconds that pass by themselves."""

    stands_still = False

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._began = datetime.now(UTC)

    def now(self) -> float:
        """Seconds since the exchange was opened."""
        return time.monotonic() - self._started

    def at(self, seconds: float | None = None) -> datetime:
        """The moment (aware, UTC) that belongs to `seconds`, or to now."""
        return self._began + timedelta(seconds=self.now() if seconds is None else seconds)

    def sleep(self, woken: Condition, until: float | None) -> None:
        """Sleep on `woken`, whose lock is held, at most until the moment `until`."""
        woken.wait(None if until is None else max(0.0, until - self.now()))


class StandingClock(Clock):
    """Seconds that pass only when somebody says so: nothing ever waits for wall time."""

    stands_still = True

    def __init__(self) -> None:
        super().__init__()
        self._now = 0.0

    def now(self) -> float:
        return self._now

    def sleep(self, woken: Condition, until: float | None) -> None:  # noqa: ARG002 - it cannot come by itself
        woken.wait()

    def move_to(self, seconds: float) -> None:
        self._now = max(self._now, seconds)
