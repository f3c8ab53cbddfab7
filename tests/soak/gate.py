"""How much the clients of a random run may do until the next rough thing has happened."""

import time
from multiprocessing.context import ForkServerContext

LOOK_S = 0.01


class Gate:
    """Shared by all processes without a lock, which a killed one would keep: each lane counts for itself.

    Without it, quick clients were done before a slow machine had come round to killing one of them.
    """

    def __init__(self, context: ForkServerContext, lanes: int) -> None:
        self._done = context.RawArray("q", lanes)
        self._open_to = context.RawValue("q", 0)

    @property
    def done(self) -> int:
        """All operations up to now."""
        return sum(self._done)

    def open(self, to: int) -> None:
        """Let them go on until `to` operations are done in all."""
        self._open_to.value = to

    def wait(self) -> None:
        """For a client, before it does the next thing. Each may go one beyond the mark."""
        while self.done >= self._open_to.value:
            time.sleep(LOOK_S)

    def count(self, lane: int) -> None:
        """A client has done one more."""
        self._done[lane] += 1
