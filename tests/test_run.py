"""`make run`: one command, and Ctrl-C ends all that it started."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ivr import demo
from ivr.run import CannotRun, main, require_free
from ivr.settings import Settings

ROOT = Path(__file__).parents[1]
PATIENCE_S = 120  # a busy machine is no fault


def two_free_ports() -> int:
    """A port that is free, and the next one too."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port


@contextmanager
def running(database: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PORT": str(port), "DATABASE_URL": f"sqlite:///{database}"}
    process = subprocess.Popen(
        [sys.executable, "-m", "ivr.run"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_S)


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
    ).stdout
    parents = dict(map(int, line.split()) for line in listed.splitlines())
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [each for child in found for each in children(child)]


def alive(pid: int) -> bool:
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(shown.stdout.strip()) and not shown.stdout.strip().startswith("Z")


@pytest.mark.parametrize("end", [signal.SIGINT, pytest.param(signal.SIGHUP, marks=pytest.mark.long)])
def test_it_starts_says_where_and_leaves_nothing_behind(tmp_path: Path, end: signal.Signals) -> None:
    """Line, worker and carrier answer; Ctrl-C, or a terminal that goes away, ends all of them at once."""
    port = two_free_ports()
    with running(tmp_path / "durchwahl.db", port) as process:
        assert process.stdout is not None
        said = ""
        while "Ctrl-C ends everything" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        for address in (
            f"{port + 1}/",
            f"{port}/desk/",
            f"{port}/supervisor/",
            f"{port}/office/",
            f"{port}/calls",
        ):
            assert f"http://127.0.0.1:{address}" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            assert json.load(answer) == {"state": "ready"}
        started = children(process.pid)
        assert len(started) >= 4  # carrier, web server and its worker, worker
        process.send_signal(end)
        rest = process.communicate(timeout=PATIENCE_S)[0]
        assert process.returncode == 0, said + rest
        assert [pid for pid in started if alive(pid)] == []


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT is to be a number from 1 to 65534, not 'eighty'."),
        ({"PORT": "65535"}, "PORT is to be a number from 1 to 65534"),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL is to begin with"),
        ({"DATABASE_URL": "sqlite:////proc/none/x.db"}, "cannot be used"),
        ({"TWILIO_NUMBER": "115", "SECRET_KEY": "short"}, "SECRET_KEY"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(
    environment: dict[str, str],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    own_signals: None,
) -> None:
    """Bad settings end it with exit code 2 and their names, never with a traceback."""
    for name, value in {"PORT": str(two_free_ports()), **environment}.items():
        monkeypatch.setenv(name, value)
    assert main() == 2
    assert sentence in capsys.readouterr().err


@pytest.fixture
def own_signals() -> Iterator[None]:
    """What `make run` does on Ctrl-C is not what this process is to do afterwards."""
    bells = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {each: signal.getsignal(each) for each in bells}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def test_a_taken_port_is_named() -> None:
    """Who it is that needs the port, and what to do about it."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            CannotRun, match=rf"Port {port}, which the line needs, is in use .* make run PORT="
        ):
            require_free(port, "the line")


def test_the_demonstration_keeps_its_secrets(tmp_path: Path) -> None:
    """They are random, the same at the next start, and readable for their owner alone."""
    first = demo.settings({}, port=8080, var=tmp_path)
    again = demo.settings({}, port=8080, var=tmp_path)
    elsewhere = demo.settings({}, port=8080, var=tmp_path / "other")
    assert first == again
    assert first["SECRET_KEY"] != elsewhere["SECRET_KEY"]
    assert (tmp_path / "demo.json").stat().st_mode & 0o777 == 0o600


def test_the_demonstration_is_whole_and_gives_way(tmp_path: Path) -> None:
    """Its settings pass every check, and what is set outside stays as it is."""
    settings = Settings.from_environment(demo.settings({"RING_SECONDS": "7"}, port=9000, var=tmp_path))
    assert settings.public_url == "http://127.0.0.1:9000"
    assert settings.twilio_api_url == settings.softphone_url == "http://127.0.0.1:9001"
    assert settings.ring_seconds == 7
