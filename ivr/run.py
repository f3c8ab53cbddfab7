"""What `make run` starts: line, worker and simulated carrier on this machine; Ctrl-C ends them all."""

import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPException
from typing import NoReturn, TextIO
from urllib.error import HTTPError
from urllib.request import urlopen

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import booking
from booking.db import connect
from booking.example.faults import DataFault
from booking.example.load import load_example
from ivr import demo
from ivr.migrate import upgrade
from ivr.processes import Processes
from ivr.settings import ROOT, Settings, SettingsFault
from routing.example import DEMO_PASSWORD, EXAMPLE_STAFF, load_example_staff

READY_WITHIN_S = 60


class CannotRun(Exception):
    """Why not, in a sentence for who typed `make run`."""


class Stopped(Exception):
    """No fault: Ctrl-C, or the terminal is gone."""


class Bell:
    """Rung by Ctrl-C, by `kill`, and by a terminal that goes away. It only notes it, so nothing is torn."""

    def __init__(self) -> None:
        self._rung = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ring)

    def _ring(self, _number: int, _frame: object) -> None:
        self._rung = True

    def pause(self, seconds: float) -> None:
        """Raises `Stopped` once it was rung."""
        if self._rung:
            raise Stopped
        time.sleep(seconds)


def main() -> int:
    bell, processes = Bell(), Processes()
    try:
        port = _port(os.environ)
        environment = demo.settings(os.environ, port=port, var=ROOT / "var")
        settings = Settings.from_environment(environment)
        require_free(port, "the line")
        require_free(port + 1, "the simulated carrier")
        # It needs no database, so it gets ready while that is prepared.
        processes.start("carrier", [sys.executable, "-m", "ivr.simulator"], environment)
        prepare(settings.database_url)
        run(bell, processes, environment, port)
    except Stopped:
        return 0
    except (CannotRun, SettingsFault, DataFault) as fault:
        _say(sys.stderr, f"Durchwahl does not run:\n{fault}\n")
        return 2
    finally:
        processes.stop()


def run(bell: Bell, processes: Processes, environment: Mapping[str, str], port: int) -> NoReturn:
    """Start line and worker, announce, and stay until one of them ends. Raises `Stopped` or `CannotRun`."""
    python, line, carrier = sys.executable, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"
    server = ["-m", "gunicorn", "-c", "python:ivr.gunicorn_settings", "--log-level", "warning"]
    address = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--graceful-timeout", "1"]
    processes.start("line", [python, *server, *address], environment)
    _wait_for(f"{carrier}/", bell, processes)
    _wait_for(f"{line}/readyz", bell, processes)
    # It speaks to the carrier at once, so it comes when the carrier is there.
    processes.start("worker", [python, "-m", "ivr.worker"], environment)
    _say(sys.stdout, announcement(line, carrier))
    while True:
        bell.pause(0.1)
        _require_all(processes)


def prepare(database_url: str) -> None:
    """Bring the database to this code's shape, and fill it with the example data if it has none."""
    engine = connect(database_url)
    try:
        upgrade(database_url)
        with Session(engine) as session, session.begin():
            if not booking.offices(session):
                now = datetime.now(UTC)
                load_example(session, now=now)
                load_example_staff(session, now=now)
    except (SQLAlchemyError, OSError) as error:
        raise CannotRun(f"The database cannot be used: {str(error).splitlines()[0]}") from error
    finally:
        engine.dispose()


def require_free(port: int, who: str) -> None:
    """Raises `CannotRun` where something listens on `port` already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise CannotRun(
                f"Port {port}, which {who} needs, is in use ({error.strerror}). "
                f"End what uses it, or choose two others: make run PORT={port + 100}"
            ) from error


def announcement(line: str, carrier: str) -> str:
    """The addresses and the demonstration's sign-ins."""
    people = "\n".join(f"    {each.login:<8} {each.name}: {each.what}" for each in EXAMPLE_STAFF)
    return f"""
Durchwahl is ready. This is a demonstration: example data, a simulated carrier.
  Telephone   {carrier}/
  Desk        {line}/desk/
  Board       {line}/supervisor/
  Offices     {line}/office/
  Lines       {line}/console/
  Call log    {line}/calls
  Sign in as (password for all: {DEMO_PASSWORD})
{people}
  Agents answer Monday to Friday, 7 to 19 o'clock in Lübeck; at any hour with: make run HOURS=always
  In a terminal: make call PORT={line.rpartition(":")[2]}      Ctrl-C ends everything.

"""


def _port(given: Mapping[str, str]) -> int:
    text = given.get("PORT", "8080")
    if not text.isdecimal() or not 1 <= int(text) <= 65534:
        raise CannotRun(f"PORT is to be a number from 1 to 65534, not {text!r}.")
    return int(text)


def _wait_for(url: str, bell: Bell, processes: Processes) -> None:
    until = time.monotonic() + READY_WITHIN_S
    while not _answers(url):
        bell.pause(0.05)
        _require_all(processes)
        if time.monotonic() > until:
            raise CannotRun(f"{url} did not answer within {READY_WITHIN_S} s.")


def _require_all(processes: Processes) -> None:
    ended = processes.ended()
    if ended is not None:
        raise CannotRun(f"The {ended[0]} ended by itself with exit code {ended[1]}; see its words above.")


def _answers(url: str) -> bool:
    try:
        with urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (HTTPError, OSError, HTTPException):
        return False


def _say(to: TextIO, text: str) -> None:
    with contextlib.suppress(OSError):  # the terminal may be gone
        to.write(text)
        to.flush()


if __name__ == "__main__":
    sys.exit(main())
