"""The processes of a demonstration: started together, ended together, none left behind."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence


class Processes:
    """Children, each the head of a process group of its own, so that Ctrl-C reaches them only through us.

    `patience_s`: how long they may take to end by themselves.
    """

    def __init__(self, patience_s: float = 4.0) -> None:
        self._patience_s = patience_s
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        own = dict(environment)
        self._running[name] = subprocess.Popen(command, env=own, start_new_session=True)  # noqa: S603 - ours

    def ended(self) -> tuple[str, int] | None:
        """The first that is no longer there, with its exit code."""
        for name, process in self._running.items():
            code = process.poll()
            if code is not None:
                return name, code
        return None

    def stop(self) -> None:
        """End all: politely, and those that stay with force, their own children too."""
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        until = time.monotonic() + self._patience_s
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
        for process in self._running.values():
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    # The group may outlive its head; it is gone when nobody is in it any more.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
