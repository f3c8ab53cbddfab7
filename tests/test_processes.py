"""What was started is ended, with all that it started itself."""

import os
import subprocess
import sys
import time

from ivr.processes import Processes

STUBBORN = """
import os, signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
open(sys.argv[1], "w").write(f"{os.getpid()} {child.pid}")
time.sleep(60)
"""


def alive(pid: int) -> bool:
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return shown.stdout.strip() not in ("", "Z", "Zs")


def test_who_does_not_end_is_ended_with_its_children(tmp_path) -> None:  # type: ignore[no-untyped-def]
    """A process that ignores the polite signal is gone in the end, and so is the child that it has."""
    note = tmp_path / "pids"
    processes = Processes(patience_s=0.2)
    processes.start("stubborn", [sys.executable, "-c", STUBBORN, str(note)], os.environ)
    until = time.monotonic() + 10
    while not (note.exists() and " " in note.read_text()) and time.monotonic() < until:
        time.sleep(0.01)
    pids = [int(pid) for pid in note.read_text().split()]
    assert all(alive(pid) for pid in pids)
    processes.stop()
    until = time.monotonic() + 5
    while any(alive(pid) for pid in pids) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(alive(pid) for pid in pids)


def test_the_first_that_ends_is_named_with_its_code() -> None:
    """Whoever watches learns which one ended, and how."""
    processes = Processes()
    processes.start("lasting", [sys.executable, "-c", "import time; time.sleep(60)"], os.environ)
    processes.start("brief", [sys.executable, "-c", "raise SystemExit(7)"], os.environ)
    until = time.monotonic() + 10
    while processes.ended() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert processes.ended() == ("brief", 7)
    processes.stop()
