"""The whole line as processes that can be killed: database, web server, worker; a carrier in real time."""

import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import sleep

from argon2.profiles import CHEAPEST
from psutil import Process
from sqlalchemy.orm import sessionmaker

import routing
from booking.db import connect
from booking.example.load import load_example
from ivr.demo import ROUND_THE_CLOCK
from ivr.migrate import upgrade
from ivr.settings import RETRIES
from ivr.simulator import Exchange, Number
from routing.staff import add_staff, hash_at
from tests.bench.servers import ROOT, free_port, gunicorn
from tests.postgresql import TUNING, Server
from tests.world import FALLBACK, LINE

# What the carrier was told must outlive a crash of the database.
SAFE = TUNING.replace("synchronous_commit = off", "synchronous_commit = on").replace("fsync = off", "")
SKILLS = ("citizen", "buergerservice", "kfz", "fuehrerschein")
WORKERS = 2


class Centre:
    """Use `centre()`. `agents`: contact by the id of the member of staff."""

    def __init__(self, server: Server, agents: int) -> None:
        self.database = server
        self.account, self.token = f"AC{secrets.token_hex(16)}", secrets.token_hex(16)
        self.port = free_port()
        url = f"http://127.0.0.1:{self.port}"
        # As the README asks for: with the retries without which a process that dies costs a call.
        answer = f"{url}/voice/answer#{RETRIES}"
        number = Number(answer, f"{url}/voice/fallback#{RETRIES}", f"{url}/voice/status")
        self.exchange = Exchange(self.account, self.token, numbers={LINE: number}, speed="real")
        self.environment = {
            "DATABASE_URL": server.url(),
            "PUBLIC_URL": url,
            "SECRET_KEY": secrets.token_hex(32),
            "TWILIO_ACCOUNT_SID": self.account,
            "TWILIO_AUTH_TOKEN": self.token,
            "TWILIO_NUMBER": LINE,
            "TWILIO_API_URL": self.exchange.serve(line_url=url),
            "FALLBACK_NUMBER": FALLBACK,
            "LINES_FILE": str(ROUND_THE_CLOCK),
            "LOG_FORMAT": "console",
        }
        self.sessions = sessionmaker(connect(server.url()), expire_on_commit=False)
        self.agents = self._fill(agents)
        self._worker: subprocess.Popen[bytes] | None = None
        self.start_worker()

    def _fill(self, agents: int) -> dict[int, str]:
        hash_at(CHEAPEST)
        found, now = {}, datetime.now(UTC)
        with self.sessions.begin() as session:
            load_example(session, now=now)
            for number in range(agents):
                login = f"agent{number}"
                contact = f"client:{login}"
                staff = add_staff(
                    session, login, login, "-", ["agent"], contact, SKILLS, ("de", "en"), now=now
                )
                routing.set_wants(session, staff.id, routing.Wants.AVAILABLE, now=now)
                self.exchange.phone(contact)
                found[staff.id] = contact
        return found

    def start_worker(self) -> None:
        command = [sys.executable, "-m", "ivr.worker"]
        environment = {**os.environ, **self.environment}
        self._worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)

    def kill_worker(self) -> None:
        """Without a word, and started anew, as by what watches over processes."""
        self.end_worker(signal.SIGKILL)
        self.start_worker()

    def end_worker(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._worker is not None:
            self._worker.send_signal(how)
            self._worker.wait(30)

    def kill_web(self) -> None:
        """All processes that answer webhooks; their master starts others."""
        for process in Process().children():
            if "gunicorn" in process.cmdline():
                for answering in process.children():
                    answering.kill()

    def crash_database(self) -> None:
        """And start it again after two seconds."""
        self.database.crash()
        sleep(2)
        self.database.start()


@contextmanager
def centre(agents: int) -> Iterator[Centre]:
    """All of it, running; ended and forgotten afterwards."""
    server = Server(Path(tempfile.mkdtemp(prefix="durchwahl-")), tuning=SAFE)
    with ExitStack() as ends:
        ends.callback(server.close)
        upgrade(server.url())
        made = Centre(server, agents)
        ends.callback(made.sessions.kw["bind"].dispose)
        ends.callback(made.exchange.close)
        ends.callback(made.end_worker)
        app = "ivr.app:create_app_from_environment()"
        ends.enter_context(gunicorn(app, made.port, made.environment, WORKERS))
        yield made
