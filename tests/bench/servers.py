"""The web servers that are measured: the same gunicorn, the same settings, the same number of workers."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORKERS = 2
STARTS_WITHIN_S = 120.0  # on a machine that is busy with other things, too


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def gunicorn(app: str, port: int, environment: Mapping[str, str], workers: int = WORKERS) -> Iterator[int]:
    """`app` on `port` until the block ends; its process. Raises `RuntimeError` when it does not come up."""
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "python:ivr.gunicorn_settings",
        "--log-level",
        "warning",
    ]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--graceful-timeout", "1", app]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        yield server.pid
    finally:
        server.terminate()
        server.wait(30)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 120
    while server.poll() is None and time.monotonic() < until:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as probe:
            # Only an answer says that a worker is there; the socket listens before.
            probe.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
            if probe.recv(16):
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server on port {port} did not start.")
